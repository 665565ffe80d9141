// The rival: the same network on onnxruntime-web in a worker, as its users write it. A capture thread posts each frame to the main thread, that
// posts it on to the worker and awaits a promise; the worker runs one frame after the other and posts the scores back. Nothing is dropped.
// Stamped where ours is: a frame is in the ring, so to speak, when its capture thread posts it.

import { now } from '../../clock.js';
import { toOnnx } from '../../convert/to-onnx.js';
import { Deferred } from '../../deferred.js';
import { hopMs } from '../../model/model.js';
import { writeOnnx } from '../../model/onnx/write.js';
import type { MeasurePlan } from './measure.js';
import type { LatencyReport } from './report.js';
import { Tally } from './tally.js';
import type { Frame, HarnessPlatform, HarnessThread, Inferred } from './threads.js';

/** `runtime`: address of onnxruntime-web; null where it is found by name. Rejects where a thread fails. */
export async function measureRival(
  platform: HarnessPlatform,
  plan: MeasurePlan,
  runtime: string | null,
): Promise<LatencyReport> {
  const { model, durationMs, warmUpMs, burstHops, deadlineMs } = plan;
  const worker = platform.startThread();
  const capture = platform.startThread();
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
  readonly #worker: HarnessThread;
  readonly #ready = new Deferred<void>();
  readonly #asked = new Map<number, Deferred<Inferred>>();
  #next = 0;

  constructor(worker: HarnessThread) {
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
    this.#worker.post({ kind: 'rival', onnx, runtime });
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
