import { describe, expect, it } from 'vitest';
import { castVoices } from '#src/training/phrases/split-voices.js';

const synthesizer = (name: string, speakers: readonly string[]) => ({
  name,
  voices: speakers.map((speaker) => ({ name: `${name}-${speaker}`, speaker })),
});
const many = (count: number) => Array.from({ length: count }, (_, i) => `m${i}`);
const splitsOf = (cast: ReturnType<typeof castVoices>, name: string) =>
  cast.voices.filter((voice) => voice.synthesizer === name).map(({ split }) => split);

describe('castVoices()', () => {
  it('keeps voices of every synthesizer apart to choose and to measure', () => {
    const cast = castVoices([synthesizer('four', ['a', 'b', 'c', 'd']), synthesizer('many', many(70))], 1);
    expect(splitsOf(cast, 'four').sort()).toEqual(['test', 'train', 'train', 'validation']);
    const splits = splitsOf(cast, 'many');
    expect(splits.filter((split) => split === 'test')).toHaveLength(14);
    expect(splits.filter((split) => split === 'train')).toHaveLength(42);
    expect(cast.splitBy).toBe('speaker');
  });

  it('has one speaker in one split, whichever synthesizers speak with that voice', () => {
    for (let seed = 0; seed < 20; seed++) {
      const cast = castVoices([synthesizer('one', ['a', 'b', 'c', 'd']), synthesizer('two', ['d', 'a', 'e'])], seed);
      for (const speaker of ['a', 'd']) {
        const splits = cast.voices.filter((voice) => voice.speaker === speaker).map(({ split }) => split);
        expect(splits).toHaveLength(2);
        expect(new Set(splits).size).toBe(1);
      }
    }
  });

  it('fills every split from three speakers on, though each synthesizer has too few', () => {
    const cast = castVoices([synthesizer('one', ['a']), synthesizer('two', ['b', 'c'])], 3);
    expect(cast.voices.map(({ split }) => split).sort()).toEqual(['test', 'train', 'validation']);
  });

  it('says that two speakers are too few', () => {
    expect(castVoices([synthesizer('two', ['a', 'b'])], 1).splitBy).toBe('clip');
  });

  it('is the same for the same seed, and another for another', () => {
    const cast = (seed: number) => castVoices([synthesizer('many', many(30))], seed);
    expect(cast(4)).toEqual(cast(4));
    expect(cast(4)).not.toEqual(cast(5));
  });
});
