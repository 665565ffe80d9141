// The engine's sleep and all that may end it, from the code that runs: messages that are posted, counted and rung for;
// samples; records on their way back; ticks. In every interleaving, with wake-ups that nobody made and wake-ups that
// reach nobody.
import { describe, expect, it } from 'vitest';
import { Posting } from '#src/engine/main/posting.js';
import type { SharedWords } from '#src/engine/messages.js';
import { SharedLoop } from '#src/engine/worker/shared-loop.js';
import { COUNT_BYTES, CountWriter } from '#src/ring/count.js';
import { DOORBELL_BYTES, DoorbellRinger, DoorbellWaiter } from '#src/ring/doorbell.js';
import { RecordReader, type RecordShape, RecordWriter, recordRingBytes } from '#src/ring/records.js';
import { RingReader, RingWriter, ringBytes } from '#src/ring/ring.js';
import { type Faults, type Thread, type Walk, walk } from './explorer.js';

const CEILING_MS = 1000;
/** A count of messages that lie in a thread's event loop. */
const MAILBOX_BYTES = 4;

/** What each thread tells: numbers, in the order of what befell it. */
type Told = readonly number[];

type Buffers = readonly ArrayBufferLike[];

/** The event loop: the n-th message, as soon as it is there. */
function nextMessage(mailbox: ArrayBufferLike, n: number): void {
  const words = new Int32Array(mailbox);
  while (Atomics.load(words, 0) < n) Atomics.wait(words, 0, n - 1, CEILING_MS);
}

function mail(mailbox: ArrayBufferLike): void {
  const words = new Int32Array(mailbox);
  Atomics.add(words, 0, 1);
  Atomics.notify(words, 0);
}

function words([engineBell, posted, mainBell, answered]: Buffers): SharedWords {
  return { engineBell, posted, mainBell, answered: answered ?? null } as SharedWords;
}

/** Posts so many messages, as EngineLife does. */
const main =
  (messages: number): Thread<Told> =>
  (bell, posted, _, mailbox) => {
    const posting = new Posting(posted as ArrayBufferLike, bell as ArrayBufferLike);
    for (let n = 0; n < messages; n++) posting.deliver(() => mail(mailbox as ArrayBufferLike));
    return [];
  };

/**
 * An engine that ends with the last of so many messages; tells which it had handled when, and with a ring how many
 * samples it had read.
 */
const engine =
  (messages: number, samples = 0): Thread<Told> =>
  (bell, posted, mainBell, mailbox, ring) => {
    const told: number[] = [];
    const reader = ring === undefined ? null : new RingReader(ring);
    let read = 0;
    const done = () => told.length === messages && read === samples;
    const turns = {
      handle: (message: number) => void told.push(message),
      marked: () => undefined,
      anyMarked: () => undefined,
      turn: () => {
        const count = reader?.available ?? 0;
        if (count > 0) reader?.skip(count);
        read += count;
        return count > 0;
      },
      get waiting() {
        return done();
      },
    };
    const loop = new SharedLoop<number>(
      () => turns,
      words([bell, posted, mainBell] as Buffers),
      () => undefined,
    );
    for (let n = 1; n <= messages; n++) {
      nextMessage(mailbox as ArrayBufferLike, n);
      loop.receive(n);
    }
    return [...told, read];
  };

const BELLS = [DOORBELL_BYTES, COUNT_BYTES, DOORBELL_BYTES, MAILBOX_BYTES];

function messages(count: number, faults: Faults, posting = main(count)): Walk<Told> {
  return {
    buffers: BELLS,
    threads: [posting, engine(count)],
    faults,
    check: ([, told]) => expect(told).toEqual([...Array.from({ length: count }, (_, i) => i + 1), 0]),
  };
}

