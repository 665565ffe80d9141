import { describe, expect, it } from 'vitest';
import { Random } from '#src/random.js';
import { makeNoises } from '#src/training/phrases/noises.js';
import { makeTalk, says } from '#src/training/phrases/sentences.js';
import { ALL_WORDS, EVERYDAY } from '#src/training/phrases/words.js';

describe('the word list', () => {
  it('has some 1,500 words or more, each once, of letters alone', () => {
    expect(ALL_WORDS.length).toBeGreaterThan(1500);
    expect(new Set(ALL_WORDS).size).toBe(ALL_WORDS.length);
    expect(ALL_WORDS.filter((word) => !/^[a-z]+$/.test(word))).toEqual([]);
    expect(EVERYDAY.size).toBeGreaterThan(200);
  });
});

describe('makeTalk()', () => {
  it('makes many different sentences with an end', () => {
    const random = new Random(1);
    const sentences = Array.from({ length: 500 }, () => makeTalk(random, []));
    expect(new Set(sentences).size).toBeGreaterThan(480);
    for (const sentence of sentences) expect(sentence).toMatch(/^[a-z' ,]+[.?!]$/);
  });

  it('says no phrase that is forbidden', () => {
    const random = new Random(1);
    const free = Array.from({ length: 400 }, () => makeTalk(random, []));
    expect(free.some((sentence) => says(sentence, 'the'))).toBe(true);
    const again = new Random(1);
    for (let i = 0; i < 400; i++) expect(says(makeTalk(again, ['the']), 'the')).toBe(false);
  });
});

describe('says()', () => {
  it('finds whole words next to each other', () => {
    expect(says('Oh, hey garden!', 'hey garden')).toBe(true);
    expect(says('hey, garden', 'hey garden')).toBe(true);
    expect(says('they garden', 'hey garden')).toBe(false);
    expect(says('hey my garden', 'hey garden')).toBe(false);
  });
});

describe('makeNoises()', () => {
  const noises = makeNoises(4, 16_000, new Random(3));
  const powerAbove = (samples: Float32Array) => {
    let [all, treble] = [0, 0];
    for (let i = 1; i < samples.length; i++) {
      all += (samples[i] as number) ** 2;
      treble += ((samples[i] as number) - (samples[i - 1] as number)) ** 2;
    }
    return treble / all;
  };

  it('makes each kind at about -20 dB, without a sample out of range', () => {
    expect(noises.map(({ name }) => name)).toEqual(['white', 'pink', 'brown', 'hum', 'fan', 'clicks']);
    for (const { samples } of noises) {
      expect(samples).toHaveLength(64_000);
      expect(samples.every((sample) => Math.abs(sample) <= 1)).toBe(true);
      const level = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
      expect(level).toBeGreaterThan(0.05);
      expect(level).toBeLessThan(0.11);
    }
  });

  it('has less treble in pink than in white, and less in brown than in pink', () => {
    const [white, pink, brown] = noises.map(({ samples }) => powerAbove(samples)) as [number, number, number];
    expect(pink).toBeLessThan(0.7 * white);
    expect(brown).toBeLessThan(0.2 * pink);
  });

  it('is the same for the same seed', () => {
    expect(makeNoises(1, 16_000, new Random(3))).toEqual(makeNoises(1, 16_000, new Random(3)));
  });
});
