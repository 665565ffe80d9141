// What raw samples show of a wrong format.
import { describe, expect, it } from 'vitest';
import { decodePcm } from '#src/source/pcm.js';
import { SampleCheck } from '#src/source/sample-check.js';
import { randomSound } from '../support/random.js';

const RATE = 8000;
const sound = randomSound(12 * RATE, RATE, 5);

/** The warnings that samples bring in blocks of 100 ms. */
function warnings(samples: Float32Array): string[] {
  const messages: string[] = [];
  const check = new SampleCheck(RATE, (message) => messages.push(message));
  for (let at = 0; at < samples.length; at += RATE / 10) check.add(samples.subarray(at, at + RATE / 10));
  check.end();
  return messages;
}

const bytesOf = (values: ArrayBufferView) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

describe('SampleCheck', () => {
  it('says nothing of sound, loud or quiet, nor of a few broken samples', () => {
    expect(warnings(sound)).toEqual([]);
    expect(warnings(sound.map((sample) => sample * 3))).toEqual([]);
    expect(warnings(sound.map((sample, i) => (i % 5000 === 0 ? Number.NaN : sample)))).toEqual([]);
  });

  it.each(['s16le', 's32le', 'u8'] as const)('reports %s that is read as floats', (format) => {
    const scale = { s16le: 2 ** 15, s32le: 2 ** 31, u8: 2 ** 7 }[format];
    const Words = { s16le: Int16Array, s32le: Int32Array, u8: Uint8Array }[format];
    const words = Words.from(Array.from(sound, (sample) => sample * (scale - 1) + (format === 'u8' ? 128 : 0)));
    expect(warnings(decodePcm(bytesOf(words), { format: 'f32le', channels: 1 }))).toEqual([
      expect.stringMatching(/not between -8 and 8: is 'format' right\?/),
    ]);
  });

  it('reports floats in the range of whole numbers', () => {
    expect(warnings(sound.map((sample) => sample * 32_768))).toEqual([
      expect.stringMatching(/Floats of sound must be from -1 to 1/),
    ]);
  });

  it('leaves the values of slow sensors alone, but for what is no number', () => {
    const messages: string[] = [];
    const check = new SampleCheck(100, (message) => messages.push(message));
    check.add(new Float32Array(2000).fill(4711));
    check.end();
    const broken = new SampleCheck(100, (message) => messages.push(message));
    broken.add(new Float32Array(2000).fill(Number.NaN));
    expect(messages).toEqual([expect.stringMatching(/2000 of the first 2000 samples/)]);
  });

  it('reports digital silence, after ten seconds or at the end', () => {
    expect(warnings(new Float32Array(12 * RATE))).toEqual(['the first 10 s are digital silence: every sample is 0']);
    expect(warnings(new Float32Array(RATE).fill(0.5))).toEqual([
      expect.stringMatching(/first 1.0 s.*every sample is 0.5/),
    ]);
    expect(warnings(new Float32Array(0))).toEqual([]);
    expect(warnings(new Float32Array(RATE / 2))).toEqual([]);
  });
});
