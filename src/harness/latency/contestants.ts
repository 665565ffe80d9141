// One contestant of one scenario, put through it.
import { Deferred } from '../../deferred.js';
import type { Model } from '../../model/model.js';
import { replay } from '../../source/replay.js';
import { blockHalfTheTime, spinOn } from './busy.js';
import { type MeasurePlan, measure } from './measure.js';
import type { LatencyReport } from './report.js';
import { measureRival } from './rival.js';
import { type Contestant, type Scenario, slowModel, steadyModel } from './scenarios.js';
import type { HarnessPlatform } from './threads.js';

export interface ContestOptions {
  readonly scenario: Scenario;
  readonly contestant: Contestant;
  /** Instead of the model of the scenario. Not for the rival. */
  readonly model: Model | null;
  readonly durationMs: number;
  readonly maxLatencyMs: number;
  readonly deadlineMs: number;
  readonly cores: number;
  /** Address of onnxruntime-web; null where it is found by name. */
  readonly runtime: string | null;
}

/** Rejects as `openStream` does, and where a thread fails. */
export async function contest(platform: HarnessPlatform, options: ContestOptions): Promise<LatencyReport> {
  const { scenario, contestant, durationMs, maxLatencyMs, deadlineMs, cores } = options;
  const model = options.model ?? (await modelOf(platform, scenario));
  const plan: MeasurePlan = {
    model,
    streams: scenario.streams,
    durationMs,
    warmUpMs: Math.min(1000, durationMs / 4),
    burstHops: scenario.burstHops,
    maxLatencyMs,
    deadlineMs,
    transport: 'auto',
  };
  const leave = scenario.busy === 'cores' ? spinOn(platform, cores) : () => Promise.resolve();
  const unblock = scenario.busy === 'main' ? blockHalfTheTime() : () => undefined;
  try {
    if (contestant === 'rival') return await measureRival(platform, plan, options.runtime);
    return await (contestant === 'worker' ? measureInWorker(platform, plan) : measure(platform, plan));
  } finally {
    unblock();
    await leave();
  }
}

/** As `measure`, with the stream opened in a worker, and its predictions subscribed to there. */
async function measureInWorker(platform: HarnessPlatform, plan: MeasurePlan): Promise<LatencyReport> {
  const thread = platform.startThread();
  const report = new Deferred<LatencyReport>();
  thread.listen((message) => {
    if (message.kind === 'measured') report.resolve(message.report);
    if (message.kind === 'failed') report.reject(new Error(message.message));
  }, report.reject);
  thread.post({ kind: 'measure', plan });
  return report.promise.finally(() => thread.stop());
}

async function modelOf(platform: HarnessPlatform, { overload }: Scenario): Promise<Model> {
  return overload === 0 ? steadyModel() : slowModel(overload * (await hopsPerSecond(platform)));
}

const WARM_UP_HOPS = 100;
const TIMED_HOPS = 400;

/** What the engine can do of the slow model, from a replay as fast as it goes. */
async function hopsPerSecond(platform: HarnessPlatform): Promise<number> {
  const model = slowModel(1000);
  const { sampleRate, hopSamples } = model.frontEnd;
  const samples = new Float32Array((WARM_UP_HOPS + TIMED_HOPS) * hopSamples);
  const stream = await platform.openStream({ source: replay(samples, { sampleRate }), model });
  let startedAtMs = 0;
  await new Promise<void>((resolve, reject) => {
    stream.predictions$.subscribe({
      next: ({ index }) => {
        if (index === WARM_UP_HOPS) startedAtMs = performance.now();
      },
      error: reject,
      complete: resolve,
    });
  });
  return (1000 * TIMED_HOPS) / (performance.now() - startedAtMs);
}
