import { describe, expect, it } from 'vitest';
import { spell } from '#src/training/phrases/spell.js';

describe('spell()', () => {
  it.each([
    ['hey garden', 'hey garden'],
    ['  Hey\t Garden!  ', 'hey garden'],
    ['HEY GARDEN', 'hey garden'],
    ['7', 'seven'],
    ['channel 7', 'channel seven'],
    ['lamp 42', 'lamp forty two'],
    ['route 66 now', 'route sixty six now'],
    ['room 101', 'room one hundred one'],
    ['1984', 'one thousand nine hundred eighty four'],
    ['1,000,000', 'one million'],
    ['agent 007', 'agent zero zero seven'],
    ['2nd floor', 'second floor'],
    ['the 21st', 'the twenty first'],
    ['the 30th', 'the thirtieth'],
    ['the 12th', 'the twelfth'],
    ['3.5 bar', 'three point five bar'],
    ['salt & pepper', 'salt and pepper'],
    ['50%', 'fifty percent'],
    ['me@home', 'me at home'],
    ['#1', 'number one'],
    ['wake-up', 'wake up'],
    ['don’t stop', "don't stop"],
    ['TV off', 'tee vee off'],
    ['hey NASA', 'hey nasa'],
    ['plan b', 'plan bee'],
    ['i am a', 'i am a'],
    ['café', 'cafe'],
    ['Straße', 'strasse'],
    ['smørrebrød', 'smorrebrod'],
  ])('says %j as "%s"', (phrase, said) => {
    expect(spell(phrase).words.join(' ')).toBe(said);
  });

  it('tells what it spelled out, and keeps what was typed as the label', () => {
    expect(spell('Lamp  7 & TV')).toEqual({
      label: 'lamp 7 & tv',
      words: ['lamp', 'seven', 'and', 'tee', 'vee'],
      spelledOut: ["'7' as 'seven'", "'&' as 'and'", "'TV' as 'tee vee'"],
    });
    expect(spell('hey garden').spelledOut).toEqual([]);
  });

  it.each([
    ['', /it is empty: write the words, such as "hey garden"/],
    [' \n ', /it is empty/],
    ['...', /it has no word/],
    ['привет сад', /the letter 'п' is of another script: write it in Latin letters/],
    ['こんにちは', /is of another script/],
    ['hey 🌱', /there is no word for '🌱'/],
    ['call 12345678901', /the number 12345678901 is too large: write it in words/],
    ['la '.repeat(11), /it may have 10 words, as it is spoken: received 11/],
    ['a'.repeat(81), /it may have 80 characters: received 81/],
  ])('refuses %j and says what to write', (phrase, sentence) => {
    expect(() => spell(phrase)).toThrow(sentence);
    expect(() => spell(phrase)).toThrow(expect.objectContaining({ code: 'DATA_UNUSABLE' }));
  });
});
