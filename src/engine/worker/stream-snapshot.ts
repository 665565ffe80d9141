// A stream's state together with its gate's, which follows it.
import type { Gate } from '../../pipeline/gate.js';
import type { CheckpointedState, SnapshotState } from '../../pipeline/stream-state.js';

/** As bytes that say whose state they are. */
export function snapshotStream(state: SnapshotState, gate: Gate | null): Uint8Array {
  const first = state.snapshot();
  const second = gate?.snapshot() ?? new Uint8Array(0);
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** Throws SluiceError SNAPSHOT_MISMATCH for a snapshot of another stream. The stream must not be used then. */
export function restoreStream(state: SnapshotState, gate: Gate | null, snapshot: Uint8Array): void {
  const stateBytes = gate === null ? snapshot.length : state.snapshotBytes;
  state.restore(snapshot.subarray(0, stateBytes));
  gate?.restore(snapshot.subarray(stateBytes));
}

/** As `restoreStream`, from a checkpoint: bare bytes of this very stream. */
export function loadStream(state: CheckpointedState, gate: Gate | null, checkpoint: Uint8Array): void {
  state.load(checkpoint);
  gate?.load(checkpoint.subarray(state.stateBytes));
}
