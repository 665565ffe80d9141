// The load's schedule, and that latency counts from it: time is a fake here, and goes on only when somebody sleeps or
// is slow.
import { describe, expect, it } from 'vitest';
import { generate, type HopSink, type LoadClock } from '#src/harness/latency/generator.js';
import { Schedule } from '#src/harness/latency/schedule.js';

describe('Schedule', () => {
  it('makes a hop due when its last sample would have been captured', () => {
    const schedule = new Schedule({ hopMs: 10 });
    expect([0, 1, 99].map((hop) => schedule.dueMs(hop))).toEqual([10, 20, 1000]);
    expect([-5, 0, 9.99, 10, 19, 20, 1000].map((ms) => schedule.dueBy(ms))).toEqual([0, 0, 0, 1, 1, 2, 100]);
  });

  it('makes a burst due when the last of its hops is', () => {
    const schedule = new Schedule({ hopMs: 10, burstHops: 4, phaseMs: 3 });
    expect([0, 3, 4, 8].map((hop) => schedule.dueMs(hop))).toEqual([43, 43, 83, 123]);
    expect([42.9, 43, 82, 83].map((ms) => schedule.dueBy(ms))).toEqual([0, 4, 4, 8]);
  });

  it('counts as due, at the very moment, what it says is due then, however the numbers round', () => {
    for (const hopMs of [0.1, 1 / 3, 0.7, 10, 16.0001]) {
      const schedule = new Schedule({ hopMs, phaseMs: hopMs / 7 });
      for (let hop = 0; hop < 3000; hop++) expect(schedule.dueBy(schedule.dueMs(hop))).toBe(hop + 1);
    }
  });
});

/** A clock that moves when it is slept on, and by hand. */
class FakeClock implements LoadClock {
  ms = 1000;
  now(): number {
    return this.ms;
  }
  sleep(ms: number): void {
    this.ms += ms;
  }
}

/** Notes what was put and when; `slow` may let time go by. */
class NotingSink implements HopSink {
  readonly put_: { hop: number; dueAtMs: number; putAtMs: number }[] = [];
  ended = false;
  readonly #clock: FakeClock;
  readonly #slow: (hop: number) => number;
  readonly #takes: (hop: number) => boolean;

  constructor(clock: FakeClock, slow: (hop: number) => number = () => 0, takes: (hop: number) => boolean = () => true) {
    this.#clock = clock;
    this.#slow = slow;
    this.#takes = takes;
  }

  put(hop: number, dueAtMs: number): boolean {
    this.put_.push({ hop, dueAtMs, putAtMs: this.#clock.now() });
    this.#clock.ms += this.#slow(hop);
    return this.#takes(hop);
  }

  end(): Promise<void> {
    this.ended = true;
    return Promise.resolve();
  }
}

describe('generate()', () => {
  const plan = { hopMs: 10, burstHops: 1, hops: 100, phases: 1, rampMs: 0 };

  it('offers every hop once, in order, at the time at which it is due', async () => {
    const clock = new FakeClock();
    const sink = new NotingSink(clock);
    expect(await generate(plan, [sink], clock)).toEqual({ offered: 100, refused: 0 });
    expect(sink.put_.map(({ hop }) => hop)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    for (const { dueAtMs, putAtMs } of sink.put_) expect(putAtMs).toBeCloseTo(dueAtMs, 6);
    expect(sink.ended).toBe(true);
  });

  it('after a stall offers what was due meanwhile, each counted from when it was due: the stall is in all of them', async () => {
    const clock = new FakeClock();
    const sink = new NotingSink(clock, (hop) => (hop === 20 ? 500 : 0));
    await generate(plan, [sink], clock);
    const latencies = sink.put_.map(({ dueAtMs, putAtMs }) => putAtMs - dueAtMs);
    // 500 ms at hop 20: the next 50 are late by 490, 480, … 0; whoever counts from when a hop was put sees one slow hop
    // instead
    expect(latencies.filter((ms) => ms > 5)).toHaveLength(49);
    expect(latencies[21]).toBeCloseTo(490, 6);
    expect(latencies[45]).toBeCloseTo(250, 6);
    expect(latencies[80]).toBeCloseTo(0, 6);
    // and the schedule is what it was: nothing moved on
    const dues = sink.put_.map(({ dueAtMs }) => dueAtMs - (sink.put_[0]?.dueAtMs ?? 0));
    dues.forEach((due, hop) => {
      expect(due).toBeCloseTo(10 * hop, 6);
    });
  });

  it('offers bursts at once, and counts what found no room', async () => {
    const clock = new FakeClock();
    const sink = new NotingSink(clock, undefined, (hop) => hop % 10 !== 9);
    expect(await generate({ ...plan, burstHops: 10 }, [sink], clock)).toEqual({ offered: 100, refused: 10 });
    expect(new Set(sink.put_.map(({ putAtMs }) => Math.round(putAtMs))).size).toBe(10);
  });

  it('spreads streams over the phases of a hop, and gives each all its hops', async () => {
    const clock = new FakeClock();
    const sinks = [0, 1, 2, 3].map(() => new NotingSink(clock));
    expect(await generate({ ...plan, phases: 2 }, sinks, clock)).toEqual({ offered: 400, refused: 0 });
    const first = sinks.map(({ put_ }) => put_[0]?.dueAtMs ?? 0);
    expect(first.map((ms) => ms - (first[0] ?? 0))).toEqual([0, 5, 0, 5]);
    for (const { put_ } of sinks) expect(put_).toHaveLength(100);
  });

  it('begins streams one after the other, by whole hops', async () => {
    const clock = new FakeClock();
    const sinks = [0, 1, 2, 3].map(() => new NotingSink(clock));
    expect(await generate({ ...plan, rampMs: 130 }, sinks, clock)).toEqual({ offered: 400, refused: 0 });
    const first = sinks.map(({ put_ }) => put_[0]?.dueAtMs ?? 0);
    expect(first.map((ms) => ms - (first[0] ?? 0))).toEqual([0, 30, 60, 90]);
  });
});