describe('messages to an engine that sleeps on its doorbell, in every interleaving,', () => {
  it('are all handled, in order, and it never sleeps over one', () => {
    expect(walk(messages(3, {})).states).toBeGreaterThan(1000);
  });

  it('are all handled where it wakes up although nobody has rung', () => {
    expect(walk(messages(2, { spurious: 2 })).states).toBeGreaterThan(1000);
  });

  it('are all handled where wake-ups reach nobody: the ceiling of its sleep is late and not never', () => {
    expect(walk(messages(2, { lost: 2, ceiling: true })).states).toBeGreaterThan(1000);
  });

  it('would be slept over without the ceiling where a wake-up is lost: the walk finds it', () => {
    expect(() => walk(messages(2, { lost: 1 }))).toThrow('sleeps for ever');
  });

  it('do not keep samples waiting, nor samples them', () => {
    const capture: Thread<Told> = (bell, _posted, _main, _mailbox, ring) => {
      const writer = new RingWriter(ring as ArrayBufferLike);
      const ringer = new DoorbellRinger(bell as ArrayBufferLike);
      writer.push(Float32Array.of(1), 0, 1);
      ringer.ring();
      return [];
    };
    const { states } = walk<Told>({
      buffers: [...BELLS, ringBytes(2)],
      threads: [main(1), engine(1, 1), capture],
      check: ([, told]) => expect(told).toEqual([1, 1]),
    });
    expect(states).toBeGreaterThan(1000);
  });
});

describe('a protocol that is changed is caught by the walk:', () => {
  /** As Posting, in another order. */
  const posting =
    (order: (post: () => void, count: () => void, ring: () => void) => readonly (() => void)[]): Thread<Told> =>
    (bell, posted, _, mailbox) => {
      const count = new CountWriter(posted as ArrayBufferLike);
      const ringer = new DoorbellRinger(bell as ArrayBufferLike);
      for (let n = 0; n < 2; n++) {
        const steps = order(
          () => mail(mailbox as ArrayBufferLike),
          () => count.add(),
          () => ringer.ring(),
        );
        for (const step of steps) step();
      }
      return [];
    };

  it('in the right order it passes, so that the others fail for their order', () => {
    const right = posting((...steps) => steps);
    expect(() => walk(messages(2, {}, right))).not.toThrow();
  });

  it('the bell before the count', () => {
    const early = posting((post, count, ring) => [post, ring, count]);
    expect(() => walk(messages(2, {}, early))).toThrow('sleeps for ever');
  });

  it('no bell', () => {
    const silent = posting((post, count) => [post, count]);
    expect(() => walk(messages(2, {}, silent))).toThrow('sleeps for ever');
  });

  it('a notify before the word is changed', () => {
    const hasty: Thread<Told> = (bell, posted, _, mailbox) => {
      const count = new CountWriter(posted as ArrayBufferLike);
      const word = new Int32Array(bell as ArrayBufferLike, 0, 1);
      for (let n = 0; n < 2; n++) {
        mail(mailbox as ArrayBufferLike);
        count.add();
        Atomics.notify(word, 0);
        Atomics.add(word, 0, 1);
      }
      return [];
    };
    expect(() => walk(messages(2, {}, hasty))).toThrow('sleeps for ever');
  });

  it('a notify without a change of the word', () => {
    const unchanged: Thread<Told> = (bell, posted, _, mailbox) => {
      const count = new CountWriter(posted as ArrayBufferLike);
      const word = new Int32Array(bell as ArrayBufferLike, 0, 1);
      for (let n = 0; n < 2; n++) {
        mail(mailbox as ArrayBufferLike);
        count.add();
        Atomics.notify(word, 0);
      }
      return [];
    };
    expect(() => walk(messages(2, {}, unchanged))).toThrow('sleeps for ever');
  });

  it('samples that are published before they are written', () => {
    const hasty: Thread<Told> = (ring) => {
      const counts = new Int32Array(ring as ArrayBufferLike, 0, 1);
      const samples = new Float32Array(ring as ArrayBufferLike, ringBytes(2) - 8);
      Atomics.store(counts, 0, 1);
      samples[0] = 7;
      return [];
    };
    const reader: Thread<Told> = (ring) => {
      const reading = new RingReader(ring as ArrayBufferLike);
      const out = new Float32Array(1);
      const count = reading.available;
      reading.read(out, count);
      return count === 0 ? [] : [out[0] as number];
    };
    const walking = () =>
      walk<Told>({
        buffers: [ringBytes(2)],
        threads: [hasty, reader],
        check: ([, seen]) => {
          if (seen?.length === 1) expect(seen).toEqual([7]);
        },
      });
    expect(walking).toThrow('expected [ +0 ] to deeply equal [ 7 ]');
  });
});

