// Runs one scenario of the latency benchmark: loads the machine as the scenario says, and measures a stream.
import { Deferred } from '../../deferred.js';
import type { Model } from '../../model/model.js';
import { replay } from '../../source/replay.js';
import { blockHalfTheTime, spinOn } from './busy.js';
import { measure } from './measure.js';
import type { MeasurePlan } from './plan.js';
import type { LatencyReport } from './report.js';
import { type Scenario, type Subscriber, slowModel, steadyModel } from './scenarios.js';
import type { HarnessPlatform } from './threads.js';

export interface ScenarioOptions {
  readonly scenario: Scenario;
  readonly durationMs: number;
  readonly maxLatencyMs: number;
  readonly deadlineMs: number;
  /** Cores of the machine: a scenario may keep each of them busy. */
  readonly cores: number;
}

/**
 * Measures a stream under a scenario. `model`: null takes the scenario's own. Rejects as `openStream` does, and if a
 * thread fails.
 */
export async function runScenario(
  platform: HarnessPlatform,
  options: ScenarioOptions & { readonly subscriber: Subscriber; readonly model: Model | null },
): Promise<LatencyReport> {
  const { scenario, subscriber, cores } = options;
  const plan = scenarioPlan(options, options.model ?? (await modelOf(platform, scenario)));
  return whileBusy(platform, scenario, cores, () =>
    subscriber === 'worker' ? measureInWorker(platform, plan) : measure(platform, plan),
  );
}

/** What is measured of a model under a scenario. */
export function scenarioPlan(options: Omit<ScenarioOptions, 'cores'>, model: Model): MeasurePlan {
  const { scenario, durationMs, maxLatencyMs, deadlineMs } = options;
  return {
    model,
    streams: scenario.streams,
    durationMs,
    warmUpMs: Math.min(1000, durationMs / 4),
    burstHops: scenario.burstHops,
    maxLatencyMs,
    deadlineMs,
    transport: 'auto',
  };
}

/** Keeps cores or the main thread busy, as the scenario says, until `action` has settled. */
export async function whileBusy<Result>(
  platform: HarnessPlatform,
  { busy }: Scenario,
  cores: number,
  action: () => Promise<Result>,
): Promise<Result> {
  const stopSpinning = busy === 'cores' ? spinOn(platform, cores) : () => Promise.resolve();
  const unblock = busy === 'main' ? blockHalfTheTime() : () => undefined;
  try {
    return await action();
  } finally {
    unblock();
    await stopSpinning();
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

/** How many hops of the slow model the engine can do in a second, from a replay as fast as it goes. */
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
