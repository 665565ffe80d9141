// How weights lie in the kernel's memory: rows in blocks of 32, 16, 8 and 4, each block column by column (see src/kernel/matvec.ts), and
// the gates of a cell each padded to whole vectors with rows of zeros.
import { padded } from './kernel.js';

/** w: (gates * hidden, cols), row after row, to (gates * padded(hidden), cols) packed. */
export function packRows(w: Float32Array, gates: number, hidden: number, cols: number): Float32Array {
  const gateRows = padded(hidden);
  const rows = gates * gateRows;
  const out = new Float32Array(rows * cols);
  let at = 0;
  for (let row = 0; row < rows; ) {
    const block = blockRows(rows - row);
    for (let col = 0; col < cols; col++) {
      for (let r = row; r < row + block; r++) {
        const gate = Math.floor(r / gateRows);
        const unit = r % gateRows;
        out[at++] = unit < hidden ? (w[(gate * hidden + unit) * cols + col] as number) : 0;
      }
    }
    row += block;
  }
  return out;
}

/** b: (gates * hidden) to (gates * padded(hidden)). */
export function padGates(b: Float32Array, gates: number, hidden: number): Float32Array {
  const out = new Float32Array(gates * padded(hidden));
  for (let gate = 0; gate < gates; gate++) {
    out.set(b.subarray(gate * hidden, (gate + 1) * hidden), gate * padded(hidden));
  }
  return out;
}

function blockRows(left: number): number {
  if (left >= 32) return 32;
  if (left >= 16) return 16;
  return left >= 8 ? 8 : 4;
}
