import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { platformClock } from '#src/source/clock.js';
import { type ReplayOptions, replay } from '#src/source/replay.js';
import { FakeClock } from './fake-clock.js';
import { FakeIntake } from './fake-intake.js';

fc.configureGlobal({ seed: 20_250_301 });

const NEVER = new AbortController().signal;
const counted = (count: number) => Float32Array.from({ length: count }, (_, i) => i);

describe('replay(), as fast as possible', () => {
  it('gives every sample in order, whatever the room and the block size, and waits for room', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(300),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 50 }),
        async (count, room, blockSamples) => {
          const intake = new FakeIntake(room);
          await replay(counted(count), { sampleRate: 16_000, blockSamples }).feed(intake, NEVER);
          expect(intake.log).toEqual([...counted(count)]);
          expect(Math.max(0, ...intake.pushes)).toBeLessThanOrEqual(blockSamples);
          expect(intake.waits).toBe(count === 0 ? 0 : Math.ceil(count / room) - 1);
        },
      ),
    );
  });

  it('is not live, and says its rate', async () => {
    const source = replay(counted(3), { sampleRate: 8000, name: 'three' });
    expect(source.live).toBe(false);
    expect(source.name).toBe('three');
    expect(await source.open(NEVER)).toEqual({ sampleRate: 8000 });
  });

  it('begins again at the end if it is told to loop, until it is stopped', async () => {
    const stop = new AbortController();
    const intake = new FakeIntake();
    const push = intake.push.bind(intake);
    intake.push = (...args) => {
      if (intake.log.length > 7) stop.abort();
      return push(...args);
    };
    await replay(counted(3), { sampleRate: 8000, blockSamples: 2, loop: true }).feed(intake, stop.signal);
    expect(intake.log).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2]);
  });

  it('stops when the signal aborts while it waits for room', async () => {
    const stop = new AbortController();
    const intake = new FakeIntake(2);
    intake.ready = async () => stop.abort();
    await replay(counted(10), { sampleRate: 8000 }).feed(intake, stop.signal);
    expect(intake.log).toEqual([0, 1]);
  });

  it('feeds nothing after the signal has aborted', async () => {
    const intake = new FakeIntake();
    await replay(counted(10), { sampleRate: 8000 }).feed(intake, AbortSignal.abort());
    expect(intake.log).toEqual([]);
  });
});

describe('replay(), in real time', () => {
  const options = (clock: FakeClock): ReplayOptions => ({
    sampleRate: 1000,
    pace: 'real-time',
    blockSamples: 10,
    clock,
  });

  it('is live, and gives a block when its last sample would have been captured', async () => {
    const clock = new FakeClock();
    const intake = new FakeIntake();
    const source = replay(counted(35), options(clock));
    expect(source.live).toBe(true);
    await source.feed(intake, NEVER);
    expect(intake.log).toEqual([...counted(35)]);
    expect(clock.sleeps).toEqual([10, 10, 10, 5]);
  });

  it('does not drift, however late each block is', async () => {
    const clock = new FakeClock();
    let turn = 0;
    // Up to 7 ms late, like a busy machine.
    clock.late = () => (turn++ * 37) % 8;
    const blocks = 1000;
    await replay(counted(blocks * 10), options(clock)).feed(new FakeIntake(), NEVER);
    expect(clock.nowMs).toBeGreaterThanOrEqual(blocks * 10);
    expect(clock.nowMs).toBeLessThan(blocks * 10 + 8);
  });

  it('catches up without sleeping after a long delay', async () => {
    const clock = new FakeClock();
    clock.late = () => (clock.sleeps.length === 1 ? 25 : 0);
    await replay(counted(60), options(clock)).feed(new FakeIntake(), NEVER);
    expect(clock.sleeps).toEqual([10, 5, 10, 10]);
    expect(clock.nowMs).toBe(60);
  });

  it('keeps the schedule over a loop', async () => {
    const clock = new FakeClock();
    const stop = new AbortController();
    clock.late = () => {
      if (clock.sleeps.length === 6) stop.abort();
      return 0;
    };
    await replay(counted(15), { ...options(clock), loop: true }).feed(new FakeIntake(), stop.signal);
    expect(clock.sleeps).toEqual([10, 5, 10, 5, 10, 5]);
  });

  it('drops what finds no room while its block lasts, at its place', async () => {
    const intake = new FakeIntake(13, 0);
    await replay(counted(30), options(new FakeClock())).feed(intake, NEVER);
    expect(intake.log).toEqual([...counted(13), -7, -10]);
  });

  it('waits for room with the rest of a block that is longer than the room', async () => {
    // Its sleeps end after all that is ready at once.
    const clock = new (class extends FakeClock {
      override async sleep(ms: number, signal: AbortSignal): Promise<void> {
        await new Promise(setImmediate);
        return super.sleep(ms, signal);
      }
    })();
    const intake = new FakeIntake(4);
    await replay(counted(30), options(clock)).feed(intake, NEVER);
    expect(intake.log).toEqual([...counted(30)]);
  });

  it('uses blocks of 10 ms unless told otherwise', async () => {
    const intake = new FakeIntake();
    await replay(counted(1000), { sampleRate: 44_100, pace: 'real-time', clock: new FakeClock() }).feed(intake, NEVER);
    expect(intake.pushes).toEqual([441, 441, 118]);
  });
});

describe('replay()', () => {
  it('refuses options out of range, and says what it received', () => {
    const samples = counted(1);
    for (const sampleRate of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => replay(samples, { sampleRate })).toThrow(new RegExp(`received ${sampleRate}$`));
    }
    for (const blockSamples of [0, -1, 1.5]) {
      expect(() => replay(samples, { sampleRate: 1, blockSamples })).toThrow(new RegExp(`received ${blockSamples}$`));
    }
    expect(() => replay(samples, { sampleRate: 1, pace: 'slow' as 'fast' })).toThrow(/received slow$/);
  });

  it('rejects with the reason of a signal that has aborted', async () => {
    const reason = new Error('enough');
    await expect(replay(counted(1), { sampleRate: 1 }).open(AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe("the platform's clock", () => {
  it('wakes at once when the signal aborts, and leaves no timer behind', async () => {
    const stop = new AbortController();
    const slept = platformClock.sleep(Number.POSITIVE_INFINITY, stop.signal);
    const early = await Promise.race([slept.then(() => true), platformClock.sleep(20, NEVER).then(() => false)]);
    expect(early).toBe(false);
    stop.abort();
    await slept;
    await platformClock.sleep(1e9, stop.signal);
    await platformClock.sleep(1, NEVER);
  });
});
