// How weights lie in the kernel's memory. Rows are packed in blocks of up to BLOCK_VECTORS vectors, each block column
// by column (see src/kernel/matvec.ts). Each gate of a cell is padded to whole vectors with rows of zeros.
import { BLOCK_VECTORS } from '../../kernel/layout.js';
import { padded } from './kernel.js';

/** Packs w, (gates * hidden, cols) row after row, to (gates * padded(hidden), cols). */
export function packRows(w: Float32Array, gates: number, hidden: number, cols: number): Float32Array {
  const out = new Float32Array(gates * padded(hidden) * cols);
  let at = 0;
  for (const { from, to } of blocksOf(gates * padded(hidden))) {
    for (let col = 0; col < cols; col++) {
      for (let row = from; row < to; row++) out[at++] = weightAt(w, row, col, hidden, cols);
    }
  }
  return out;
}

/**
 * As `packRows`, for 8-bit weights: four columns at a time, the last group filled up with zeros. See
 * src/kernel/int8.ts.
 */
export function packQuads(w: Int8Array, gates: number, hidden: number, cols: number): Int8Array {
  const groups = Math.ceil(cols / 4);
  const out = new Int8Array(gates * padded(hidden) * groups * 4);
  let at = 0;
  for (const { from, to } of blocksOf(gates * padded(hidden))) {
    for (let group = 0; group < groups; group++) {
      for (let row = from; row < to; row++) {
        for (let col = 4 * group; col < 4 * group + 4; col++) {
          out[at++] = col < cols ? weightAt(w, row, col, hidden, cols) : 0;
        }
      }
    }
  }
  return out;
}

/** Pads b, (gates * hidden), to (gates * padded(hidden)). */
export function padGates(b: Float32Array, gates: number, hidden: number): Float32Array {
  const out = new Float32Array(gates * padded(hidden));
  for (let gate = 0; gate < gates; gate++) {
    out.set(b.subarray(gate * hidden, (gate + 1) * hidden), gate * padded(hidden));
  }
  return out;
}

/**
 * The blocks of `rows` rows, a multiple of 4: as few blocks as possible, of nearly equal size, the larger ones first.
 */
function blocksOf(rows: number): { from: number; to: number }[] {
  const vectors = rows / 4;
  const count = Math.ceil(vectors / BLOCK_VECTORS);
  const size = Math.floor(vectors / count);
  const larger = vectors - size * count;
  return Array.from({ length: count }, (_, i) => {
    const from = 4 * (i * size + Math.min(i, larger));
    return { from, to: from + 4 * (i < larger ? size + 1 : size) };
  });
}

/** A weight of a padded row; 0 in the padding. */
function weightAt(w: Float32Array | Int8Array, row: number, col: number, hidden: number, cols: number): number {
  const gate = Math.floor(row / padded(hidden));
  const unit = row % padded(hidden);
  return unit < hidden ? (w[(gate * hidden + unit) * cols + col] as number) : 0;
}
