// Continuous talk in training: how it is read and split, how it comes into the stream, and what is learnt from it.
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { wavBytes } from '#src/harness/wav-bytes.js';
import { readKernel, readTrainingKernel } from '#src/node/kernel-file.js';
import { readDataset } from '#src/node/training/dataset.js';
import { trainingPool } from '#src/node/training/pool.js';
import { listTalk, talkSpeaker } from '#src/node/training/talk.js';
import { Random } from '#src/random.js';
import type { Dataset, Talk } from '#src/training/data/dataset.js';
import { HardPlaces } from '#src/training/data/hard-places.js';
import { overALine } from '#src/training/data/line.js';
import { drawTalk, makePools } from '#src/training/data/pools.js';
import { Scene } from '#src/training/data/scene.js';
import { TALK_SCENE } from '#src/training/data/scene-settings.js';
import { PLAN_DEFAULTS, plainFrontEnd, type TrainingPlan } from '#src/training/plan.js';
import { measureFrontEnd, train } from '#src/training/train.js';
import { temporaryFolder } from '../../support/folder.js';
import { loudnessModel } from '../../support/loudness-model.js';
import { random } from '../../support/random.js';
import { writeTones } from '../tones.js';

const RATE = 16_000;
const folder = temporaryFolder();
const at = (name: string) => `${folder.path}/${name}`;
const SHARES = { validationPercent: 20, testPercent: 20 };
const warnings: string[] = [];
let dataset: Dataset;

beforeAll(async () => {
  await writeTones(at('clips'), ['rise', 'unknown'], 20);
  for (let speaker = 0; speaker < 12; speaker++) {
    await mkdir(at(`talk/speaker-${speaker}`), { recursive: true });
    for (const part of [1, 2]) {
      // Every speaker has a level of its own, so that a stretch tells whose it is.
      const samples = new Float32Array(3 * 8000).fill((speaker + 1) / 100);
      await writeFile(at(`talk/speaker-${speaker}/${part}.wav`), wavBytes(samples, 8000));
    }
  }
  await writeFile(at('talk/speaker-1/broken.wav'), 'no sound');
  const onWarning = (sentence: string) => warnings.push(sentence);
  dataset = await readDataset({
    folders: [at('clips')],
    noise: [],
    talk: [at('talk')],
    sampleRate: RATE,
    ...SHARES,
    onWarning,
  });
});

describe('readDataset() with talk', () => {
  it('keeps each speaker in one split, some of them to choose by and to measure on', () => {
    const talk = dataset.talk ?? [];
    expect(talk.length).toBe(24);
    const splits = new Map<string, Set<string>>();
    for (const { speaker, split } of talk) splits.set(speaker, (splits.get(speaker) ?? new Set()).add(split));
    expect(splits.size).toBe(12);
    for (const [speaker, those] of splits) expect(those.size, speaker).toBe(1);
    expect(new Set(talk.map(({ split }) => split))).toEqual(new Set(['train', 'validation', 'test']));
  });

  it('reads it at the rate of the model, and says which files it could not read', () => {
    for (const { length } of dataset.talk ?? []) expect(Math.abs(length - 3 * RATE)).toBeLessThan(3);
    expect(warnings.filter((sentence) => sentence.includes('broken.wav'))).toHaveLength(1);
  });

  it('learns from synthetic voices, and neither chooses nor measures with them where people talk', async () => {
    const sound = wavBytes(new Float32Array(8000).fill(0.5), 8000);
    await mkdir(at('machines'), { recursive: true });
    for (let n = 0; n < 20; n++) await writeFile(at(`machines/synth-voice${n}-1.wav`), sound);
    const options = { folders: [at('clips')], noise: [], sampleRate: RATE, ...SHARES };
    const both = await readDataset({ ...options, talk: [at('talk'), at('machines')] });
    const machines = both.talk?.filter(({ kind }) => kind === 'synthetic') ?? [];
    expect(machines.map(({ split }) => split)).toEqual(machines.map(() => 'train'));
    expect(machines).toHaveLength(20);
    const alone = await readDataset({ ...options, talk: [at('machines')] });
    expect(new Set(alone.talk?.map(({ split }) => split))).toEqual(new Set(['train', 'validation', 'test']));
  });

  it('follows links to files', async () => {
    await mkdir(at('links'), { recursive: true });
    await symlink(at('talk/speaker-2/1.wav'), at('links/two.wav'));
    expect(await listTalk([at('links')])).toEqual([at('links/two.wav')]);
  });

  it('keeps a speaker in one split, whatever format the file has', () => {
    const of = (path: string) => talkSpeaker(path, ['talk'], SHARES);
    for (let i = 0; i < 20; i++) expect(of(`talk/reader-${i}.opus`)).toEqual(of(`talk/reader-${i}.wav`));
    expect(of('talk/anna/1.wav').speaker).toBe('anna');
  });

  it('refuses a folder without sound', async () => {
    await mkdir(at('nothing'), { recursive: true });
    const options = { folders: [at('clips')], noise: [], talk: [at('nothing')], sampleRate: RATE, ...SHARES };
    await expect(readDataset(options)).rejects.toMatchObject({ code: 'DATA_UNUSABLE' });
  });
});

