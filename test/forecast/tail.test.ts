// The rarity of a number among those before it, against distributions whose tails are known.
import { describe, expect, it } from 'vitest';
import { TailProbability } from '#src/forecast/tail.js';
import { random } from '../support/random.js';
import { normal } from './support.js';

const tailOf = (signed: boolean) => new TailProbability(signed, new Float64Array(TailProbability.numbers(signed)));

/** As a monitor asks: for both tails, before a number is counted. */
function ask(tail: TailProbability, x: number): void {
  tail.rarity(x);
  tail.rarityBelow(x);
}

function filled(tail: TailProbability, count: number, next: () => number): TailProbability {
  for (let i = 0; i < count; i++) {
    const x = next();
    ask(tail, x);
    tail.add(x);
  }
  return tail;
}

describe('TailProbability', () => {
  it('counts, and extrapolates where nothing was counted', () => {
    const next = random(1);
    const tail = filled(tailOf(false), 5000, () => -Math.log(1 - next())); // exponential: -ln P(x) = x
    for (const x of [0.5, 1, 3, 5]) expect(Math.abs(tail.rarity(x) - x)).toBeLessThan(0.25);
    expect(Math.abs(tail.rarity(15) - 15)).toBeLessThan(3);
    expect(Number.isFinite(tail.rarity(1e9))).toBe(true);
  });

  it('gives both tails of numbers of both signs', () => {
    const tail = filled(tailOf(true), 8000, normal(2));
    const truth: readonly (readonly [number, number])[] = [
      [0, Math.log(2)],
      [1.2816, Math.log(10)],
      [2.3263, Math.log(100)],
      [3.0902, Math.log(1000)],
    ];
    for (const [z, rarity] of truth) {
      expect(Math.abs(tail.rarity(z) - rarity)).toBeLessThan(0.4);
      expect(Math.abs(tail.rarityBelow(-z) - rarity)).toBeLessThan(0.4);
    }
    expect(tail.rarityBelow(3)).toBeLessThan(0.01);
  });

  it('has a heavier tail the fewer separate times its threshold was exceeded', () => {
    const next = random(3);
    let [value, i] = [0, 0];
    const runs = () => {
      if (i++ % 20 === 0) value = next();
      return value;
    };
    const often = filled(tailOf(false), 4000, random(3));
    const seldom = filled(tailOf(false), 4000, runs);
    expect(Math.abs(often.rarity(0.9) - seldom.rarity(0.9))).toBeLessThan(0.6);
    expect(often.rarity(1.5)).toBeGreaterThan(seldom.rarity(1.5) + 3);
  });

  it('counts an anomalous number as only a little beyond all before', () => {
    const [careful, trusting] = [5, 5].map((seed) => filled(tailOf(true), 1000, normal(seed))) as [
      TailProbability,
      TailProbability,
    ];
    for (const x of [60, -60]) {
      ask(careful, x);
      careful.add(x, x > 0, x < 0);
      ask(trusting, x);
      trusting.add(x);
    }
    expect(careful.rarity(60)).toBeGreaterThan(trusting.rarity(60) + 5);
    expect(careful.rarityBelow(-60)).toBeGreaterThan(trusting.rarityBelow(-60) + 5);
  });

  it('lets old counts fade', () => {
    const tail = filled(tailOf(false), 10_000, () => 100);
    filled(tail, 90_000, () => 1);
    expect(tail.rarity(100)).toBeGreaterThan(9); // of 100,000 a tenth was
  });
});
