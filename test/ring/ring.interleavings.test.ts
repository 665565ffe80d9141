import { describe, expect, it } from 'vitest';
import { RingReader, RingWriter, ringBytes } from '#src/ring/ring.js';
import { STAMP_COUNT } from '#src/ring/words.js';
import { type Thread, walk } from './explorer.js';

/** What a reader saw: samples as they are, gaps as negative lengths. */
type Seen = number[];

/** Offers blocks of a counter 1, 2, 3, …; what does not fit is dropped. */
function writing(blocks: readonly number[]): Thread<Seen> {
  return (buffer) => {
    const writer = new RingWriter(buffer as ArrayBufferLike);
    let next = 1;
    for (const size of blocks) {
      const block = Float32Array.from({ length: size }, (_, i) => next + i);
      const taken = writer.push(block, 0, size);
      writer.drop(size - taken);
      next += size;
    }
    writer.end();
    return [];
  };
}

/** Reads what is there, so many times. */
function reading(turns: number): Thread<Seen> {
  return (buffer) => {
    const seen: Seen = [];
    const reader = new RingReader(buffer as ArrayBufferLike);
    for (let turn = 0; turn < turns; turn++) readOnce(reader, seen);
    return seen;
  };
}

function readOnce(reader: RingReader, seen: Seen): void {
  if (reader.atGap) seen.push(-reader.takeGap());
  const count = reader.available;
  const samples = new Float32Array(count);
  reader.read(samples, count);
  seen.push(...samples);
}

/** The rest, after both threads are done, by a new reader on the same memory. */
function drained(buffer: ArrayBufferLike): { rest: Seen; ended: boolean; dropped: number } {
  const reader = new RingReader(buffer);
  const rest: Seen = [];
  const ended = reader.ended;
  while (reader.waiting > 0 || reader.atGap) readOnce(reader, rest);
  return { rest, ended, dropped: reader.dropped };
}

/**
 * Every sample in its place, and every missing one in a gap at its place; what is missing at the very end has no sample
 * to mark.
 */
function checkOrder(seen: Seen, offered: number, dropped: number): void {
  let next = 1;
  let missing = 0;
  for (const value of seen) {
    if (value < 0) {
      missing -= value;
      next -= value;
    } else if (value !== next++) throw new Error(`read ${value} instead of ${next - 1}: ${seen}`);
  }
  const atEnd = offered - (next - 1);
  if (atEnd < 0 || missing + atEnd !== dropped) {
    throw new Error(`${dropped} dropped, but ${missing} marked and ${atEnd} missing at the end of ${offered}: ${seen}`);
  }
}

