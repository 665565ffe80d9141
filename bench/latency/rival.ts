// The rival: the same network on onnxruntime-web in a worker, as its users write it. A capture thread posts each frame
// to the main thread, which posts it on to the worker and awaits a promise. The worker runs one frame after the other
// and posts the scores back. Nothing is dropped. Stamps are taken at the same points as ours: posting by the capture
// thread stands for the write into the ring.

import { now } from '#src/clock.js';
import { toOnnx } from '#src/convert/to-onnx.js';
import { Deferred } from '#src/deferred.js';
import type { MeasurePlan } from '#src/harness/latency/plan.js';
import type { LatencyReport } from '#src/harness/latency/report.js';
import { type ScenarioOptions, scenarioPlan, whileBusy } from '#src/harness/latency/run-scenario.js';
import { type Scenario, steadyModel } from '#src/harness/latency/scenarios.js';
import { Tally } from '#src/harness/latency/tally.js';
import type { HarnessPlatform } from '#src/harness/latency/threads.js';
import { hopMs } from '#src/model/model.js';
import { writeOnnx } from '#src/model/onnx/write.js';
import type { Frame, Inferred, RivalThread } from './rival-threads.js';

/** What a rival needs of the place that it runs in. */
export interface RivalPlace {
  readonly platform: HarnessPlatform;
  startThread(): RivalThread;
  /** Address of onnxruntime-web; null where it is found by name. */
  readonly runtime: string | null;
}

/** The rival takes part where there is one stream, and where what is offered can be done. */
export function hasRival({ streams, overload }: Scenario): boolean {
  return streams === 1 && overload === 0;
}

/** Rejects where a thread fails. */
export function runRival(place: RivalPlace, options: ScenarioOptions): Promise<LatencyReport> {
  const plan = scenarioPlan(options, steadyModel());
  return whileBusy(place.platform, options.scenario, options.cores, () => measureRival(place, plan));
}

async function measureRival({ platform, startThread, runtime }: RivalPlace, plan: MeasurePlan): Promise<LatencyReport> {
  const { model, durationMs, warmUpMs, burstHops, deadlineMs } = plan;
  const worker = startThread();
  const capture = startThread();
  try {
    const rival = new Rival(worker);
    await rival.ready(writeOnnx(toOnnx(model.layers, model.tensors)), runtime);
    const tally = new Tally(deadlineMs, durationMs);
    const unwatch = platform.watch();
    const hops = Math.max(1, Math.round(durationMs / hopMs(model)));
    let [delivered, oldestMs] = [0, 0];
    const finished = new Deferred<void>();
    capture.listen((message) => {
      if (message.kind === 'failed') finished.reject(new Error(message.message));
      if (message.kind !== 'frame') return;
      const { samples, dueAtMs, putAtMs } = message;
      rival
        .infer(samples)
        .then(({ startedAtMs, endedAtMs }) => {
          const observedAtMs = now();
          const stamps = { capturedAtMs: dueAtMs, putAtMs, startedAtMs, endedAtMs, observedAtMs };
          oldestMs = Math.max(oldestMs, observedAtMs - dueAtMs);
          delivered++;
          if (delivered * hopMs(model) > warmUpMs) tally.record(stamps, now());
          if (delivered === hops) finished.resolve();
        })
        .catch(finished.reject);
    }, finished.reject);
    const load = { hopMs: hopMs(model), burstHops, hops, phases: 1, rampMs: 0 };
    capture.post({ kind: 'frames', plan: load, hopSamples: model.frontEnd.hopSamples });
    const timer = setTimeout(() => finished.reject(new Error('the rival did not keep up')), 2 * durationMs + 60_000);
    await finished.promise.finally(() => clearTimeout(timer));
    return {
      ...tally.tallied(),
      ...unwatch(),
      engine: 'onnxruntime-web',
      transport: 'messages',
      streams: 1,
      hopMs: hopMs(model),
      durationMs,
      deadlineMs,
      offered: hops,
      delivered,
      dropped: hops - delivered,
      accounted: true,
      oldestMs,
      boundMs: null,
      engineCollections: null,
      memory: [],
    };
  } finally {
    await Promise.all([worker.stop(), capture.stop()]);
  }
}

/** Main thread: a promise for every frame that is with the worker. */
class Rival {
  readonly #worker: RivalThread;
  readonly #ready = new Deferred<void>();
  readonly #asked = new Map<number, Deferred<Inferred>>();
  #next = 0;

  constructor(worker: RivalThread) {
    this.#worker = worker;
    worker.listen(
      (message) => {
        if (message.kind === 'ready') this.#ready.resolve();
        if (message.kind === 'failed') this.#fail(new Error(`the rival failed: ${message.message}`));
        if (message.kind !== 'inferred') return;
        this.#asked.get(message.id)?.resolve(message);
        this.#asked.delete(message.id);
      },
      (reason) => this.#fail(reason),
    );
  }

  ready(onnx: Uint8Array, runtime: string | null): Promise<void> {
    this.#worker.post({ kind: 'open', onnx, runtime });
    return this.#ready.promise;
  }

  infer(samples: Frame['samples']): Promise<Inferred> {
    const id = this.#next++;
    const answer = new Deferred<Inferred>();
    this.#asked.set(id, answer);
    this.#worker.post({ kind: 'infer', id, frame: samples }, [samples.buffer as ArrayBuffer]);
    return answer.promise;
  }

  #fail(error: Error): void {
    this.#ready.reject(error);
    for (const answer of this.#asked.values()) answer.reject(error);
    this.#asked.clear();
  }
}
