import { describe, expect, it } from 'vitest';
import type { IntakePort } from '#src/ring/capture-port.js';
import { shared } from '#src/source/shared.js';
import type { Intake, Source, SourceFormat } from '#src/source/source.js';
import { FakeIntake } from './fake-intake.js';

const RATE = 8;

/** A source that the test feeds from by hand. */
class Hand implements Source {
  readonly name = 'hand';
  opened = 0;
  released = 0;
  intake: Intake | undefined;
  end: () => void = () => undefined;
  fail: (error: unknown) => void = () => undefined;
  readonly live: boolean;
  readonly format: SourceFormat;

  constructor(live: boolean, format: SourceFormat = { sampleRate: RATE }) {
    this.live = live;
    this.format = format;
  }

  async open(signal: AbortSignal): Promise<SourceFormat> {
    signal.throwIfAborted();
    this.opened++;
    return this.format;
  }

  async feed(intake: Intake, signal: AbortSignal): Promise<void> {
    this.intake = intake;
    const ended = new Promise<void>((resolve, reject) => {
      this.end = resolve;
      this.fail = reject;
      signal.addEventListener('abort', () => resolve());
      if (signal.aborted) resolve();
    });
    try {
      await ended;
    } finally {
      this.released++;
    }
  }
}

/** An intake that makes room only when the test says so. */
class SlowIntake extends FakeIntake {
  #resolve: () => void = () => undefined;

  constructor() {
    super(0);
  }

  override ready(): Promise<void> {
    return new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  async make(room: number): Promise<void> {
    this.room = room;
    this.#resolve();
    await settled();
  }
}

/** A stream of the source: open and feeding. */
async function join(source: Source, intake: Intake = new FakeIntake()) {
  const life = new AbortController();
  const format = await source.open(life.signal);
  const fed = source.feed(intake, life.signal);
  fed.catch(() => undefined);
  await settled();
  return { intake: intake as FakeIntake, fed, format, life };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));
const counted = (from: number, to: number) => Float32Array.from({ length: to - from }, (_, i) => from + i);

