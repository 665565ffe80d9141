// Who speaks, by file names, and who is kept apart from whom.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSpeakers, type SpokenClip, splitClips, splitOf } from '#src/training/data/speakers.js';

const file = (path: string) => {
  const parts = path.split('/');
  return {
    folder: parts[0] as string,
    subfolder: parts.length > 2 ? (parts[1] as string) : '',
    name: parts.at(-1) as string,
  };
};
const speakers = (...paths: string[]) =>
  findSpeakers(paths.map(file)).map(({ speaker, naming }) => `${speaker}: ${naming}`);

describe('findSpeakers()', () => {
  it('reads the mark that a file name carries', () => {
    expect(
      speakers('yes/v2-backward_0c540988_nohash_3.flac', 'yes/0c540988_nohash_0.wav', 'no/synth-en-us+f2-17.wav'),
    ).toEqual(['0c540988: named', '0c540988: named', 'synth-en-us+f2: named']);
  });

  it('takes a folder of its own for a speaker', () => {
    expect(speakers('yes/anna/1.wav', 'no/anna/7.wav', 'no/ben/7.wav')).toEqual([
      'anna: named',
      'anna: named',
      'ben: named',
    ]);
  });

  it('takes what stands before the number for a speaker, without the label, and says that it was assumed', () => {
    expect(
      speakers(
        'hey garden/anna_1.wav',
        'hey garden/anna_12.wav',
        'hey garden/hey-garden_ben 3.wav',
        'stop/ben7.wav',
        'stop/cy-2.wav',
      ),
    ).toEqual(['anna: assumed', 'anna: assumed', 'ben: assumed', 'ben: assumed', 'cy: assumed']);
  });

  it('keeps numbered recordings together by tens where names tell nothing of speakers', () => {
    expect(speakers('a/wake-101.flac', 'a/wake-107.flac', 'a/wake-111.flac')).toEqual([
      'wake-10x: unknown',
      'wake-10x: unknown',
      'wake-11x: unknown',
    ]);
  });

  it('goes by a pattern where one is given', () => {
    const found = findSpeakers([file('a/take3-by-anna.wav'), file('a/take9.wav')], /by-(\w+)\./);
    expect(found[0]).toEqual({ speaker: 'anna', naming: 'named' });
    expect(found[1]?.naming).toBe('unknown');
  });
});

describe('splitOf()', () => {
  const shares = { validationPercent: 10, testPercent: 20 };

  it('gives shares near what is asked, always the same ones', () => {
    const names = Array.from({ length: 5000 }, (_, i) => `speaker ${i}`);
    const splits = names.map((name) => splitOf(name, shares));
    expect(splits).toEqual(names.map((name) => splitOf(name, shares)));
    expect(splits.filter((split) => split === 'test').length / 5000).toBeCloseTo(0.2, 1);
    expect(splits.filter((split) => split === 'validation').length / 5000).toBeCloseTo(0.1, 1);
  });
});

describe('splitClips()', () => {
  const clip = fc.record({
    speaker: fc.constantFrom('anna', 'ben', 'cy', 'dora', 'eve', 'finn', 'gus'),
    label: fc.constantFrom('yes', 'no', 'stop'),
  });

  it('keeps every speaker in one split, and leaves no label without a split that enough people say', () => {
    fc.assert(
      fc.property(fc.array(clip, { minLength: 20, maxLength: 60 }), fc.constantFrom(0, 5, 30), (given, testPercent) => {
        const clips: SpokenClip[] = given.map((one, i) => ({ ...one, name: `${i}` }));
        const { by, splits } = splitClips(clips, { validationPercent: 5, testPercent });
        fc.pre(by === 'speaker');
        for (const who of new Set(clips.map(({ speaker }) => speaker))) {
          expect(new Set(splits.filter((_, i) => clips[i]?.speaker === who)).size).toBe(1);
        }
      }),
    );
  });

  it('moves a speaker where the hash leaves a label without clips to measure', () => {
    const clips = ['anna', 'ben', 'cy', 'dora'].flatMap((speaker) =>
      ['yes', 'no'].map((label) => ({ speaker, label, name: `${speaker} ${label}` })),
    );
    const { by, splits } = splitClips(clips, { validationPercent: 1, testPercent: 1 });
    expect(by).toBe('speaker');
    for (const split of ['train', 'validation', 'test'] as const) {
      const labels = new Set(clips.filter((_, i) => splits[i] === split).map(({ label }) => label));
      expect([...labels].sort(), split).toEqual(['no', 'yes']);
    }
  });

  it('tells clips apart where there are fewer speakers than splits, and says so', () => {
    const clips = Array.from({ length: 12 }, (_, i) => ({ speaker: 'me', label: i % 2 ? 'yes' : 'no', name: `${i}` }));
    const { by, splits } = splitClips(clips, { validationPercent: 20, testPercent: 20 });
    expect(by).toBe('clip');
    for (const label of ['yes', 'no']) {
      expect(new Set(splits.filter((_, i) => clips[i]?.label === label)), label).toEqual(
        new Set(['train', 'validation', 'test']),
      );
    }
  });
});
