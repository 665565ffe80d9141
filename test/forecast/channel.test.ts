// A channel's level and spread, and the extreme values that it leaves out.
import { describe, expect, it } from 'vitest';
import { ChannelScale } from '#src/forecast/channel.js';
import { normal } from './support.js';

describe('ChannelScale', () => {
  it('has the level and spread of all values so far, however far from 0 they are', () => {
    const scale = new ChannelScale(new Float64Array(ChannelScale.NUMBERS));
    const next = normal(4);
    const values = Array.from({ length: 500 }, () => 1000 + 2 * next());
    for (const value of values) scale.add(value);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(scale.value(0)).toBeCloseTo(mean, 9);
    expect(scale.width(1)).toBeCloseTo(Math.sqrt(variance), 9);
  });

  it.each([
    ['in the first row', [0], -9999],
    ['in the twentieth', [19], 65_535],
    ['four times in the first twenty', [2, 3, 7, 18], -9999],
    ['in the first row, the largest number there is', [0], Number.MAX_VALUE],
  ])('ignores a value that stands for a missing one: %s', (_, at, glitch) => {
    const scale = new ChannelScale(new Float64Array(ChannelScale.NUMBERS));
    const next = normal(33);
    for (let i = 0; i < 500; i++) scale.add(at.includes(i) ? glitch : 20 + 0.1 * next());
    expect(Math.abs(scale.value(0) - 20)).toBeLessThan(0.05);
    expect(scale.width(1)).toBeGreaterThan(0.09);
    expect(scale.width(1)).toBeLessThan(0.2);
  });

  it('ignores one where all others are equal, and follows when they move', () => {
    const scale = new ChannelScale(new Float64Array(ChannelScale.NUMBERS));
    for (let i = 0; i < 100; i++) scale.add(i === 4 ? -9999 : 20);
    expect(scale.value(0)).toBe(20);
    for (let i = 0; i < 400; i++) scale.add(i % 2 === 0 ? 20 : 21);
    expect(scale.width(1)).toBeGreaterThan(0.4);
    expect(scale.width(1)).toBeLessThan(1);
  });

  it('keeps a first value that is far out, but not extreme', () => {
    const scale = new ChannelScale(new Float64Array(ChannelScale.NUMBERS));
    const next = normal(34);
    const values = Array.from({ length: 40 }, (_, i) => (i === 3 ? 8 : next()));
    for (const value of values) scale.add(value);
    expect(scale.value(0)).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 9);
  });
});
