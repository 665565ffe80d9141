// How alarms are delivered: together, within a rate, again and again with longer and longer pauses, by a clock that only
// goes forward.
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AlarmMessage } from '#src/server/outlets/alarm-message.js';
import { againMs } from '#src/server/outlets/delivery/again.js';
import { Delivery } from '#src/server/outlets/delivery/delivery.js';
import { NotTaken, type Outlet, TryLater } from '#src/server/outlets/outlet.js';
import { NoteQueue } from '#src/server/outlets/queue/note-queue.js';
import { HandClock, journal, noteAt } from './made.js';

const HOUR = 3_600_000;
let open: Delivery[] = [];

afterEach(async () => {
  vi.useRealTimers();
  for (const delivery of open) await delivery.close();
  open = [];
});

/** `take` throws, or takes the message. */
function made(take: (message: AlarmMessage) => void, { perMinute = 10, most = 1000, mostNotes = 100 } = {}) {
  const clock = new HandClock();
  const taken: AlarmMessage[] = [];
  const attempts: number[] = [];
  const outlet: Outlet = {
    mostNotes,
    send: async (message) => {
      attempts.push(clock.now());
      take(message);
      taken.push(message);
    },
    close: async () => undefined,
  };
  const queue = new NoteQueue({ folder: null, most });
  const { told, warn, info } = journal();
  const delivery = new Delivery({ name: 'hook', outlet, queue, perMinute, clock, random: () => 1, warn, info });
  open.push(delivery);
  const notes = () => taken.flatMap(({ alarms }) => alarms);
  return { clock, delivery, taken, attempts, notes, told };
}

describe('againMs()', () => {
  it('doubles up to five minutes, varies by half, and waits as long as the receiver asks', () => {
    expect([1, 2, 3, 9, 10, 500].map((failures) => againMs(failures, () => 1))).toEqual([
      1000, 2000, 4000, 256_000, 300_000, 300_000,
    ]);
    expect([0, 1].map((random) => againMs(1, () => random))).toEqual([500, 1000]);
    expect(againMs(1, () => 1, 90_000)).toBe(90_000);
    expect(againMs(1, () => 1, 1e12)).toBe(HOUR);
  });
});

describe('Delivery', () => {
  it('delivers all alarms, in order and each once, to a receiver that fails for an hour, in 24 attempts', async () => {
    const { clock, delivery, attempts, notes, told } = made(() => {
      if (clock.now() < HOUR) throw new Error('it answered 500');
    });
    for (let minute = 0; minute < 60; minute++) {
      delivery.add(noteAt(minute));
      await clock.advance(60_000);
    }
    expect(notes()).toEqual([]);
    expect(delivery.failing).toBe(true);
    await clock.advance(300_000);
    expect(notes()).toEqual(Array.from({ length: 60 }, (_, n) => noteAt(n)));
    expect(attempts.length).toBeLessThan(24);
    expect(delivery).toMatchObject({ failing: false, sent: 1, sentNotes: 60, failed: attempts.length - 1 });
    expect(told.at(-1)?.sentence).toBe('an outlet takes its alarms again');
    expect(told[0]?.facts).toMatchObject({ outlet: 'hook', reason: 'it answered 500', waiting: 1, againMs: 1000 });
  });

  it('sends at once within its rate; over it, what waits goes together and none is lost', async () => {
    const { clock, delivery, taken, notes } = made(() => undefined, { perMinute: 3 });
    for (let n = 0; n < 3; n++) {
      delivery.add(noteAt(n));
      await clock.advance(0);
    }
    expect(taken.map(({ alarms }) => alarms.length)).toEqual([1, 1, 1]);
    for (let n = 3; n < 300; n++) delivery.add(noteAt(n));
    await clock.advance(60_000);
    expect(taken.map(({ alarms }) => alarms.length)).toEqual([1, 1, 1, 100, 100, 97]);
    expect(notes()).toHaveLength(300);
  });

  it('waits as long as the receiver asks for', async () => {
    const { clock, delivery, attempts } = made(() => {
      if (attempts.length === 1) throw new TryLater('it answered 429', 45_000);
    });
    delivery.add(noteAt(0));
    await clock.advance(44_000);
    expect(attempts).toHaveLength(1);
    await clock.advance(2000);
    expect(attempts).toHaveLength(2);
  });

  it('sends alarms one by one where a message is refused, and sets the one aside that is never taken', async () => {
    const { clock, delivery, notes, told } = made(
      ({ alarms }) => {
        if (alarms.some(({ id }) => id === noteAt(2).id)) throw new NotTaken('it answered 422');
      },
      { perMinute: 6000 },
    );
    for (let n = 0; n < 5; n++) delivery.add(noteAt(n));
    await clock.advance(120_000);
    expect(notes()).toEqual([0, 1, 3, 4].map((n) => noteAt(n)));
    expect(delivery.refused).toBe(1);
    expect(told.map(({ sentence }) => sentence)).toContain('an outlet refuses an alarm: it is set aside');
  });

  it('keeps to its pauses however the time of day jumps', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_000 });
    const { clock, delivery, attempts } = made(() => {
      throw new Error('away');
    });
    delivery.add(noteAt(0));
    await clock.advance(1000);
    vi.setSystemTime(1_600_000_000_000);
    await clock.advance(2000);
    vi.setSystemTime(1_900_000_000_000);
    await clock.advance(4000);
    expect(attempts).toEqual([0, 1000, 3000, 7000]);
  });

  it('tells how many were dropped where too many waited', async () => {
    let away = true;
    const { clock, delivery, taken } = made(
      () => {
        if (away) throw new Error('away');
      },
      { most: 100 },
    );
    for (let n = 0; n < 150; n++) delivery.add(noteAt(n));
    away = false;
    await clock.advance(600_000);
    const dropped = taken.at(-1)?.dropped as number;
    expect(dropped).toBeGreaterThanOrEqual(50);
    expect(dropped + taken.flatMap(({ alarms }) => alarms).length).toBe(150);
  });
});
