// How rare a standstill is.
import { describe, expect, it } from 'vitest';
import { Standstill } from '#src/forecast/standstill.js';
import { random } from '../support/random.js';
import { normal } from './support.js';

describe('Standstill', () => {
  const standing = () => new Standstill(new Float64Array(Standstill.NUMBERS));
  const SAME = 1e-9;

  it('is the rarer the longer it lasts, where no value ever repeated', () => {
    const still = standing();
    const next = normal(5);
    for (let i = 0; i < 3000; i++) expect(still.of(next(), SAME)).toBe(0);
    const rarities = Array.from({ length: 41 }, () => still.of(7, SAME));
    expect(rarities[1]).toBeLessThan(1);
    expect(rarities[40]).toBeGreaterThan(10);
    expect(rarities).toEqual([...rarities].sort((a, b) => a - b));
  });

  it('has a low rarity where values repeat by nature, and none for a constant', () => {
    const still = standing();
    const next = random(6);
    let value = 0;
    const rarities = Array.from({ length: 20_000 }, () => {
      if (next() < 0.05) value = next();
      return still.of(value, SAME);
    });
    const rare = (than: number) => rarities.slice(1000).filter((rarity) => rarity > than).length / 19_000;
    expect(rare(Math.log(100))).toBeLessThan(0.01);
    expect(rare(Math.log(10_000))).toBeLessThan(0.0005);
    const constant = standing();
    for (let i = 0; i < 5000; i++) expect(constant.of(3, SAME)).toBeLessThan(1);
  });

  it('becomes normal when it lasts', () => {
    const still = standing();
    const next = normal(7);
    for (let i = 0; i < 1000; i++) still.of(next(), SAME);
    const rarities = Array.from({ length: 3000 }, () => still.of(7, SAME));
    expect(Math.max(...rarities)).toBeGreaterThan(8);
    expect(rarities.at(-1)).toBeLessThan(4);
  });
});
