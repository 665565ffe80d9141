// How long it takes from a sample to the subscriber, in real time, through the public stream.
import type { Model } from '../model/model.js';
import type { StreamOptions } from '../options.js';
import type { Source } from '../source/source.js';
import type { Stream } from '../stream.js';

export interface LatencyBenchOptions {
  readonly openStream: (options: StreamOptions) => Promise<Stream>;
  readonly model: Model;
  /** A live one. */
  readonly source: Source;
  /** How long to listen to it, ms. What comes in the first second is not counted: threads are still starting. */
  readonly durationMs: number;
}

export interface LatencyMeasured {
  /** One for each prediction. */
  readonly latenciesMs: readonly number[];
  /** Samples dropped or passed over. */
  readonly dropped: number;
  readonly transport: 'shared' | 'messages';
}

const WARM_UP_MS = 1000;

export async function measureLatency(options: LatencyBenchOptions): Promise<LatencyMeasured> {
  const { openStream, model, source, durationMs } = options;
  const stream = await openStream({ source, model });
  const latenciesMs: number[] = [];
  let dropped = 0;
  stream.stats$.subscribe((stats) => {
    dropped = stats.dropped + stats.skipped;
  });
  await new Promise<void>((resolve, reject) => {
    stream.predictions$.subscribe({
      next: ({ endsAtMs, latencyMs }) => {
        if (endsAtMs > WARM_UP_MS) latenciesMs.push(latencyMs);
        if (endsAtMs >= durationMs) void stream.close();
      },
      error: reject,
      complete: resolve,
    });
  });
  await stream.close();
  return { latenciesMs, dropped, transport: stream.transport };
}
