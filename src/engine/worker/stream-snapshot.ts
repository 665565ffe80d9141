// The whole state of a stream: its slot's, and its gate's behind it.
import type { Gate } from '../../pipeline/gate.js';
import type { StreamSlot } from '../../pipeline/stream-state.js';

/** As bytes that say whose they are. */
export function snapshotStream(slot: StreamSlot, gate: Gate | null): Uint8Array {
  const first = slot.snapshot();
  const second = gate?.snapshot() ?? new Uint8Array(0);
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** Throws SluiceError SNAPSHOT_MISMATCH; the stream must not be used then. */
export function restoreStream(slot: StreamSlot, gate: Gate | null, snapshot: Uint8Array): void {
  const slotBytes = gate === null ? snapshot.length : slot.snapshotBytes;
  slot.restore(snapshot.subarray(0, slotBytes));
  gate?.restore(snapshot.subarray(slotBytes));
}

/** The same from a checkpoint: bare bytes of this very stream. */
export function loadStream(slot: StreamSlot, gate: Gate | null, state: Uint8Array): void {
  slot.load(state);
  gate?.load(state.subarray(slot.stateBytes));
}
