// What augmentation does to sound.
import { describe, expect, it } from 'vitest';
import { Random } from '#src/random.js';
import { addEcho } from '#src/training/data/augment.js';
import { randomFloats } from '../../support/random.js';

const RATE = 16_000;

describe('addEcho()', () => {
  it.each([1, 2, 3, 4, 5])('adds 16 to 43 echoes that decay, the same to every sample (seed %d)', (seed) => {
    const click = new Float32Array(500);
    click[0] = 1;
    const room = addEcho(click, RATE, new Random(seed)).subarray(1);
    const echoes = [...room].map((gain, i) => ({ gain, delay: i + 1 })).filter(({ gain }) => gain !== 0);
    expect(echoes.length).toBeGreaterThan(10); // some may fall on the same sample
    expect(echoes.length).toBeLessThanOrEqual(43);
    expect(Math.min(...echoes.map(({ delay }) => delay))).toBeGreaterThanOrEqual(RATE * 0.002);
    const loudness = (part: typeof echoes) => part.reduce((most, { gain }) => Math.max(most, Math.abs(gain)), 0);
    const half = room.length / 2;
    expect(loudness(echoes.filter(({ delay }) => delay > half))).toBeLessThan(loudness(echoes));
    const sound = randomFloats(500, seed);
    const heard = addEcho(sound, RATE, new Random(seed));
    expect(heard.length).toBe(room.length + 1);
    for (let i = 0; i < heard.length; i++) {
      const expected = echoes.reduce((sum, { gain, delay }) => sum + gain * (sound[i - delay] ?? 0), sound[i] ?? 0);
      expect(Math.abs((heard[i] as number) - expected)).toBeLessThan(1e-5);
    }
  });
});
