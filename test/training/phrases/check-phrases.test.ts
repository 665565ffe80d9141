import { describe, expect, it } from 'vitest';
import { checkPhrases } from '#src/training/phrases/check-phrases.js';
import { soundsOf } from '#src/training/phrases/sounds.js';
import { spell } from '#src/training/phrases/spell.js';

const check = (...texts: string[]) =>
  checkPhrases(texts.map(spell).map((phrase) => ({ phrase, sounds: soundsOf(phrase.words) })));

describe('checkPhrases()', () => {
  it('has no doubt about phrases that are long, rare and different', () => {
    expect(check('hey garden', 'water the plants')).toEqual([]);
  });

  it('warns of a phrase with few sounds or syllables', () => {
    expect(check('lamp')).toEqual([expect.stringMatching(/'lamp' is short: 1 syllable, 4 sounds: .* false accepts/)]);
    expect(check('zebra')).toEqual([expect.stringMatching(/2 syllables/)]);
  });

  it('warns of a phrase of everyday words alone', () => {
    expect(check('come here tomorrow')).toEqual([expect.stringMatching(/'come here tomorrow' is common/)]);
    expect(check('come here elephant')).toEqual([]);
  });

  it('warns of phrases that sound alike, and of one within another', () => {
    expect(check('hey garden', 'hey carton')).toEqual([expect.stringMatching(/sound alike: \d+ % of their sounds/)]);
    expect(check('hey garden', 'hey garden lamp')).toEqual([expect.stringMatching(/one is a part of the other/)]);
  });

  it('refuses the same words twice, in whatever way they are written', () => {
    expect(() => check('channel 7', 'Channel seven')).toThrow(/'channel 7' and 'channel seven' are the same words/);
  });
});
