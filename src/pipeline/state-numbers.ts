// The numbers of a stream's state that every stream has. A snapshot holds them all.
import { SluiceError } from '../errors.js';
import { numberInSnapshot } from './snapshot.js';

/** Index of each number. They lie before the framer's and the detector's numbers. */
export const PREDICTIONS = 0; // predictions made
export const CONSUMED = 1; // input samples up to the last step or gap; missing ones count
export const RUN_START = 2; // CONSUMED at the start of the present run of samples without a gap
export const RUN_HOPS = 3; // hops since then
export const GAP = 4; // input samples missing since the last prediction
export const WARM_PREDICTIONS = 5; // predictions since the run began or the state started over
export const REPLACED = 6; // NaN and infinite samples replaced by zero
export const KEPT_FRAMES = 7; // feature frames kept while the network rests
export const RESTING = 8; // 1 while the network rests
export const FILLED = 9; // samples of the next hop that are in place already, because a gap follows them
export const FILLED_SILENTLY = 10; // how many of those are silence in place of missing samples
export const SILENCE = 11; // samples of silence, in place of missing ones, that are still to come
export const ON_GAP = 12; // what missing samples do to the state: see silence.ts
export const UNHEALTHY = 13; // hops after which the state was unhealthy
export const SATURATED_MS = 14; // how long nearly all units have been at their bounds
export const STATE_NUMBERS = 15;

/**
 * How many input samples a stream had taken when it made this snapshot; missing ones count. A stream that continues
 * from the snapshot must be fed from that sample on.
 *
 * Throws SluiceError SNAPSHOT_MISMATCH when the bytes are not a snapshot.
 */
export function samplesInSnapshot(snapshot: Uint8Array): number {
  const [consumed, filled, silence] = [CONSUMED, FILLED, SILENCE].map((which) => numberInSnapshot(snapshot, which));
  if (typeof consumed === 'number' && typeof filled === 'number' && typeof silence === 'number') {
    return consumed + filled + silence;
  }
  throw unreadable(snapshot);
}

/**
 * How many predictions a stream had made when it made this snapshot. The next prediction has this index.
 *
 * Throws SluiceError SNAPSHOT_MISMATCH when the bytes are not a snapshot.
 */
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
