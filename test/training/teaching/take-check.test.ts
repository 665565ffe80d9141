import { describe, expect, it } from 'vitest';
import { resampleAll } from '#src/pipeline/frames/resample-all.js';
import { checkTake } from '#src/training/teaching/take-check.js';
import { madeWord } from '../../support/made-word.js';

const RATE = 16_000;
const good = madeWord(3, 1).samples;
const times = (factor: number) => good.map((sample) => factor * sample);
const { wordFrom, wordTo } = checkTake(good, RATE);

describe('checkTake()', () => {
  it('finds nothing wrong with a word in quiet, at any rate from 8 kHz', () => {
    expect(checkTake(good, RATE).faults).toEqual([]);
    for (const rate of [8000, 22_050, 44_100, 48_000]) {
      expect(checkTake(resampleAll(good, RATE, rate), rate).faults).toEqual([]);
    }
  });

  it('places the word where it is, to within 60 ms', () => {
    expect(Math.abs(wordFrom / RATE - 0.4)).toBeLessThan(0.06);
    expect(Math.abs(wordTo / RATE - (good.length / RATE - 0.4))).toBeLessThan(0.06);
  });

  it.each([
    ['silent', () => new Float32Array(RATE)],
    ['too-quiet', () => times(0.01)],
    ['clipped', () => good.map((sample) => Math.max(-0.99, Math.min(0.99, 40 * sample)))],
    ['too-short', () => good.slice(wordFrom + 4000, wordFrom + 5000)],
    ['too-long', () => repeated(good.slice(wordFrom, wordTo), 8)],
    ['noisy', () => good.map((sample, i) => sample + 0.15 * Math.sin(i * i))],
    ['cut-off-start', () => good.slice(loudest(), good.length)],
    ['cut-off-end', () => good.slice(0, loudest())],
  ] as const)('says %s of a recording that is', (fault, make) => {
    expect(checkTake(make(), RATE).faults[0]).toBe(fault);
  });
});

function repeated(word: Float32Array, count: number): Float32Array {
  const out = new Float32Array(word.length * count + RATE);
  for (let n = 0; n < count; n++) out.set(word, RATE / 2 + n * word.length);
  return out;
}

/** The middle of the loudest 40 ms. */
function loudest(): number {
  let [best, most] = [0, 0];
  for (let at = 0; at + 640 <= good.length; at += 160) {
    const sum = good.subarray(at, at + 640).reduce((power, sample) => power + sample * sample, 0);
    if (sum > most) [best, most] = [at + 320, sum];
  }
  return best;
}
