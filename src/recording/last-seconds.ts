// The newest samples of a stream; older ones are forgotten. Silence stands in the place of what is missing.
import type { RecordedHops } from '../engine/messages.js';

export interface LastSeconds {
  take(recorded: RecordedHops): void;
  /** A copy, the oldest sample first; fewer than `most` while the stream is young. */
  read(): Float32Array;
}

/** Keeps at most `most` samples. */
export function keepLast(most: number): LastSeconds {
  let kept = new Float32Array(0);
  return {
    take({ samples, blocks }) {
      const from = blocks.reduce((sum, { missing }) => Math.min(sum + missing, 2 * most), kept.length);
      const all = new Float32Array(from + samples.length);
      all.set(kept);
      all.set(samples, from);
      kept = all.slice(-most);
    },
    read: () => kept.slice(),
  };
}
