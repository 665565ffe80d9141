// The samples of a hop and the mark of a gap after them may come between any two reads of the engine: in no
// interleaving does it skip samples that make a hop.
import { expect, it } from 'vitest';
import { GapReader } from '#src/engine/worker/gap-reader.js';
import { RingReader, RingWriter, ringBytes } from '#src/ring/ring.js';
import { type Thread, walk } from '../../ring/explorer.js';

const HOP = 2;

/** A sample, a second one that completes a hop, a gap, and a hop after it. */
const capture: Thread<readonly number[]> = (ring) => {
  const writer = new RingWriter(ring as ArrayBufferLike);
  const push = (...samples: number[]) => writer.push(Float32Array.from(samples), 0, samples.length);
  push(1);
  push(2);
  writer.drop(3);
  push(4, 5);
  return [];
};

/** Reads so often. Returns the hops it read, and gaps as negative lengths. */
const engine =
  (looks: number): Thread<readonly number[]> =>
  (ring) => {
    const reader = new RingReader(ring as ArrayBufferLike);
    const gaps = new GapReader(reader);
    const found: number[] = [];
    const hop = new Float32Array(HOP);
    for (let look = 0; look < looks; look++) {
      const next = gaps.next(HOP);
      if (next === 'hop') {
        reader.read(hop, HOP);
        found.push(...hop);
      } else if (next === 'gap') {
        gaps.skipGap();
        found.push(-gaps.missing);
      }
    }
    return found;
  };

it('reads the whole hop before a gap, whenever it finds the gap', () => {
  const seen = new Set<string>();
  const { states } = walk<readonly number[]>({
    buffers: [ringBytes(8)],
    threads: [capture, engine(3)],
    check: ([, found]) => seen.add(JSON.stringify(found)),
  });
  expect(states).toBeGreaterThan(1000);
  // as far as it came within three reads
  expect([...seen].sort()).toEqual(['[1,2,-3,4,5]', '[1,2,-3]', '[1,2]', '[]']);
});
