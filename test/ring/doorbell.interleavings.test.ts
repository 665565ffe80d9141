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

/** The engine's loop: looks, reads what is there, and waits, until every ring has ended. Returns how many samples it read. */
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
