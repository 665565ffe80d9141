// The numbers of a slot, all of them state and so in its snapshots.
import { SluiceError } from '../errors.js';
import { numberInSnapshot } from './snapshot.js';

/** Numbers of a slot in front of the framer's and the detector's. All are state, so all are in a snapshot. */
export const PREDICTIONS = 0; // predictions made
export const CONSUMED = 1; // input samples taken, gaps counted in, up to the last step or gap
export const RUN_START = 2; // CONSUMED where the present run of samples without a gap began
export const RUN_HOPS = 3; // hops since then
export const GAP = 4; // input samples missing since the last prediction
export const WARM_PREDICTIONS = 5; // predictions since the run began, or since the network's state did where that is later
export const REPLACED = 6; // samples that were no numbers
export const KEPT_FRAMES = 7; // feature frames kept while the network rests
export const RESTING = 8; // 1 while the network rests
export const FILLED = 9; // samples of the next hop that are there, because a gap follows on them
export const FILLED_SILENTLY = 10; // of those, how many are silence in place of missing ones
export const SILENCE = 11; // samples of silence that stand for missing ones and are still to come
export const ON_GAP = 12; // what missing samples mean to the state: see silence.ts
export const UNHEALTHY = 13; // hops after which the state was found unhealthy
export const SATURATED_MS = 14; // how long nearly all units have been at their bounds
export const SLOT_NUMBERS = 15;

/**
 * How many input samples a slot had taken (gaps counted in) when it made this snapshot: whoever goes on from it feeds from that sample on.
 * Throws SluiceError SNAPSHOT_MISMATCH when the bytes are no snapshot.
 */
export function samplesInSnapshot(snapshot: Uint8Array): number {
  const [consumed, filled, silence] = [CONSUMED, FILLED, SILENCE].map((which) => numberInSnapshot(snapshot, which));
  if (typeof consumed === 'number' && typeof filled === 'number' && typeof silence === 'number') {
    return consumed + filled + silence;
  }
  throw unreadable(snapshot);
}

/** How many predictions a slot had made when it made this snapshot: the next one's index. Throws SluiceError SNAPSHOT_MISMATCH. */
export function predictionsInSnapshot(snapshot: Uint8Array): number {
  const predictions = numberInSnapshot(snapshot, PREDICTIONS);
  if (predictions === null) throw unreadable(snapshot);
  return predictions;
}

function unreadable(snapshot: Uint8Array): SluiceError {
  return new SluiceError(
    'SNAPSHOT_MISMATCH',
    `Cannot read the snapshot: ${snapshot.length} bytes that are not one of a stream`,
  );
}
