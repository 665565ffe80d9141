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
export const SLOT_NUMBERS = 9;

/**
 * How many input samples a slot had taken (gaps counted in) when it made this snapshot: whoever goes on from it feeds from that sample on.
 * Throws SluiceError SNAPSHOT_MISMATCH when the bytes are no snapshot.
 */
export function samplesInSnapshot(snapshot: Uint8Array): number {
  return numberIn(snapshot, CONSUMED);
}

/** How many predictions a slot had made when it made this snapshot: the next one's index. Throws SluiceError SNAPSHOT_MISMATCH. */
export function predictionsInSnapshot(snapshot: Uint8Array): number {
  return numberIn(snapshot, PREDICTIONS);
}

function numberIn(snapshot: Uint8Array, at: number): number {
  const number = numberInSnapshot(snapshot, at);
  if (number !== null) return number;
  throw new SluiceError(
    'SNAPSHOT_MISMATCH',
    `Cannot read the snapshot: ${snapshot.length} bytes that are not one of a stream`,
  );
}
