import { describe, expect, it } from 'vitest';
import { DOORBELL_BYTES, DoorbellRinger, DoorbellWaiter } from '#src/ring/doorbell.js';
import { RingReader, RingWriter, ringBytes } from '#src/ring/ring.js';
import { type Thread, walk } from './explorer.js';

/** The walk knows no time: who is not woken before this sleeps for ever. */
const CEILING_MS = 1000;

/** Writes samples one by one into a ring of its own and rings after each, and after the end. */
function capture(ringAt: number, samples: number): Thread<number> {
  return (bell, ...rings) => {
    const writer = new RingWriter(rings[ringAt] as ArrayBufferLike);
    const doorbell = new DoorbellRinger(bell as ArrayBufferLike);
    for (let i = 0; i < samples; i++) {
      writer.push(Float32Array.of(i), 0, 1);
      doorbell.ring();
    }
    writer.end();
    doorbell.ring();
    return 0;
  };
}

/**
 * The engine's loop: looks, reads what is there, and waits, until every ring has ended. Returns how many samples it
 * read.
 */
const engine: Thread<number> = (bell, ...rings) => {
  const doorbell = new DoorbellWaiter(bell as ArrayBufferLike);
  const readers = rings.map((ring) => new RingReader(ring));
  let read = 0;
  for (;;) {
    doorbell.look();
    let ended = true;
    for (const reader of readers) {
      ended = reader.ended && ended;
      const count = reader.available;
      reader.skip(count);
      read += count;
    }
    if (ended) return read;
    doorbell.wait(CEILING_MS);
  }
};

/** As a capture thread of a stream does it: publishes, marks, rings; `order` changes that. */
const publishing =
  (stream: number, order: readonly ('publish' | 'mark' | 'ring')[] = ['publish', 'mark', 'ring']): Thread<number> =>
  (bell, words) => {
    const doorbell = new DoorbellRinger(bell as ArrayBufferLike);
    const steps = {
      publish: () => Atomics.store(new Int32Array(words as ArrayBufferLike), stream, 1),
      mark: () => doorbell.mark(stream),
      ring: () => doorbell.ring(),
    };
    for (const step of order) steps[step]();
    return 0;
  };

/**
 * Looks at the streams that are marked, and at no other, until all have published. Returns how often it looked at one.
 */
const lookingWhereMarked =
  (streams: number): Thread<number> =>
  (bell, words) => {
    const doorbell = new DoorbellWaiter(bell as ArrayBufferLike);
    const published = new Int32Array(words as ArrayBufferLike);
    const seen = new Set<number>();
    let looks = 0;
    for (;;) {
      doorbell.look();
      doorbell.takeMarks((mark) => {
        looks++;
        if (Atomics.load(published, mark) === 1) seen.add(mark);
      });
      if (seen.size === streams) return looks;
      doorbell.wait(CEILING_MS);
    }
  };

describe('the marks of a doorbell, in every interleaving,', () => {
  it.each([
    ['two streams of one word', [0, 1]],
    ['two threads that mark the same stream', [0, 0]],
  ])('%s: who looks only where it is marked misses nothing', (_, streams) => {
    const { states } = walk({
      buffers: [DOORBELL_BYTES, 8],
      threads: [...streams.map((stream) => publishing(stream)), lookingWhereMarked(new Set(streams).size)],
      check: (results) => expect(results.at(-1)).toBeGreaterThan(0),
    });
    expect(states).toBeGreaterThan(500);
  });

  it.each([
    ['a mark before what it is of', ['mark', 'publish', 'ring']],
    ['a ring before the mark', ['publish', 'ring', 'mark']],
    ['no mark', ['publish', 'ring']],
  ] as const)('%s: the walk finds what is slept over', (_, order) => {
    const walking = () =>
      walk({
        buffers: [DOORBELL_BYTES, 8],
        threads: [publishing(0, order), lookingWhereMarked(1)],
        check: () => undefined,
      });
    expect(walking).toThrow('sleeps for ever');
  });

  it('visits the number of each stream that was marked, modulo 1024, once', () => {
    const bell = new SharedArrayBuffer(DOORBELL_BYTES);
    const ringer = new DoorbellRinger(bell);
    const streams = [0, 31, 32, 63, 500, 1023, 1024 + 7, 5 * 1024 + 999, 31];
    for (const stream of streams) ringer.mark(stream);
    const seen: number[] = [];
    const waiter = new DoorbellWaiter(bell);
    waiter.takeMarks((mark) => seen.push(mark));
    expect(seen).toEqual([0, 7, 31, 32, 63, 500, 999, 1023]);
    waiter.takeMarks(() => expect.unreachable('marks are taken once'));
  });
});

describe('the doorbell, in every interleaving of', () => {
  it('one capture thread and the engine: no wake-up is lost', () => {
    const { states } = walk({
      buffers: [DOORBELL_BYTES, ringBytes(4)],
      threads: [capture(0, 2), engine],
      check: ([, read]) => expect(read).toBe(2),
    });
    expect(states).toBeGreaterThan(500);
  });

  it('two threads that ring and one that waits for both: no wake-up is lost', () => {
    const say =
      (flag: number): Thread<number> =>
      (bell, flags) => {
        Atomics.store(new Int32Array(flags as ArrayBufferLike), flag, 1);
        new DoorbellRinger(bell as ArrayBufferLike).ring();
        return 0;
      };
    const hearBoth: Thread<number> = (bell, flags) => {
      const doorbell = new DoorbellWaiter(bell as ArrayBufferLike);
      const said = new Int32Array(flags as ArrayBufferLike);
      for (let waits = 0; ; waits++) {
        doorbell.look();
        if (Atomics.load(said, 0) + Atomics.load(said, 1) === 2) return waits;
        doorbell.wait(CEILING_MS);
      }
    };
    const waits = new Set<number>();
    walk({
      buffers: [DOORBELL_BYTES, 8],
      threads: [say(0), say(1), hearBoth],
      check: (results) => waits.add(results[2] as number),
    });
    // From no wait at all to one that is ended by the changed word, and the next one by the notify that comes after it.
    expect([...waits].sort()).toEqual([0, 1, 2, 3]);
  });

  it('a ring and a waiter that looks after its work instead of before it: the walk finds the wake-up that is lost', () => {
    const late: Thread<number> = (bell, ring) => {
      const doorbell = new DoorbellWaiter(bell as ArrayBufferLike);
      const reader = new RingReader(ring as ArrayBufferLike);
      while (!reader.ended) {
        doorbell.look();
        doorbell.wait(CEILING_MS);
      }
      return 0;
    };
    const lost = () =>
      walk({ buffers: [DOORBELL_BYTES, ringBytes(2)], threads: [capture(0, 0), late], check: () => undefined });
    expect(lost).toThrow('thread 1 sleeps for ever');
  });
});