describe('the sample ring, in every interleaving of', () => {
  const cases = [
    { blocks: [1, 1, 1, 1, 1, 1], capacity: 2, turns: 4 },
    { blocks: [3, 1, 2, 3, 1], capacity: 2, turns: 4 },
    { blocks: [2, 2, 2, 2], capacity: 2, turns: 5 },
    { blocks: [5, 1, 3, 1, 1], capacity: 4, turns: 4 },
    { blocks: [3, 3, 3, 1, 4, 1], capacity: 4, turns: 3 },
  ];
  for (const { blocks, capacity, turns } of cases) {
    it(`a writer of blocks ${blocks} and a reader of ${turns} turns at capacity ${capacity}: order, gaps and counts are exact`, () => {
      const offered = blocks.reduce((sum, size) => sum + size, 0);
      const lengths = new Set<number>();
      const { states, ends } = walk({
        buffers: [ringBytes(capacity)],
        threads: [writing(blocks), reading(turns)],
        check: ([, seen], buffer) => {
          const { rest, ended, dropped } = drained(buffer as ArrayBufferLike);
          expect(ended).toBe(true);
          const all = [...(seen as Seen), ...rest];
          checkOrder(all, offered, dropped);
          lengths.add(all.filter((value) => value > 0).length);
        },
      });
      // Or the case would not be worth walking: how many samples get through depends on the interleaving.
      expect(lengths.size).toBeGreaterThan(1);
      expect(states).toBeGreaterThan(1000);
      expect(ends).toBeGreaterThan(2);
    });
  }

  it('a writer that ends and a reader that asks for the end first: nothing is left behind', () => {
    walk<Seen>({
      buffers: [ringBytes(4)],
      threads: [
        writing([2, 1]),
        (buffer) => {
          const reader = new RingReader(buffer as ArrayBufferLike);
          const ended = reader.ended;
          return [Number(ended), reader.waiting];
        },
      ],
      check: ([, seen]) => {
        if (seen?.[0] === 1) expect(seen[1]).toBe(3);
      },
    });
  });

  it('more gaps than there are marks: the last one grows', () => {
    // A gap before every even number; seven of them are waiting before the two threads start.
    const gapped = (from: number, to: number): Thread<Seen> => {
      return (buffer) => {
        const writer = new RingWriter(buffer as ArrayBufferLike);
        for (let next = from; next <= to; next += 2) {
          writer.drop(1);
          writer.drop(1 - writer.push(Float32Array.of(next), 0, 1));
        }
        return [];
      };
    };
    const early = gapped(2, 14);
    walk<Seen>({
      buffers: [ringBytes(16)],
      prepare: (buffer) => void early(buffer as ArrayBufferLike),
      threads: [gapped(16, 22), reading(2)],
      check: ([, seen], buffer) => {
        const { rest, dropped } = drained(buffer as ArrayBufferLike);
        checkOrder([...(seen as Seen), ...rest], 22, dropped);
      },
    });
  });

  it('counts that pass 2^31, where they turn negative', () => {
    const start = 0x7ffffffe;
    walk<Seen>({
      buffers: [ringBytes(2)],
      prepare: (buffer) => {
        const words = new Int32Array(buffer as ArrayBufferLike);
        for (const word of [0, 1, 4, 5]) Atomics.store(words, word, start);
      },
      threads: [writing([1, 2, 1]), reading(2)],
      check: ([, seen], buffer) => {
        const { rest, dropped } = drained(buffer as ArrayBufferLike);
        checkOrder([...(seen as Seen), ...rest], 4, dropped);
      },
    });
  });

  it('a writer that stamps its pushes and a reader that looks up what it has read: each time belongs to its sample', () => {
    const times = [1000, 2_000_000_000_000.5, 3_000_000_000_001.25];
    const found = new Set<number>();
    walk<Seen>({
      buffers: [ringBytes(4)],
      threads: [
        (buffer) => {
          const writer = new RingWriter(buffer as ArrayBufferLike);
          times.forEach((timeMs, n) => {
            writer.stamp(timeMs, timeMs + 1 + n);
            writer.push(new Float32Array(1), 0, 1);
          });
          return [];
        },
        (buffer) => {
          const reader = new RingReader(buffer as ArrayBufferLike);
          const seen: Seen = [];
          for (let turn = 0; turn < 2; turn++) {
            const count = reader.available;
            reader.skip(count);
            if (count > 0) reader.arrive();
            seen.push(count, reader.capturedAtMs(1), reader.putAtMs(1));
          }
          return seen;
        },
      ],
      check: ([, seen]) => {
        const [first, ...rest] = seen as Seen;
        let read = 0;
        for (const [count, capturedAtMs, putAtMs] of [[first, ...rest.slice(0, 2)], rest.slice(2)] as Seen[]) {
          read += count as number;
          if (read === 0) continue;
          expect([capturedAtMs, putAtMs]).toEqual([times[read - 1], (times[read - 1] as number) + read]);
          found.add(read);
        }
      },
    });
    expect([...found].sort()).toEqual([1, 2, 3]);
  });

  it('more pushes than stamps that can wait: a time is of the own push or of a later one', () => {
    // All but two of the places are taken before the threads start.
    const before = STAMP_COUNT - 2;
    const stamped = (from: number, to: number): Thread<Seen> => {
      return (buffer) => {
        const writer = new RingWriter(buffer as ArrayBufferLike);
        for (let sample = from; sample <= to; sample++) {
          writer.stamp(sample);
          writer.push(new Float32Array(1), 0, 1);
        }
        return [];
      };
    };
    const put = new Set<string>();
    walk<Seen>({
      buffers: [ringBytes(128)],
      prepare: (buffer) => void stamped(1, before)(buffer as ArrayBufferLike),
      threads: [
        stamped(before + 1, before + 4),
        (buffer) => {
          const reader = new RingReader(buffer as ArrayBufferLike);
          reader.skip(2);
          reader.arrive();
          return [reader.putAtMs(1)];
        },
      ],
      check: ([, seen], buffer) => {
        expect(seen).toEqual([2]);
        const reader = new RingReader(buffer as ArrayBufferLike);
        reader.skip(before - 2); // two are read
        const times: number[] = [];
        for (let sample = before + 1; sample <= before + 4; sample++) {
          reader.skip(1);
          reader.arrive();
          // the rate is one sample a ms and so are the stamps: what is reckoned is exact either way
          expect(reader.capturedAtMs(1)).toBe(sample);
          times.push(reader.putAtMs(1) - sample);
        }
        put.add(times.join());
      },
    });
    // Whether there is room for the third of them depends on the interleaving.
    expect(put.size).toBeGreaterThan(1);
  });
});
