// How fast a recording goes through the whole pipeline: decoding, ring, resampler, front end, network, detector,
// records.
import type { Model } from '../model/model.js';
import type { StreamOptions } from '../options.js';
import type { Source } from '../source/source.js';
import type { Stream } from '../stream.js';

export interface PipelineBenchOptions {
  readonly openStream: (options: StreamOptions) => Promise<Stream>;
  readonly model: Model;
  /** One that is not live; made anew for every run. */
  source(): Source;
}

/** The better of two runs, opening included, ms: the first also warms up. */
export async function measurePipeline(options: PipelineBenchOptions): Promise<number> {
  return Math.min(await run(options), await run(options));
}

async function run({ openStream, model, source }: PipelineBenchOptions): Promise<number> {
  const startMs = performance.now();
  const stream = await openStream({ source: source(), model });
  let predictions = 0;
  await new Promise<void>((resolve, reject) => {
    stream.predictions$.subscribe({ next: () => predictions++, error: reject, complete: resolve });
  });
  const elapsedMs = performance.now() - startMs;
  await stream.close();
  if (predictions === 0) throw new Error('Cannot measure the pipeline: not one prediction came out');
  return elapsedMs;
}
