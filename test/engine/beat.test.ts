import { describe, expect, it } from 'vitest';
import { Beat } from '#src/engine/beat.js';
import { Random } from '#src/random.js';

/** Rings at those times, and returns what was expected before each. */
function expectations(beat: Beat, times: readonly number[]): number[] {
  return times.map((atMs) => {
    const { dueMs } = beat;
    beat.rang(atMs);
    return dueMs;
  });
}

function every(ms: number, count: number, from = 1000): number[] {
  return Array.from({ length: count }, (_, i) => from + i * ms);
}

describe('the beat of a doorbell', () => {
  it('is found within a dozen rings, and the next one is expected then', () => {
    const beat = new Beat();
    const times = every(10, 30);
    const expected = expectations(beat, times);
    expect(expected.slice(0, 10).every(Number.isNaN)).toBe(true);
    for (let i = 12; i < times.length; i++) expect(expected[i]).toBeCloseTo(times[i] as number, 9);
    expect(beat.toleranceMs).toBeCloseTo(0.25, 9);
  });

  it('follows a clock that runs a thousandth faster, and rings that jitter', () => {
    const random = new Random(3);
    const beat = new Beat();
    const times = every(9.99, 500).map((ms) => ms + random.between(-0.1, 0.1));
    const off = expectations(beat, times)
      .map((dueMs, i) => Math.abs(dueMs - (times[i] as number)))
      .slice(20);
    expect(off.every((ms) => ms < 0.25)).toBe(true);
  });

  it('is that of the buffers where each of them rings for several blocks', () => {
    const beat = new Beat();
    const buffers = every(10.667, 30);
    for (const atMs of buffers) for (const block of [0, 0.05, 0.1]) beat.rang(atMs + block);
    expect(beat.dueMs).toBeCloseTo((buffers.at(-1) as number) + 10.667, 6);
  });

  it('is given up when rings do not come in time, and found anew', () => {
    const beat = new Beat();
    expectations(beat, every(10, 30));
    for (let i = 0; i < 3; i++) beat.missed();
    expect(beat.dueMs).toBeNaN();
    const times = every(16, 30, 2000);
    const expected = expectations(beat, times);
    expect(expected[2]).toBeNaN();
    expect(expected.at(-1)).toBeCloseTo(times.at(-1) as number, 6);
  });

  it('survives a ring that was left out', () => {
    const beat = new Beat();
    expectations(beat, every(10, 30));
    expectations(beat, every(10, 5, 1310));
    expect(beat.dueMs).toBeCloseTo(1360, 6);
  });

  it.each([
    ['come too fast', every(2, 60)],
    ['come too slowly', every(200, 60)],
    ['come as they like', every(10, 300).map((ms, i) => ms + 4 * Math.sin(i * i))],
    ['never stop', every(0.7, 300)],
  ])('is not there where rings %s', (_, times) => {
    expect(expectations(new Beat(), times).every(Number.isNaN)).toBe(true);
  });
});
