import { describe, expect, it } from 'vitest';
import { type Bell, Watch } from '#src/engine/watch.js';

/** What it takes to be woken. */
const WAKING_MS = 0.2;

/** A doorbell that is rung at those times, and a clock that goes on as the thread sleeps, and with each look. */
class TimedBell implements Bell {
  nowMs = 0;
  looks = 0;
  lookedMs = 0;
  readonly #times: readonly number[];
  readonly #lookMs: number;
  #heard = 0;

  constructor(times: readonly number[], lookMs = 0.0001) {
    this.#times = times;
    this.#lookMs = lookMs;
  }

  get rung(): boolean {
    this.looks++;
    this.lookedMs += this.#lookMs;
    this.nowMs += this.#lookMs;
    return this.#nextMs <= this.nowMs;
  }

  wait(ceilingMs: number): boolean {
    if (this.#nextMs <= this.nowMs) return true;
    const rang = this.#nextMs <= this.nowMs + ceilingMs;
    this.nowMs = WAKING_MS + (rang ? this.#nextMs : this.nowMs + ceilingMs);
    return rang;
  }

  /** How long ago it was rung; from here on the next ring is meant. */
  hear(): number {
    return this.nowMs - (this.#times[this.#heard++] as number);
  }

  get #nextMs(): number {
    return this.#times[this.#heard] ?? Number.POSITIVE_INFINITY;
  }
}

/** Waits for all rings, does `busyMs` of work after each, and returns how late each was heard. */
function heard(bell: TimedBell, rings: number, busyMs = 0.1, seen = () => {}): number[] {
  const watch = new Watch(bell, seen, () => bell.nowMs);
  return Array.from({ length: rings }, () => {
    while (!watch.wait(200));
    const lateMs = bell.hear();
    bell.nowMs += busyMs;
    return lateMs;
  });
}

const STEADY = Array.from({ length: 200 }, (_, i) => 5 + 10 * i);

describe('an engine that watches for its doorbell', () => {
  it('hears it at once when it is rung at a beat, and does not have to be woken', () => {
    const late = heard(new TimedBell(STEADY), STEADY.length);
    expect(late[0]).toBeCloseTo(WAKING_MS, 9);
    for (const ms of late.slice(20)) expect(ms).toBeLessThan(0.001);
  });

  it('watches for no more than a twentieth of the time', () => {
    const bell = new TimedBell(STEADY);
    heard(bell, STEADY.length);
    expect(bell.lookedMs / bell.nowMs).toBeLessThan(0.05);
    expect(bell.lookedMs).toBeGreaterThan(0);
  });

  it('says when it has seen it, before it is dealt with', () => {
    const seenAtMs: number[] = [];
    const bell = new TimedBell(STEADY);
    heard(bell, STEADY.length, 0.1, () => seenAtMs.push(bell.nowMs));
    expect(seenAtMs.length).toBeGreaterThan(180);
    for (const ms of seenAtMs) expect((ms - 5) % 10).toBeLessThan(WAKING_MS);
  });

  it('sleeps where it is rung at any time', () => {
    const times = STEADY.map((ms, i) => ms + 4 * Math.sin(i * i));
    const bell = new TimedBell(times);
    for (const ms of heard(bell, times.length)) expect(ms).toBeCloseTo(WAKING_MS, 9);
    expect(bell.looks).toBe(0);
  });

  it('stops watching for one that rings no more, and says so at the ceiling', () => {
    const bell = new TimedBell(STEADY);
    const watch = new Watch(
      bell,
      () => undefined,
      () => bell.nowMs,
    );
    for (let i = 0; i < STEADY.length; i++) {
      while (!watch.wait(200));
      bell.hear();
    }
    expect(watch.wait(200)).toBe(false);
    const { looks } = bell;
    for (let i = 0; i < 10; i++) expect(watch.wait(200)).toBe(false);
    expect(bell.looks).toBeLessThanOrEqual(2 * looks);
    const after = bell.looks;
    watch.wait(200);
    expect(bell.looks).toBe(after);
  });

  it.each([0.00002, 0.001])('finds out how long a look takes here: %f ms', (lookMs) => {
    // at times it is late by more than it is watched for
    const late = new TimedBell(
      STEADY.map((ms, i) => ms + (i % 20 === 19 ? 3 : 0)),
      lookMs,
    );
    heard(late, STEADY.length);
    expect(late.lookedMs / late.nowMs).toBeLessThan(0.05);
  });
});
