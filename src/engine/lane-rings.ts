// How much room a stream's rings have.
import type { RecordShape } from '../ring/records.js';
import type { LaneOptions } from './messages.js';
import type { Slot } from './slot.js';

/** What a lane's records hold. */
export function recordShape(slot: Slot, inspect: boolean): RecordShape {
  return {
    scores: slot.scores.length,
    hidden: inspect ? slot.hidden.length : 0,
    features: inspect ? slot.features.length : 0,
  };
}

/**
 * Samples that a lane's ring holds: twice what may wait, so that a stream that falls behind is skipped on and not dropped from; for a
 * source that is held at least a second or so, for then each wake-up of its thread brings a good piece.
 */
export function ringCapacity(slot: Slot, options: LaneOptions): number {
  const boundSamples = (options.maxLatencyMs / 1000) * options.sampleRate;
  const atLeast = Math.max(2 * boundSamples, 8 * slot.mostNeeded, options.live ? 0 : options.sampleRate);
  return 2 ** Math.min(24, Math.ceil(Math.log2(atLeast)));
}
