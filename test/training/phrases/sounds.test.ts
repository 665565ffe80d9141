import { describe, expect, it } from 'vitest';
import { soundDifference, soundDistance, soundsOf, syllablesOf } from '#src/training/phrases/sounds.js';

describe('soundsOf()', () => {
  it.each([
    ['garden', 'g aa r d eh n', 2],
    ['light', 'l ay t', 1],
    ['nation', 'n ae sh ax n', 2],
    ['knee', 'n iy', 1],
    ['make', 'm ey k', 1],
    ['ring', 'r ih ng', 1],
    ['phone', 'f ow n', 1],
    ['me', 'm iy', 1],
    ['butter', 'b ah t er', 2],
    ['queen', 'k w iy n', 1],
    ["don't", 'd aa n t', 1],
  ])('reads %s as %s', (word, sounds, syllables) => {
    expect(soundsOf([word]).join(' ')).toBe(sounds);
    expect(syllablesOf(soundsOf([word]))).toBe(syllables);
  });

  it('ends for any letters', () => {
    for (const word of ['q', 'xyz', 'ggggh', 'eee', 'yyy', 'zzzz']) expect(soundsOf([word]).length).toBeGreaterThan(0);
  });
});

describe('soundDistance()', () => {
  it('counts changes, and one within a group as half', () => {
    const bat = ['b', 'ae', 't'];
    expect(soundDistance(bat, bat)).toBe(0);
    expect(soundDistance(bat, ['p', 'ae', 't'])).toBe(0.5);
    expect(soundDistance(bat, ['s', 'ae', 't'])).toBe(1);
    expect(soundDistance(bat, ['b', 'ae'])).toBe(1);
    expect(soundDistance([], bat)).toBe(3);
  });

  it('is a share of the longer in soundDifference()', () => {
    expect(soundDifference(['b', 'ae', 't'], ['b', 'ae', 't', 's'])).toBe(0.25);
    expect(soundDifference([], [])).toBe(0);
  });
});
