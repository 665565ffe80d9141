// A channel that goes its own way, though within its usual values, is found by the others; channels that follow each
// other at once, later, slowly or not at all raise nothing.
import { describe, expect, it } from 'vitest';
import { Relations } from '#src/forecast/change/relation/relations.js';
import { normal } from '../../support.js';

const ROWS = 6000;
type Maker = (row: number) => readonly number[];

/** Severity and expectation of each row and channel. */
function over(make: Maker, channels: number, missing: (row: number, channel: number) => boolean = () => false) {
  const state = new Float64Array(Relations.numbers(channels));
  const relations = new Relations(channels, state);
  const beyond: Float64Array[] = [];
  for (let row = 0; row < ROWS; row++) {
    const each = Array.from({ length: channels }, (_, c) => ({ missing: missing(row, c), frozen: false }));
    relations.step(Float64Array.from(make(row)), each);
    beyond.push(relations.beyond.slice());
  }
  return { beyond, expected: relations.expected.slice(), state };
}

/** Walks that return to 0. */
function wander(seed: number, keeps = 0.98): () => number {
  const noise = normal(seed);
  let away = 0;
  return () => {
    away = keeps * away + Math.sqrt(1 - keeps * keeps) * noise();
    return away;
  };
}

/** The second follows the first five rows later, the third slowly. From `from` on the second goes its own way. */
function followers(seed: number, from = ROWS): Maker {
  const [cause, own, noise] = [wander(seed), wander(seed + 100), normal(seed + 200)];
  const past: number[] = [];
  let slow = 0;
  return (row) => {
    past.push(cause());
    const [now, other] = [past[row] as number, own()];
    slow += 0.05 * (now - slow);
    const share = Math.max(0, Math.min(1, (row - from) / 12));
    const second = (1 - share) * (past[Math.max(0, row - 5)] as number) + share * other;
    return [now + 0.06 * noise(), second + 0.06 * noise(), 1.5 * slow + 0.06 * noise()];
  };
}

const highest = (beyond: readonly Float64Array[]) => Math.max(...beyond.map((each) => Math.max(...each)));

describe('Relations', () => {
  it('finds within an hour of rows which channel no longer follows', () => {
    for (let seed = 1; seed <= 5; seed++) {
      const { beyond } = over(followers(seed, 5000), 3);
      expect(highest(beyond.slice(0, 5000))).toBeLessThan(1);
      const first = beyond.findIndex((each) => Math.max(...each) >= 1);
      expect(first).toBeLessThan(5100);
      const sums = [0, 1, 2].map((c) => beyond.slice(5000, 5300).reduce((sum, each) => sum + (each[c] as number), 0));
      expect(sums.indexOf(Math.max(...sums))).toBe(1);
    }
  });

  it('finds a channel that leaves the others slowly, by less than its noise', () => {
    const [cause, noise] = [wander(7), normal(8)];
    const leaks = (row: number) => 0.0002 * Math.max(0, row - 4500);
    const make = (row: number) => {
      const now = cause();
      return [now + 0.1 * noise(), now + leaks(row) + 0.1 * noise()];
    };
    const { beyond } = over(make, 2);
    expect(highest(beyond.slice(0, 4500))).toBeLessThan(1);
    expect(beyond.findIndex((each) => Math.max(...each) >= 1)).toBeLessThan(5300);
  });

  it('tells nothing of channels that have nothing to do with each other', () => {
    const each = [1, 2, 3].map((seed) => wander(seed));
    expect(highest(over(() => each.map((next) => next()), 3).beyond)).toBeLessThan(1);
  });

  it('chooses among many channels those that go together', () => {
    const [one, other, noise] = [wander(11), wander(12), normal(13)];
    const make = (row: number) => {
      const [a, b] = [one(), other()];
      const wrong = row >= 5000 ? 1.5 : 0;
      return [a, noise(), b, a + 0.1 * noise() + wrong, noise(), b + 0.1 * noise(), noise()];
    };
    const { beyond } = over(make, 7);
    expect(highest(beyond.slice(0, 5000))).toBeLessThan(1);
    const first = beyond[5010] as Float64Array;
    expect(first[3]).toBeGreaterThan(1);
    expect(Math.max(first[1] as number, first[2] as number, first[5] as number)).toBeLessThan(1);
  });

  it('says nothing of a missing value, and nothing of one channel alone', () => {
    const { beyond } = over(followers(3, 5000), 3, (row, c) => c === 1 && row >= 4990);
    expect(Math.max(...beyond.map((each) => each[1] as number).slice(4990))).toBe(0);
    expect(Relations.numbers(1)).toBe(0);
    expect(highest(over(() => [1], 1).beyond)).toBe(0);
  });

  it('goes on with the same bits from its state', () => {
    const rows = Array.from({ length: 1500 }, (_, row) => row).map(followers(4));
    const each = [0, 1, 2].map(() => ({ missing: false, frozen: false }));
    const run = (relations: Relations, from: number, to: number) =>
      rows.slice(from, to).map((row) => {
        relations.step(Float64Array.from(row), each);
        return [...relations.beyond, ...relations.expected];
      });
    const whole = run(new Relations(3, new Float64Array(Relations.numbers(3))), 0, 1500);
    const state = new Float64Array(Relations.numbers(3));
    run(new Relations(3, state), 0, 900);
    expect(run(new Relations(3, state.slice()), 900, 1500)).toEqual(whole.slice(900));
  });
});
