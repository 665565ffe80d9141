// Main thread: how a stream continues in the engine that replaces a dead one.
import { samplesInSnapshot } from '../../pipeline/state-numbers.js';
import { CheckpointReader } from '../../ring/checkpoint.js';
import { missingSince, rewind, ringPosition } from '../../ring/rewind.js';
import type { Delivered, OpenMessage, StreamResume, StreamRings } from '../messages.js';
import type { Resumption } from './restarts.js';
import { sampleUnit } from './sample-unit.js';

/** Samples that all engines of the stream before this one did not use. */
export interface EarlierCounts {
  readonly skipped: number;
  readonly dropped: number;
}

/**
 * Transport `shared`: the rings are still there. They hold the samples since the last checkpoint that were not
 * overwritten.
 */
export function resumeShared(
  rings: StreamRings,
  resumption: Resumption,
  opened: OpenMessage,
  delivered: Delivered,
  earlier: EarlierCounts,
): StreamResume {
  const checkpoints = new CheckpointReader(rings.checkpoints);
  const newest = checkpoints.newest();
  if (newest === null || newest.state.length === 0) {
    // Without a checkpoint the stream starts over.
    return { state: null, missing: 0, delivered, ...earlier, rings };
  }
  if (resumption === 'rest') {
    const missing = startOf(opened) + ringPosition(rings.samples);
    const dropped = earlier.dropped + missingSince(rings.samples, newest.place);
    return { state: null, missing, delivered, skipped: earlier.skipped, dropped, rings };
  }
  const { state, place } = newest;
  const missing =
    resumption === 'exact'
      ? rewind(rings.samples, place, checkpoints.skips, sampleUnit(opened.model))
      : missingSince(rings.samples, place);
  const dropped = earlier.dropped + missing;
  return { state, missing, delivered, skipped: earlier.skipped, dropped, rings };
}

/**
 * Transport `messages`: the samples that the engine had not used died with it. The intake says how many they were,
 * before the next block.
 */
export function resumePosted(
  state: Uint8Array | null,
  start: number,
  delivered: Delivered,
  earlier: EarlierCounts,
): StreamResume {
  const missing = state === null ? start : 0;
  return { state, missing, delivered, ...earlier, rings: null };
}

/** Samples of the stream before the one it was opened at. */
export function startOf({ snapshot }: OpenMessage): number {
  return snapshot === null ? 0 : samplesInSnapshot(snapshot);
}
