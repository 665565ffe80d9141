// Cuts blocks out of a source, as a bad connection loses them. The seed decides which.
import { Random } from '#src/random.js';
import type { Source } from '#src/source/source.js';

export interface Holes {
  /** Share of the blocks that are lost, 0 to 1. */
  readonly share: number;
  readonly blockMs: number;
  readonly seed: number;
}

/** Samples in blocks, some of which are lost. As fast as the stream takes them. */
export function withHoles(samples: Float32Array, sampleRate: number, { share, blockMs, seed }: Holes): Source {
  const block = Math.round((blockMs * sampleRate) / 1000);
  const random = new Random(seed);
  return {
    name: 'holes',
    live: false,
    open: async () => ({ sampleRate }),
    async feed(intake, signal) {
      for (let at = 0; at < samples.length && !signal.aborted; at += block) {
        const end = Math.min(samples.length, at + block);
        if (random.chance(share)) {
          intake.lose(end - at);
          continue;
        }
        for (let from = at; from < end && !signal.aborted; ) {
          from += intake.push(samples, from, end);
          if (from < end) await intake.ready();
        }
      }
    },
  };
}
