// How the weights of an effect's cells lie in memory: the gates of 4 units side by side, column by column
// (src/kernel/effects/cells.ts). Units are padded to a multiple of 4 with zeros, which keeps them at zero.
import { padded } from '../pipeline/kernel-access/kernel.js';

export interface Gates {
  /** How many the tensor has. */
  readonly count: number;
  readonly hidden: number;
  /** What each is multiplied by. @default 1 */
  readonly factors?: readonly number[];
}

/** w: (gates * hidden, cols), row after row, becomes (units / 4, cols, gates, 4). */
export function interleaved(w: Float32Array, cols: number, { count, hidden, factors }: Gates): Float32Array {
  const blocks = padded(hidden) / 4;
  const out = new Float32Array(blocks * cols * count * 4);
  let at = 0;
  for (let block = 0; block < blocks; block++)
    for (let col = 0; col < cols; col++)
      for (let gate = 0; gate < count; gate++)
        for (let lane = 0; lane < 4; lane++, at++) {
          const unit = 4 * block + lane;
          if (unit < hidden) out[at] = (w[(gate * hidden + unit) * cols + col] as number) * (factors?.[gate] ?? 1);
        }
  return out;
}

/** The same for biases, (gates * hidden). */
export function interleavedBias(b: Float32Array, gates: Gates): Float32Array {
  return interleaved(b, 1, gates);
}