describe('Scene with talk', () => {
  const plain = { ...TALK_SCENE, echoShare: 0, lineShare: 0, noiseShare: 0, speed: 0 };
  const only = {
    ...plain,
    keywordShare: 0,
    talk: { share: 1, leastSeconds: 1, mostSeconds: 2, hardShare: 1, syntheticShare: 0.4, babbleShare: 0 },
  };

  it('holds stretches of talk, none of which is a phrase', () => {
    const pools = makePools(dataset, 'train');
    const words: unknown[] = [];
    const scene = new Scene(dataset, pools, only, new Random(4), (word) => words.push(word));
    const out = new Float32Array(RATE);
    const target = { label: 5, either: true };
    for (let second = 0; second < 30; second++) {
      scene.next(out, target);
      expect(target).toEqual({ label: 0, either: false });
    }
    expect(words).toEqual([]);
    expect(scene.items).toBeGreaterThan(10);
  });

  it('holds the share of synthetic voices that it is told', () => {
    const pools = makePools(dataset, 'train');
    const [first, ...others] = pools.talk as [Talk, ...Talk[]];
    const half = { ...pools, talkOf: { speech: others, synthetic: [{ ...first, kind: 'synthetic' as const }] } };
    const draws = Array.from({ length: 1000 }, (_, i) => drawTalk(half, 0.4, new Random(i)).kind);
    expect(draws.filter((kind) => kind === 'synthetic').length).toBeGreaterThan(330);
    expect(draws.filter((kind) => kind === 'speech').length).toBeGreaterThan(530);
  });

  it('hears a hard place in every stretch when it is told to', () => {
    const marked = { ...dataset, samples: dataset.samples.slice() };
    const pools = makePools(marked, 'train');
    // One sample that stands out, at the place.
    const talk = pools.talk[3] as NonNullable<(typeof pools.talk)[number]>;
    marked.samples.fill(0, talk.from, talk.from + talk.length);
    marked.samples[talk.from + 20_000] = 32_767;
    const scene = new Scene(marked, pools, only, new Random(8));
    scene.hear([{ talk: 3, at: 20_000 }]);
    const out = new Float32Array(30 * RATE);
    scene.next(out, { label: 0, either: false });
    const loud = out.filter((sample) => Math.abs(sample) > 0.05).length;
    // A stretch that begins or ends just there fades it out.
    expect(loud).toBeGreaterThanOrEqual(scene.items - 3);
  });

  it('lets people talk behind a phrase', () => {
    const pools = { ...makePools(dataset, 'train'), noise: [] };
    const babble = { ...plain, keywordShare: 1, noiseShare: 1, talk: { ...only.talk, babbleShare: 1 } };
    const scene = new Scene(dataset, pools, babble, new Random(2));
    const out = new Float32Array(60 * RATE);
    scene.next(out, { label: 0, either: false });
    // The made talk is a constant; a scene without it has no mean.
    const mean = out.reduce((sum, sample) => sum + sample, 0) / out.length;
    const silent = new Scene(dataset, pools, { ...babble, noiseShare: 0 }, new Random(2));
    silent.next(out, { label: 0, either: false });
    const without = out.reduce((sum, sample) => sum + sample, 0) / out.length;
    expect(mean).toBeGreaterThan(10 * Math.abs(without));
  });
});