describe('shared()', () => {
  it('opens the source with the first stream and releases it with the last', async () => {
    const hand = new Hand(true);
    const source = shared(hand);
    const [a, b] = [await join(source), await join(source)];
    expect(hand.opened).toBe(1);
    expect([a.format, b.format]).toEqual([hand.format, hand.format]);
    a.life.abort();
    await a.fed;
    expect(hand.released).toBe(0);
    hand.intake?.push(counted(0, 3));
    b.life.abort();
    await b.fed;
    expect(hand.released).toBe(1);
    expect([a.intake.log, b.intake.log]).toEqual([[], [0, 1, 2]]);
    await expect(source.open(new AbortController().signal)).rejects.toThrow(
      "the shared source 'hand' was closed with its last stream; make a new one",
    );
  });

  it('releases a source that nobody subscribed to', async () => {
    const hand = new Hand(true);
    const source = shared(hand);
    const life = new AbortController();
    await source.open(life.signal);
    life.abort();
    await source.feed(new FakeIntake(), life.signal);
    expect(hand.released).toBe(1);
  });

  it('goes on opening for the others where one gives up', async () => {
    let opened: (format: SourceFormat) => void = () => undefined;
    const hand = new Hand(true);
    hand.open = () =>
      new Promise((resolve) => {
        opened = resolve;
      });
    const source = shared(hand);
    const [one, other] = [new AbortController(), new AbortController()];
    const opening = [source.open(one.signal), source.open(other.signal)];
    one.abort(new Error('enough'));
    await expect(opening[0]).rejects.toThrow('enough');
    opened(hand.format);
    expect(await opening[1]).toBe(hand.format);
    other.abort();
    await source.feed(new FakeIntake(), other.signal);
  });

  it('gives streams that are subscribed to at once all that comes, and a later one what follows', async () => {
    const hand = new Hand(true);
    const source = shared(hand);
    const a = await join(source);
    hand.intake?.push(counted(0, 3));
    hand.intake?.lose(5);
    const b = await join(source);
    hand.intake?.push(counted(3, 5));
    hand.end();
    await Promise.all([a.fed, b.fed]);
    expect(a.intake.log).toEqual([0, 1, 2, -5, 3, 4]);
    expect(b.intake.log).toEqual([3, 4]);
  });

  it('keeps a second of a live source for a stream without room, and loses the oldest blocks of that stream alone', async () => {
    const hand = new Hand(true);
    const source = shared(hand);
    const slow = new SlowIntake();
    const [a, b] = [await join(source), await join(source, slow)];
    const block = new Float32Array(4);
    for (let from = 0; from < 20; from += 4) {
      block.set(counted(from, from + 4));
      hand.intake?.push(block); // one array for all blocks, as a source may
    }
    hand.intake?.lose(2, true);
    expect(a.intake.log).toEqual([...counted(0, 20), -2]);
    expect(slow.log).toEqual([]);
    await slow.make(100);
    expect(slow.log).toEqual([-8, ...counted(8, 20), -2]);
    hand.end();
    await b.fed;
  });

  it('loses the row of a live series that finds no room, as a stream of its own would', async () => {
    const hand = new Hand(true, { sampleRate: Number.POSITIVE_INFINITY, channels: 2 });
    const slow = new SlowIntake();
    await join(shared(hand), slow);
    hand.intake?.push(counted(0, 4));
    expect(slow.log).toEqual([-4]);
  });

  it('holds a source that is not live back for the slowest stream, and until that has left', async () => {
    const hand = new Hand(false);
    const source = shared(hand);
    const slow = new SlowIntake();
    const [a, b] = [await join(source), await join(source, slow)];
    expect(hand.intake?.push(counted(0, 4))).toBe(4);
    expect(hand.intake?.push(counted(4, 8))).toBe(0);
    let ready = 0;
    void hand.intake?.ready().then(() => ready++);
    await slow.make(3);
    expect([ready, slow.log]).toEqual([0, [0, 1, 2]]);
    await slow.make(1);
    expect([ready, slow.log]).toEqual([1, [0, 1, 2, 3]]);
    hand.intake?.push(counted(4, 8));
    void hand.intake?.ready().then(() => ready++);
    b.life.abort();
    await b.fed;
    expect(ready).toBe(2);
    hand.end();
    await a.fed;
    expect(a.intake.log).toEqual([...counted(0, 8)]);
  });

  it('gives a stream what waits for it before it ends, and the error after that', async () => {
    const hand = new Hand(false);
    const slow = new SlowIntake();
    const source = shared(hand);
    const [a, b] = [await join(source), await join(source, slow)];
    hand.intake?.push(counted(0, 4));
    hand.fail(new Error('the cable is out'));
    await expect(a.fed).rejects.toThrow('the cable is out');
    await slow.make(4);
    await expect(b.fed).rejects.toThrow('the cable is out');
    expect(slow.log).toEqual([0, 1, 2, 3]);
  });

  it('tells events to all, and to one that joins later why no samples come', async () => {
    const hand = new Hand(true);
    const source = shared(hand);
    const a = await join(source);
    hand.intake?.report({ kind: 'warning', message: 'hm' });
    hand.intake?.report({ kind: 'interrupted' });
    const b = await join(source);
    hand.intake?.report({ kind: 'resumed' });
    const c = await join(source);
    expect(a.intake.events.map(({ kind }) => kind)).toEqual(['warning', 'interrupted', 'resumed']);
    expect(b.intake.events.map(({ kind }) => kind)).toEqual(['interrupted', 'resumed']);
    expect(c.intake.events).toEqual([]);
  });

  it('lends a capture thread the intakes of all streams, and tells it who joins and leaves', async () => {
    const hand = new Hand(true);
    const source = shared(hand);
    const lending = (stream: number) => {
      const intake = new FakeIntake();
      const own = { ring: new SharedArrayBuffer(4), doorbell: new SharedArrayBuffer(4), stream };
      intake.lend = (): IntakePort => ({ kind: 'shared', ...own, transfer: [] });
      return intake;
    };
    const a = await join(source, lending(0));
    const port = hand.intake?.lend();
    if (port?.kind !== 'several') throw new Error('not of several');
    const told: unknown[] = [];
    port.members.onmessage = ({ data }) => told.push(data.kind === 'join' ? data.into.stream : { left: data.at });
    expect(port.ports.map((one) => one.kind === 'shared' && one.stream)).toEqual([0]);
    expect(port.transfer).toEqual([port.members]);
    await join(source, lending(1));
    a.life.abort();
    await a.fed;
    while (told.length < 2) await settled();
    expect(told).toEqual([1, { left: 0 }]);
    port.members.close();
  });

  it('is the source itself where that is shared already, and refuses what is none', () => {
    const source = shared(new Hand(true));
    expect(shared(source)).toBe(source);
    expect(() => shared(undefined as unknown as Source)).toThrow(
      "Cannot share the source: 'source' must be a Source (open and feed): received undefined",
    );
  });
});
