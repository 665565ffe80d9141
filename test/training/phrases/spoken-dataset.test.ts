import { describe, expect, it } from 'vitest';
import type { Clip, Dataset } from '#src/training/data/dataset.js';
import type { Line } from '#src/training/phrases/script.js';
import { joinDatasets, spokenDataset } from '#src/training/phrases/spoken-dataset.js';

const RATE = 16_000;
const tone = (length: number) => Float32Array.from({ length }, (_, i) => Math.sin(i / 5) / 2);
const line = (role: Line['role'], label: string, speaker: string, split: Line['split']): Line => ({
  role,
  label,
  synthesizer: 'fake',
  speaker,
  split,
  utterance: { text: label, voice: speaker, rate: 1, pitch: 1 },
  formants: 1,
});
const spoken = [
  { line: line('phrase', 'hey garden', 'synth-a', 'train'), samples: tone(8000) },
  { line: line('phrase', 'hey garden', 'synth-b', 'test'), samples: tone(9000) },
  { line: line('other', '', 'synth-a', 'train'), samples: tone(4000) },
  ...Array.from({ length: 12 }, () => ({ line: line('talk', '', 'synth-a', 'train'), samples: tone(10 * RATE) })),
  { line: line('talk', '', 'synth-b', 'test'), samples: tone(2 * RATE) },
];
const made = () =>
  spokenDataset({
    sampleRate: RATE,
    labels: ['hey garden', 'stop'],
    spoken,
    noises: [{ name: 'white', samples: tone(RATE) }],
    splitBy: 'speaker',
  });

describe('spokenDataset()', () => {
  it('makes each line a clip of its label, speaker and split, with silence around it', () => {
    const { clips, labels, samples } = made();
    expect(labels).toEqual(['none', 'hey garden', 'stop']);
    const spokenClips = clips.filter(({ kind }) => kind === 'synthetic');
    expect(spokenClips.map(({ label, speaker, split }) => [label, speaker, split])).toEqual([
      [1, 'synth-a', 'train'],
      [1, 'synth-b', 'test'],
      [0, 'synth-a', 'train'],
    ]);
    const [first] = spokenClips as [Clip];
    expect(first.length).toBe(8000 + 2 * 4000);
    expect(Math.abs(first.wordFrom - 4000)).toBeLessThan(400);
    expect(Math.abs(first.wordTo - 12_000)).toBeLessThan(400);
    expect([...samples.subarray(first.from, first.from + 4000)].every((sample) => sample === 0)).toBe(true);
    expect(samples[first.from + 4008]).toBe(Math.round((Math.fround(Math.sin(8 / 5)) / 2) * 32767));
  });

  it('makes talk of about a minute of one speaker, and says that it is made', () => {
    const { talk = [] } = made();
    expect(talk.map(({ speaker, split, kind }) => [speaker, split, kind])).toEqual([
      ['synth-a', 'train', 'synthetic'],
      ['synth-a', 'train', 'synthetic'],
      ['synth-b', 'test', 'synthetic'],
    ]);
    expect((talk[0]?.length as number) / RATE).toBeCloseTo(62, 0);
  });

  it('cuts noise by time, and makes the babble of a split of its own voices alone', () => {
    const { clips } = made();
    const noise = clips.filter(({ kind }) => kind === 'noise');
    const of = (name: string) => noise.filter((clip) => clip.name === `noise/made-${name}.wav`);
    expect(of('white').map(({ split, length }) => [split, length])).toEqual([
      ['train', 9600],
      ['validation', 3200],
      ['test', 3200],
    ]);
    expect(of('babble').map(({ split }) => split)).toEqual(['train']);
  });

  it('has all clips and talk behind each other in the shared samples', () => {
    const { clips, talk = [], samples } = made();
    const ends = [...clips, ...talk].sort((a, b) => a.from - b.from);
    ends.forEach(({ from }, i) => {
      expect(from).toBe(i === 0 ? 0 : (ends[i - 1]?.from as number) + (ends[i - 1]?.length as number));
    });
    expect(samples.length).toBe((ends.at(-1)?.from as number) + (ends.at(-1)?.length as number));
  });
});

describe('joinDatasets()', () => {
  const recorded: Dataset = {
    sampleRate: RATE,
    labels: ['none', 'Hey-Garden', 'door'],
    samples: new Int16Array(new SharedArrayBuffer(600)).fill(9),
    clips: [1, 2, 0].map((label, i) => ({
      from: 100 * i,
      length: 100,
      label,
      wordFrom: 0,
      wordTo: 100,
      split: 'train',
      kind: 'speech',
      name: `r${i}`,
      speaker: `p${i}`,
    })),
    naming: 'assumed',
    splitBy: 'speaker',
  };

  it('knows a phrase in the name of a folder, and keeps other labels', () => {
    const joined = joinDatasets(made(), recorded);
    expect(joined.labels).toEqual(['none', 'hey garden', 'stop', 'door']);
    const people = joined.clips.filter(({ kind }) => kind === 'speech');
    expect(people.map(({ label }) => label)).toEqual([1, 3, 0]);
    for (const { from, length } of people) {
      expect([...joined.samples.subarray(from, from + length)].every((sample) => sample === 9)).toBe(true);
    }
    expect(joined.naming).toBe('assumed');
  });

  it('measures on people who talk, where there are some, and only learns from machines that do', () => {
    const talk = { from: 0, length: 100, split: 'test', kind: 'speech', name: 't', speaker: 'p' } as const;
    const joined = joinDatasets(made(), { ...recorded, talk: [talk] });
    expect(joined.talk?.map(({ kind, split }) => `${kind} ${split}`)).toEqual([
      'synthetic train',
      'synthetic train',
      'speech test',
    ]);
    expect(joined.talk?.at(-1)?.from).toBe(made().samples.length);
  });

  it('claims nothing of others where the recordings are of too few', () => {
    expect(joinDatasets(made(), recorded).splitBy).toBe('speaker');
    expect(joinDatasets(made(), { ...recorded, splitBy: 'clip' }).splitBy).toBe('clip');
    const noise = recorded.clips.map((clip) => ({ ...clip, kind: 'noise' as const, label: 0 }));
    expect(joinDatasets(made(), { ...recorded, clips: noise, splitBy: 'clip' }).splitBy).toBe('speaker');
  });
});
