// Sounds in which nothing would be heard, though they are read right: each gets a warning with the option that mends
// it, and that option does.
import { describe, expect, it } from 'vitest';
import { decodeAudio } from '#src/node/audio-file.js';
import { makeWav, wholeSamples } from '../node/make-wav.js';

const sine = (i: number) => Math.sin(i / 5);
const floats = (values: readonly number[]) => new Uint8Array(Float32Array.from(values).buffer);
const floatWav = (values: readonly number[], channels = 1) =>
  makeWav({ bits: 32, tag: 3, channels, data: floats(values) });
const warningsOf = async (bytes: Uint8Array, options = {}) =>
  (await decodeAudio(bytes, 'clip', options)).report.warnings;

describe('the level of a sound', () => {
  for (const [bits, full] of [
    [8, 128],
    [16, 32_768],
    [24, 8_388_608],
  ] as const) {
    it(`floats in the range of ${bits}-bit integers: a warning with the factor that mends it`, async () => {
      const values = Array.from({ length: 900 }, (_, i) => 0.9 * full * sine(i));
      const warnings = await warningsOf(floatWav(values));
      expect(warnings).toEqual([expect.stringContaining(`far beyond 1: their unit is another one (--gain 1/${full})`)]);
      const mended = await decodeAudio(floatWav(values), 'clip', { gain: 1 / full });
      expect(mended.report.warnings).toEqual([]);
      expect(Math.max(...mended.samples)).toBeCloseTo(0.9, 2);
    });
  }

  it('floats a little beyond 1 are loud, not wrong', async () => {
    expect(await warningsOf(floatWav([0.5, 1.4, -1.3, 0.1]))).toEqual([]);
  });

  it('channels in antiphase: a warning, and one channel alone is heard', async () => {
    const pairs = Array.from({ length: 500 }, (_, i) => [10_000 * sine(i), -10_000 * sine(i)].map(Math.round)).flat();
    const wav = makeWav({ bits: 16, channels: 2, data: wholeSamples(pairs, 2) });
    expect(await warningsOf(wav)).toEqual([
      'the channels cancel each other, their mix is silent: take one of them (--channel 1)',
    ]);
    const one = await decodeAudio(wav, 'clip', { channel: 1 });
    expect(one.report.warnings).toEqual([]);
    expect(Math.max(...one.samples)).toBeGreaterThan(0.3);
    const nearly = pairs.map((value, i) => (i % 2 === 0 ? value : Math.round(0.9 * value)));
    const warnings = await warningsOf(makeWav({ bits: 16, channels: 2, data: wholeSamples(nearly, 2) }));
    expect(warnings).toEqual([expect.stringMatching(/their mix is 2[5-7] dB quieter than they are/)]);
  });

  it('two different channels do not cancel', async () => {
    const pairs = Array.from({ length: 900 }, (_, i) =>
      [9000 * sine(i), 9000 * Math.sin(i / 3)].map(Math.round),
    ).flat();
    expect(await warningsOf(makeWav({ bits: 16, channels: 2, data: wholeSamples(pairs, 2) }))).toEqual([]);
  });

  it('digital silence is said, and a quiet sound is none', async () => {
    expect(await warningsOf(makeWav({ bits: 16, data: new Uint8Array(2000) }))).toEqual([
      'it is digital silence: every sample is 0',
    ]);
    expect(await warningsOf(makeWav({ bits: 16, data: wholeSamples([0, 1, 0, -1], 2) }))).toEqual([]);
    expect(await warningsOf(makeWav({ bits: 16, data: wholeSamples([77, 77, 77], 2) }))).toEqual([
      expect.stringMatching(/^it is digital silence: every sample is 0\.00235$/),
    ]);
  });
});
