// How much room a stream's rings have.
import { isSeriesModel } from '../../model/any-model.js';
import type { StreamState } from '../../pipeline/stream-state.js';
import type { RecordShape } from '../../ring/records.js';
import type { EngineStreamOptions } from '../messages.js';

/** Hops that a ring holds at least; rows, of a series that comes irregularly. */
const HOPS = 8;
const ROWS = 64;

/** What a stream's records hold. Of a series, `features` are the details of the verdict, and every record has them. */
export function recordShape(state: StreamState, inspect: boolean): RecordShape {
  return {
    scores: state.scores.length,
    hidden: inspect ? (state.hidden?.length ?? 0) : 0,
    features: inspect || isSeriesModel(state.program.model) ? state.features.length : 0,
  };
}

/**
 * Samples that a stream's ring holds. A live stream's ring holds twice what may wait, so that a stream that falls
 * behind skips samples before the ring drops any. Where the source waits, it also holds a second or so: each wake-up of
 * the source's thread then brings many samples.
 */
export function ringCapacity(state: StreamState, options: EngineStreamOptions): number {
  const boundSamples = (options.maxLatencyMs / 1000) * options.sampleRate;
  const asked = [2 * boundSamples, options.live ? 0 : options.sampleRate].filter(Number.isFinite);
  const atLeast = Math.max(...asked, (isSeriesModel(state.program.model) ? ROWS : HOPS) * state.mostNeeded);
  return 2 ** Math.min(24, Math.ceil(Math.log2(atLeast)));
}
