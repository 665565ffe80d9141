// flite as npm package: the voices of a machine that has none.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFlitePackage } from '#src/node/voices/flite.js';
import type { Synthesizer } from '#src/training/phrases/voices.js';

let flite: Synthesizer;
const say = (text: string, more: object = {}) => flite.speak({ text, voice: 'slt', rate: 1, pitch: 1, ...more });

beforeAll(async () => {
  flite = (await findFlitePackage(1)) as Synthesizer;
});
afterAll(() => flite.close());

describe('flite of npm', () => {
  it('has four voices of four speakers', () => {
    expect(flite.voices).toEqual([
      { name: 'kal16', speaker: 'kal' },
      { name: 'awb', speaker: 'awb' },
      { name: 'rms', speaker: 'rms' },
      { name: 'slt', speaker: 'slt' },
    ]);
    expect(flite.version).toMatch(/^wasi \d/);
  });

  it('says a text with each of them, at 16 kHz, otherwise with each', async () => {
    const said = await Promise.all(flite.voices.map(({ name }) => say('hey garden', { voice: name })));
    for (const { samples, sampleRate } of said) {
      expect(sampleRate).toBe(16_000);
      expect(samples.length / sampleRate).toBeGreaterThan(0.5);
      expect(samples.length / sampleRate).toBeLessThan(2);
      expect(Math.max(...samples)).toBeGreaterThan(0.1);
    }
    expect(new Set(said.map(({ samples }) => samples.length)).size).toBe(4);
  });

  it('says the same bits for the same utterance', async () => {
    expect(await say('hey garden')).toEqual(await say('hey garden'));
  });

  it('speaks faster and higher', async () => {
    const [plain, fast, high] = await Promise.all([
      say('water the plants'),
      say('water the plants', { rate: 1.4 }),
      say('water the plants', { pitch: 1.4 }),
    ]);
    expect(fast.samples.length / plain.samples.length).toBeCloseTo(1 / 1.4, 1);
    expect(high.samples.length).toBe(plain.samples.length);
    expect(high.samples).not.toEqual(plain.samples);
  });

  it('tells phonemes, and says them', async () => {
    const sounds = await flite.sounds?.('hey garden');
    expect(sounds).toEqual(['hh', 'ey', 'g', 'aa', 'r', 'd', 'ax', 'n']);
    const spoken = await say('', { sounds: ['m', 'ey', 'g', 'aa', 'r', 'd', 'ax', 'n'] });
    expect(spoken.samples.length).toBeGreaterThan(8000);
  });

  it('rejects a voice that it does not have, where flite itself would speak with another', async () => {
    await expect(say('hello', { voice: 'nobody' })).rejects.toThrow("flite has no voice 'nobody'");
  });
});
