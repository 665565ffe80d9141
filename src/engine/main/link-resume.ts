// Main thread: how a stream goes on in the engine that comes after one that died.

import { samplesInSnapshot } from '../../pipeline/state-numbers.js';
import { CheckpointReader } from '../../ring/checkpoint.js';
import { missingSince, rewind, ringPosition } from '../../ring/rewind.js';
import type { Delivered, OpenMessage, StreamResume, StreamRings } from '../messages.js';
import type { Resumption } from './restarts.js';
import { sampleUnit } from './sample-unit.js';

/** What was lost before, over all lives of the stream's engine. */
export interface LostBefore {
  readonly skipped: number;
  readonly dropped: number;
}

/**
 * Transport `shared`: the rings are still there, with the samples that were not overwritten since the last checkpoint.
 */
export function resumeShared(
  rings: StreamRings,
  resumption: Resumption,
  opened: OpenMessage,
  delivered: Delivered,
  lost: LostBefore,
): StreamResume {
  const checkpoints = new CheckpointReader(rings.checkpoints);
  const newest = checkpoints.newest();
  if (newest === null || newest.state.length === 0) {
    // A state that cannot be put down begins anew.
    return { state: null, missing: 0, delivered, ...lost, rings };
  }
  if (resumption === 'rest') {
    const missing = startOf(opened) + ringPosition(rings.samples);
    const dropped = lost.dropped + missingSince(rings.samples, newest.place);
    return { state: null, missing, delivered, skipped: lost.skipped, dropped, rings };
  }
  const { state, place } = newest;
  const missing =
    resumption === 'exact'
      ? rewind(rings.samples, place, checkpoints.skips, sampleUnit(opened.model))
      : missingSince(rings.samples, place);
  const dropped = lost.dropped + missing;
  return { state, missing, delivered, skipped: lost.skipped, dropped, rings };
}

/**
 * Transport `messages`: what had come to the engine died with it. Whoever feeds says how much that was, before the next
 * block.
 */
export function resumePosted(
  state: Uint8Array | null,
  start: number,
  delivered: Delivered,
  lost: LostBefore,
): StreamResume {
  const missing = state === null ? start : 0;
  return { state, missing, delivered, ...lost, rings: null };
}

/** Samples that the stream had behind it when it was opened. */
export function startOf({ snapshot }: OpenMessage): number {
  return snapshot === null ? 0 : samplesInSnapshot(snapshot);
}
