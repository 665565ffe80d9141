// Where in its stream a prediction ends, and what time that was by the sender's clock.
import type { PredictionRecord } from '../../ring/records.js';
import type { BlockTable } from '../scheduling/block-table.js';
import type { StreamPlan } from './stream-plan.js';

/** Samples up to the end of a prediction, gaps counted in. `before`: samples up to the end of the one before it. */
export function consumedBy(
  prediction: Pick<PredictionRecord, 'endsAtMs' | 'gap'>,
  plan: StreamPlan,
  before: number,
): number {
  const { endsAtMs, gap } = prediction;
  const { input, sampleRate, hopSamples } = plan;
  return input === 'series' ? before + gap + hopSamples : Math.round((endsAtMs * sampleRate) / 1000);
}

/**
 * The sender's time at `endsAtMs` of the stream: for detections, which come separately. By the block that brought that
 * moment or, where it is forgotten, by the next one that is known.
 */
export function timeAround(endsAtMs: number, { input, sampleRate }: StreamPlan, table: BlockTable): number {
  if (input === 'series') return endsAtMs;
  if (table.end === 0) return Number.NaN;
  const position = Math.round((endsAtMs * sampleRate) / 1000);
  let block = table.end - 1;
  while (block > table.first && table.startsAt(block) >= position) block--;
  return table.timeMs(block) - ((table.endsAt(block) - position) * 1000) / sampleRate;
}
