// Measures the latency of a model on this machine, in real time, through the public stream. Hops come on a fixed
// schedule from a thread of their own, or from a given source. Every prediction is stamped at every stage.

import { now } from '../../clock.js';
import type { Model } from '../../model/model.js';
import { hopMs } from '../../model/model.js';
import type { StreamStats } from '../../observable/stream-observables.js';
import type { Prediction } from '../../observable/values.js';
import type { Source } from '../../source/source.js';
import type { Stream } from '../../stream.js';
import { Load } from './load.js';
import type { MeasurePlan } from './plan.js';
import type { LatencyReport } from './report.js';
import { Tally } from './tally.js';
import type { HarnessEngine, HarnessPlatform, HarnessThread } from './threads.js';

export interface MeasureExtras {
  /** Instead of the load. Live, of one stream. */
  readonly source?: Source;
  /** The subscriber that is measured with it. */
  readonly subscriber?: (prediction: Prediction) => void;
  /** Ends the measurement early. */
  readonly signal?: AbortSignal;
}

const MINUTE_MS = 60_000;

/** Rejects as `openStream` does, and where the load's thread fails. */
export async function measure(
  platform: HarnessPlatform,
  plan: MeasurePlan,
  extras: MeasureExtras = {},
): Promise<LatencyReport> {
  const { model, streams, durationMs, deadlineMs } = plan;
  const open: Stream[] = [];
  const engine = await platform.startEngine(plan.transport);
  let thread: HarnessThread | null = null;
  try {
    thread = extras.source === undefined ? platform.startThread() : null;
    const load = thread === null ? null : new Load(thread, loadOptions(plan));
    for (let i = 0; i < streams; i++) {
      open.push(await openOne(platform, engine, plan, load === null ? (extras.source as Source) : load.source()));
    }
    await engine.collections(model); // those of its start are none of the measurement
    const tally = new Tally(deadlineMs, durationMs);
    const memory: [number, number][] = [];
    const unwatch = platform.watch();
    const minutes = setInterval(() => {
      const bytes = platform.memoryBytes();
      if (bytes !== null) memory.push([(memory.length + 1) * MINUTE_MS, bytes]);
    }, MINUTE_MS);
    const stop = () => void open.map((stream) => stream.close());
    const timer = setTimeout(stop, 2 * durationMs + MINUTE_MS); // whatever happens, it ends
    extras.signal?.addEventListener('abort', stop);
    const listening = Promise.all(open.map((stream) => listen(stream, tally, plan, extras)));
    if (extras.signal?.aborted) stop();
    const ends = await listening
      .catch((error: unknown) => {
        unwatch();
        throw error;
      })
      .finally(() => {
        clearInterval(minutes);
        clearTimeout(timer);
        extras.signal?.removeEventListener('abort', stop);
      });
    const offered = load === null || extras.signal?.aborted ? null : (await load.offered).offered;
    return {
      ...tally.tallied(),
      ...unwatch(),
      ...accounts(model, ends, offered),
      engine: 'wasm-f32',
      transport: (open[0] as Stream).transport,
      streams,
      hopMs: hopMs(model),
      durationMs,
      deadlineMs,
      engineCollections: await engine.collections(model),
      boundMs: Math.max(plan.maxLatencyMs, 2 * hopMs(model)) + hopMs(model),
      memory,
    };
  } finally {
    await Promise.all(open.map((stream) => stream.close()));
    await Promise.all([thread?.stop(), engine.close()]);
  }
}

function openOne(
  platform: HarnessPlatform,
  { engine }: HarnessEngine,
  { model, maxLatencyMs, deadlineMs }: MeasurePlan,
  source: Source,
): Promise<Stream> {
  const every = { stampEvery: 1, statsEveryMs: MINUTE_MS };
  return platform.openStream({ source, model, maxLatencyMs, deadlineMs, engine, ...every });
}

function loadOptions({ model, streams, durationMs, warmUpMs, burstHops }: MeasurePlan) {
  const { sampleRate, hopSamples } = model.frontEnd;
  const hops = Math.max(1, Math.round(durationMs / hopMs(model)));
  return {
    plan: { hopMs: hopMs(model), burstHops, hops, phases: Math.min(streams, 10), rampMs: warmUpMs },
    hopSamples,
    sampleRate,
    streams,
  };
}

/** How one stream ended. */
interface End {
  readonly stats: StreamStats;
  readonly oldestMs: number;
  readonly sampleRate: number;
}

async function listen(
  stream: Stream,
  tally: Tally,
  { warmUpMs, durationMs }: MeasurePlan,
  { subscriber, source }: MeasureExtras,
): Promise<End> {
  let stats: StreamStats | null = null;
  let oldestMs = 0;
  stream.stats$.subscribe((latest) => {
    stats = latest;
  });
  await new Promise<void>((resolve, reject) => {
    stream.predictions$.subscribe({
      next: (prediction) => {
        subscriber?.(prediction);
        const doneAtMs = now();
        oldestMs = Math.max(oldestMs, waitedMs(prediction));
        if (prediction.stamps !== null && prediction.endsAtMs > warmUpMs) tally.record(prediction.stamps, doneAtMs);
        if (source !== undefined && prediction.endsAtMs >= durationMs) void stream.close();
      },
      error: reject,
      complete: resolve,
    });
  });
  if (stats === null) throw new Error('Cannot measure the stream: it ended without a word of statistics');
  return { stats, oldestMs, sampleRate: stream.sampleRate };
}

/**
 * If every hop is a window of its own, hops can be counted: each one gives a prediction, or its samples are dropped, or
 * its prediction is missed.
 */
function accounts({ frontEnd }: Model, ends: readonly End[], offered: number | null) {
  const hop = frontEnd.hopSamples;
  let [delivered, missed, lostHops] = [0, 0, 0];
  for (const { stats, sampleRate } of ends) {
    const { dropped, skipped, backlogMs, predictions } = stats;
    const lost = dropped + skipped + Math.round((backlogMs * sampleRate) / 1000);
    lostHops += (lost * frontEnd.sampleRate) / sampleRate / hop;
    missed += stats.missed;
    delivered += predictions;
  }
  const counted = frontEnd.windowSamples === hop ? offered : null;
  const dropped = missed + (counted === null ? Math.floor(lostHops) : lostHops);
  const oldestMs = Math.max(...ends.map((end) => end.oldestMs));
  return {
    offered: counted,
    delivered,
    dropped,
    accounted: counted === null ? null : counted === delivered + dropped,
    oldestMs,
  };
}

/** From when its last sample came until this thread took it, ms: what the bound is on. */
function waitedMs({ stamps, latencyMs }: Prediction): number {
  return stamps === null ? latencyMs : stamps.observedAtMs - stamps.putAtMs;
}
