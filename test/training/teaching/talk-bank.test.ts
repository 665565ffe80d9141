import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { Random } from '#src/random.js';
import { readTalkBank, writeTalkBank } from '#src/training/teaching/talk-bank.js';
import { anySpeaker, speak } from '#src/training/teaching/vocoder.js';

const shipped = await readFile(new URL('../../../src/assets/talk/talk.bank', import.meta.url));

it('the talk that ships is small, and a quarter of an hour long', () => {
  expect(shipped.length).toBeLessThan(300 * 1024);
  const frames = readTalkBank(shipped).reduce((sum, { length }) => sum + length, 0);
  expect(frames / 50).toBeGreaterThan(15 * 60);
});

it('what is written is read again: once quantized, to the byte', () => {
  const recordings = readTalkBank(shipped).slice(0, 4);
  const again = readTalkBank(writeTalkBank(recordings));
  expect(again.map(({ length }) => length)).toEqual(recordings.map(({ length }) => length));
  let apart = 0;
  let count = 0;
  for (const [i, recording] of recordings.entries()) {
    for (const [j, frame] of recording.entries()) {
      for (const [band, value] of frame.entries()) {
        apart += Math.abs(value - ((again[i] as (typeof recordings)[number])[j]?.[band] as number));
        count++;
      }
    }
  }
  expect(apart / count).toBeLessThan(0.2); // nepers of power
});

it('bytes of another kind, and a file that is cut short, are refused', () => {
  expect(() => readTalkBank(new Uint8Array(100))).toThrow('of another kind or version');
  expect(() => readTalkBank(new Uint8Array(0))).toThrow('of another kind or version');
  expect(() => readTalkBank(shipped.subarray(0, shipped.length / 2))).toThrow('cut short');
});

it('a speaker says it at a level that can be heard, as long as the speed makes it', () => {
  const [envelopes] = readTalkBank(shipped);
  if (envelopes === undefined) throw new Error('no recording');
  const samples = speak(envelopes, { ...anySpeaker(new Random(1)), speed: 1.25 }, new Random(2));
  expect(samples.length / 16_000).toBeCloseTo(envelopes.length / 50 / 1.25, 1);
  expect(samples.every(Number.isFinite)).toBe(true);
  expect(Math.max(...samples.map(Math.abs))).toBeCloseTo(0.7, 3);
});
