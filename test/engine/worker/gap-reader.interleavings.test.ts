// A hop's samples and the mark of a gap behind them may come between any two looks of the engine: in no interleaving
// does it pass over samples that make a hop.
import { expect, it } from 'vitest';
import { GapReader } from '#src/engine/worker/gap-reader.js';
import { RingReader, RingWriter, ringBytes } from '#src/ring/ring.js';
import { type Thread, walk } from '../../ring/explorer.js';

const HOP = 2;

/** A sample, one more that makes a hop, a gap, and a hop behind it. */
const capture: Thread<readonly number[]> = (ring) => {
  const writer = new RingWriter(ring as ArrayBufferLike);
  const push = (...samples: number[]) => writer.push(Float32Array.from(samples), 0, samples.length);
  push(1);
  push(2);
  writer.drop(3);
  push(4, 5);
  return [];
};

/** Looks so often and tells the hops it read, and gaps by their length below 0. */
const engine =
  (looks: number): Thread<readonly number[]> =>
  (ring) => {
    const reader = new RingReader(ring as ArrayBufferLike);
    const gaps = new GapReader(reader);
    const told: number[] = [];
    const hop = new Float32Array(HOP);
    for (let look = 0; look < looks; look++) {
      const next = gaps.next(HOP);
      if (next === 'hop') {
        reader.read(hop, HOP);
        told.push(...hop);
      } else if (next === 'gap') {
        gaps.skipGap();
        told.push(-gaps.missing);
      }
    }
    return told;
  };

it('reads the hop before a gap whole, whenever the gap is seen', () => {
  const seen = new Set<string>();
  const { states } = walk<readonly number[]>({
    buffers: [ringBytes(8)],
    threads: [capture, engine(3)],
    check: ([, told]) => seen.add(JSON.stringify(told)),
  });
  expect(states).toBeGreaterThan(1000);
  // as far as it came within three looks
  expect([...seen].sort()).toEqual(['[1,2,-3,4,5]', '[1,2,-3]', '[1,2]', '[]']);
});