describe('HardPlaces', () => {
  it('finds where a model takes talk for a phrase, and nowhere else', async () => {
    const module = await readKernel();
    const loud = { ...dataset, samples: dataset.samples.slice() };
    const train = (loud.talk ?? []).filter(({ split }) => split === 'train');
    // A model of loudness is set off by what is loud: the second half of one recording.
    for (const { from, length } of train) loud.samples.fill(0, from, from + length);
    const { from, length } = train[1] as (typeof train)[number];
    for (let i = length / 2; i < length; i++) loud.samples[from + i] = i % 2 === 0 ? 20_000 : -20_000;
    const places = new HardPlaces(module, loud, 1).search(loudnessModel());
    expect(places.length).toBeGreaterThan(2);
    for (const { talk, at: place } of places) {
      expect(talk).toBe(1);
      expect(place).toBeGreaterThan(length / 2 - RATE / 10);
    }
  });

  it('finds nothing where there is no talk', async () => {
    const { talk: _, ...without } = dataset;
    expect(new HardPlaces(await readKernel(), without, 1).search(loudnessModel())).toEqual([]);
  });
});

describe('train() with talk', () => {
  it('gives the same weights to the bit for any number of threads, though it looks for hard places on the way', async () => {
    const module = await readTrainingKernel();
    const bare: TrainingPlan = {
      ...PLAN_DEFAULTS,
      seed: 3,
      labels: dataset.labels,
      frontEnd: plainFrontEnd(RATE, 20, 32, 20),
      layers: [
        { kind: 'gru', name: 'gru', inputSize: 20, hiddenSize: 8, layers: 1 },
        { kind: 'dense', name: 'fc', inputSize: 8, outputSize: dataset.labels.length, activation: 'softmax' },
      ],
      shards: 2,
      sequences: 4,
      steps: 20,
      epochs: 3,
      stepsPerEpoch: 2,
      scene: TALK_SCENE,
    };
    const plan = { ...bare, frontEnd: measureFrontEnd(module, bare, dataset) };
    const weightsOf = async (threads: number, data: Dataset) => {
      const pool = trainingPool(module, plan, data, threads, 0);
      try {
        const best = await train({
          pool,
          plan,
          dataset: data,
          module,
          validateEvery: 1,
          patience: 100,
          signal: new AbortController().signal,
          onProgress: () => {},
          onCheckpoint: async () => {},
        });
        return { parameters: best.parameters, score: best.score };
      } finally {
        await pool.close();
      }
    };
    const { talk: _, ...without } = dataset;
    const one = await weightsOf(1, dataset);
    expect(await weightsOf(2, dataset)).toEqual(one);
    expect((await weightsOf(1, without)).parameters).not.toEqual(one.parameters);
  });
});

describe('overALine()', () => {
  it('keeps the sound but cuts its treble', () => {
    const next = random(5);
    const noise = Float32Array.from({ length: RATE }, () => 0.2 * (2 * next() - 1));
    for (let seed = 0; seed < 20; seed++) {
      const out = overALine(noise, RATE, new Random(seed));
      expect(out.length).toBe(noise.length);
      expect(out.every(Number.isFinite)).toBe(true);
      const power = (samples: Float32Array) => samples.reduce((sum, sample) => sum + sample * sample, 0);
      expect(power(out)).toBeLessThan(1.3 * power(noise));
      expect(power(out)).toBeGreaterThan(0.15 * power(noise));
    }
  });
});
