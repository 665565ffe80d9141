import { describe, expect, it } from 'vitest';
import { Random } from '#src/random.js';
import { type Neighbour, neighboursOf, type PhraseSounds } from '#src/training/phrases/neighbours.js';
import { says } from '#src/training/phrases/sentences.js';
import { soundDistance, soundsOf } from '#src/training/phrases/sounds.js';

const phraseOf = (text: string): PhraseSounds => ({ words: text.split(' '), sounds: soundsOf(text.split(' ')) });
const garden = phraseOf('hey garden');
const plants = phraseOf('water the plants');
const find = (phrase: PhraseSounds, phrases = [garden, plants]) => neighboursOf(phrase, phrases, new Random(1));
const texts = (found: readonly Neighbour[], kind: Neighbour['kind']) =>
  found.filter((each) => each.kind === kind).map(({ text }) => text);

describe('neighboursOf()', () => {
  it('has the words alone, beginnings and ends, and half words', () => {
    expect(texts(find(plants), 'part')).toEqual(
      expect.arrayContaining(['water', 'the', 'plants', 'water the', 'the plants', 'wa', 'pla', 'water the pla']),
    );
    expect(texts(find(garden), 'part')).toEqual(expect.arrayContaining(['hey', 'garden', 'hey gar']));
  });

  it('has the words in another order, and phrases that run into each other', () => {
    expect(texts(find(garden), 'order')).toContain('garden hey');
    expect(texts(find(garden), 'crossed')).toEqual(expect.arrayContaining(['hey plants', 'plants hey']));
  });

  it('has words of the list that sound alike, alone and in the place of a word', () => {
    const alike = texts(find(garden), 'alike');
    expect(alike.some((text) => text.startsWith('hey ') && text !== 'hey garden')).toBe(true);
    expect(alike.some((text) => text.endsWith(' garden'))).toBe(true);
    expect(texts(find(phraseOf('computer'), [phraseOf('computer')]), 'alike')).toEqual(
      expect.arrayContaining(['compare']),
    );
  });

  it('exchanges letters and phonemes', () => {
    const found = find(garden);
    expect(texts(found, 'respelled').length).toBeGreaterThan(8);
    const sounds = found.filter(({ kind }) => kind === 'sounds');
    expect(sounds.length).toBeGreaterThan(8);
    for (const each of sounds) expect(each.sounds).not.toEqual(garden.sounds);
  });

  it('never has the phrase, another phrase, or what sounds the same', () => {
    for (const phrase of [garden, plants, phraseOf('jarvis'), phraseOf('go')]) {
      const all = [garden, plants, phrase];
      const found = find(phrase, all);
      expect(found.length).toBeGreaterThan(5);
      for (const { text, sounds } of found) {
        for (const other of all) {
          if (sounds === undefined) expect(says(text, other.words.join(' '))).toBe(false);
          const heard = sounds ?? soundsOf(text.split(/[^a-z']+/).filter(Boolean));
          expect(soundDistance(heard, other.sounds)).toBeGreaterThanOrEqual(1);
        }
      }
    }
    // Sounds the same by the rules, so it must not be learnt as none.
    expect(texts(find(phraseOf('nail'), [phraseOf('nail'), phraseOf('mail')]), 'alike')).not.toContain('mail');
  });

  it('is the same for the same seed, each once', () => {
    expect(find(garden)).toEqual(find(garden));
    const keys = find(plants).map(({ text, sounds }) => sounds?.join(' ') ?? text);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