const SHAPE: RecordShape = { scores: 1, hidden: 0, features: 0 };

/** An engine whose turns each write a record, so many, and then end it. */
const writing =
  (records: number, withTicks: boolean): Thread<Told> =>
  (bell, posted, mainBell, ring, answered, tickbox) => {
    const writer = new RecordWriter(ring as ArrayBufferLike, SHAPE);
    let written = 0;
    const turns = {
      handle: () => undefined,
      marked: () => undefined,
      anyMarked: () => undefined,
      turn: () => {
        if (written === records) return false;
        writer.record.index = written++;
        writer.write();
        return true;
      },
      get waiting() {
        return written === records;
      },
    };
    const shared = words((withTicks ? [bell, posted, mainBell, answered] : [bell, posted, mainBell]) as Buffers);
    new SharedLoop<number>(
      () => turns,
      shared,
      () => mail(tickbox as ArrayBufferLike),
    ).receive(1);
    return [written];
  };

function readAll(reader: RecordReader, into: number[]): void {
  while (reader.read()) into.push(reader.record.index);
}

describe('records on their way to main, in every interleaving,', () => {
  const RECORDS = 2;
  const buffers = [DOORBELL_BYTES, COUNT_BYTES, DOORBELL_BYTES, recordRingBytes(SHAPE, 2), COUNT_BYTES, MAILBOX_BYTES];

  /** Main's pump: looks, reads, waits. */
  const pumping: Thread<Told> = (_bell, _posted, mainBell, ring) => {
    const waiter = new DoorbellWaiter(mainBell as ArrayBufferLike);
    const reader = new RecordReader(ring as ArrayBufferLike, SHAPE);
    const read: number[] = [];
    for (;;) {
      waiter.look();
      readAll(reader, read);
      if (read.at(-1) === RECORDS - 1) return read;
      waiter.wait(CEILING_MS);
    }
  };

  it.each([[{}], [{ spurious: 1 }], [{ lost: 1, ceiling: true }]] as [Faults][])(
    'rung for on its doorbell are all read, with faults %o',
    (faults) => {
      const { states } = walk<Told>({
        buffers,
        threads: [writing(RECORDS, false), pumping],
        faults,
        check: ([, read]) => expect(read).toEqual([0, 1]),
      });
      expect(states).toBeGreaterThan(1000);
    },
  );

  /**
   * Main where it cannot wait for its doorbell: each tick is answered, and then the records are looked for; or the
   * other way round.
   */
  const ticking =
    (answersFirst: boolean): Thread<Told> =>
    (_bell, _posted, _main, ring, answered, tickbox) => {
      const answers = new CountWriter(answered as ArrayBufferLike);
      const reader = new RecordReader(ring as ArrayBufferLike, SHAPE);
      const read: number[] = [];
      for (let tick = 1; read.at(-1) !== RECORDS - 1; tick++) {
        nextMessage(tickbox as ArrayBufferLike, tick);
        if (answersFirst) answers.add();
        readAll(reader, read);
        if (!answersFirst) answers.add();
      }
      return read;
    };

  const ticked = (answersFirst: boolean): Walk<Told> => ({
    buffers,
    threads: [writing(RECORDS, true), ticking(answersFirst)],
    check: ([, read]) => expect(read).toEqual([0, 1]),
  });

  it('told of by ticks are all read, with one tick under way at most', () => {
    expect(walk(ticked(true)).states).toBeGreaterThan(1000);
  });

  it('would be left lying where main answers after it has looked: the walk finds it', () => {
    expect(() => walk(ticked(false))).toThrow('sleeps for ever');
  });
});
