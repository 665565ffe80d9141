// How much room a stream's rings have.
import { isSeriesModel } from '../../model/any-model.js';
import type { StreamSlot } from '../../pipeline/stream-state.js';
import type { RecordShape } from '../../ring/records.js';
import type { EngineStreamOptions } from '../messages.js';

/** Hops that a ring holds at least; of a series that comes irregularly, rows. */
const HOPS = 8;
const ROWS = 64;

/** What a stream's records hold: of a series, what is said of each row in place of features. */
export function recordShape(slot: StreamSlot, inspect: boolean): RecordShape {
  return {
    scores: slot.scores.length,
    hidden: inspect ? slot.hidden.length : 0,
    features: inspect || isSeriesModel(slot.program.model) ? slot.features.length : 0,
  };
}

/**
 * Samples that a stream's ring holds: twice what may wait, so that a stream that falls behind is skipped on and not dropped from; for a
 * source that is held at least a second or so, for then each wake-up of its thread brings a good piece.
 */
export function ringCapacity(slot: StreamSlot, options: EngineStreamOptions): number {
  const boundSamples = (options.maxLatencyMs / 1000) * options.sampleRate;
  const asked = [2 * boundSamples, options.live ? 0 : options.sampleRate].filter(Number.isFinite);
  const atLeast = Math.max(...asked, (isSeriesModel(slot.program.model) ? ROWS : HOPS) * slot.mostNeeded);
  return 2 ** Math.min(24, Math.ceil(Math.log2(atLeast)));
}
