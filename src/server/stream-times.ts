// Times of the sender's clock, out of a stream's own.
import type { BlockTable } from './block-table.js';
import type { StreamPlan } from './stream-plan.js';

/** The sender's time at `endsAtMs` of the stream, by the newest block that is known: of detections, which come beside the predictions. */
export function timeAround(endsAtMs: number, { input, sampleRate }: StreamPlan, table: BlockTable): number {
  if (input === 'series') return endsAtMs;
  if (table.end === 0) return Number.NaN;
  const position = Math.round((endsAtMs * sampleRate) / 1000);
  const block = Math.max(table.first, table.end - 1);
  return table.timeMs(block) - ((table.endsAt(block) - position) * 1000) / sampleRate;
}
