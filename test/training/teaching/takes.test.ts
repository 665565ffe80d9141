import { expect, it } from 'vitest';
import { readTrainingKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { checkTakes, findMissed, judgeTakes, requireTakes } from '#src/training/teaching/takes.js';
import { madeWord, otherTalk } from '../../support/made-word.js';

const module = await readTrainingKernel();
const kernel = Kernel.create(module);
const five = [1, 2, 3, 4, 5].map((take) => madeWord(3, take));

it('five takes of one word are all good', () => {
  const { takes, remarks } = judgeTakes(kernel, five, 16_000);
  expect(remarks).toEqual([]);
  expect(takes).toHaveLength(5);
});

it.each([7, 12, 31])('a take of another word (%i) is named among five, and left out', (other) => {
  const mixed = [...five.slice(0, 4), madeWord(other, 1, 'other.wav')];
  const { takes, remarks } = judgeTakes(kernel, mixed, 16_000);
  expect(remarks).toEqual([
    { name: 'other.wav', fault: 'different', text: 'other.wav says something else than the other recordings' },
  ]);
  expect(takes).toHaveLength(4);
});

it('what is wrong is said in words before anything is learnt', () => {
  const silent = { name: 'silent.wav', samples: new Float32Array(16_000), sampleRate: 16_000 };
  expect(checkTakes(module, [...five.slice(0, 2), silent], 16_000)).toEqual([
    { name: 'silent.wav', fault: 'silent', text: 'silent.wav holds no sound: is the microphone on?' },
  ]);
  const judged = judgeTakes(kernel, [...five.slice(0, 2), silent], 16_000);
  expect(() => requireTakes('lantern', judged)).toThrow(
    "Cannot learn 'lantern': it needs 3 good recordings, better five: received 2 (silent.wav holds no sound: is the microphone on?)",
  );
});

it('a missed word is found in seconds of other talk, and not where it is not', () => {
  const { takes } = judgeTakes(kernel, five, 16_000);
  const word = madeWord(3, 9);
  const samples = otherTalk(4, 1);
  const from = 24_000;
  samples.fill(0, from, from + word.samples.length);
  for (const [i, sample] of word.samples.entries()) samples[from + i] = sample;
  const { takes: found } = findMissed(kernel, takes, [{ ...word, name: 'missed.wav', samples }], 16_000);
  expect(found).toHaveLength(1);
  const [take] = found;
  const length = ((take?.wordTo ?? 0) - (take?.wordFrom ?? 0)) / 16_000;
  expect(length).toBeGreaterThan(0.35);
  expect(length).toBeLessThan(0.75);
  const hiss = {
    name: 'hiss.wav',
    samples: Float32Array.from({ length: 32_000 }, (_, i) => 0.1 * Math.sin(i * i)),
    sampleRate: 16_000,
  };
  expect(findMissed(kernel, takes, [hiss], 16_000).remarks).toEqual([
    { name: 'hiss.wav', fault: 'absent', text: 'hiss.wav holds nothing like the word' },
  ]);
});

it('a rate below 8 kHz is refused with what was received', () => {
  expect(() =>
    checkTakes(module, [{ name: 'slow.wav', samples: new Float32Array(4000), sampleRate: 4000 }], 16_000),
  ).toThrow('Cannot learn from slow.wav: its rate must be at least 8000 Hz: received 4000');
});
