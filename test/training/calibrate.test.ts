import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Model } from '#src/model/model.js';
import { readTrainingKernel } from '#src/node/kernel-file.js';
import { readDataset } from '#src/node/training/dataset.js';
import { trainingPool } from '#src/node/training/pool.js';
import { calibrate, judge, type ScoredStream, scoreStream } from '#src/training/calibrate.js';
import type { Dataset } from '#src/training/data/dataset.js';
import { withThreshold } from '#src/training/measuring/thresholds.js';
import { makeModel } from '#src/training/model.js';
import { planParameters } from '#src/training/network/parameters.js';
import { PLAN_DEFAULTS, plainFrontEnd, type TrainingPlan } from '#src/training/plan.js';
import { bearable, quietThresholds } from '#src/training/talk-thresholds.js';
import { type Checkpoint, measureFrontEnd, train } from '#src/training/train.js';
import { writeTones } from './tones.js';

const module = await readTrainingKernel();
let folder: string;
let dataset: Dataset;
let plan: TrainingPlan;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-tones-'));
  await writeTones(folder, ['rise', 'fall', 'hum', 'unknown'], 30);
  dataset = await readDataset({
    folders: [folder],
    noise: [],
    sampleRate: 16_000,
    validationPercent: 20,
    testPercent: 20,
  });
  const bare: TrainingPlan = {
    ...PLAN_DEFAULTS,
    seed: 3,
    labels: dataset.labels,
    frontEnd: plainFrontEnd(16_000, 20, 32, 20),
    layers: [
      { kind: 'gru', name: 'gru', inputSize: 20, hiddenSize: 24, layers: 1 },
      { kind: 'dense', name: 'fc', inputSize: 24, outputSize: dataset.labels.length, activation: 'softmax' },
    ],
    shards: 3,
    sequences: 8,
    steps: 40,
    epochs: 12,
    stepsPerEpoch: 20,
    learningRate: 0.01,
  };
  plan = { ...bare, frontEnd: measureFrontEnd(module, bare, dataset) };
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('judge()', () => {
  it('misses everything at a threshold above 1 and accepts falsely at one of nearly 0', async () => {
    const best = await run({ ...plan, epochs: 1 }, 2);
    const model = makeModel(module, plan, best.parameters, 'tones', 'F16');
    const stream = scoreStream(module, model, dataset, 'test', 0.05, 5);
    for (const { missed, words, falseAccepts } of judge(model, stream, withThreshold(model, 1.01))) {
      expect(missed).toBe(words);
      expect(falseAccepts).toBe(0);
    }
    const loose = judge(model, stream, withThreshold(model, 0.01));
    expect(loose.reduce((sum, { falseAccepts }) => sum + falseAccepts, 0)).toBeGreaterThan(0);
  });
});

/** A second of `rise` at this score, every ten, for ten minutes. */
function riseStream(model: Model, score: number, said: boolean): ScoredStream {
  const hops = 50 * 600;
  const scores = new Float32Array(hops * model.labels.length);
  const label = model.labels.indexOf('rise');
  for (let hop = 0; hop < hops; hop++) if (hop % 500 < 50) scores[hop * model.labels.length + label] = score;
  const words = Array.from({ length: said ? 60 : 0 }, (_, i) => ({
    label,
    from: i * 160_000,
    to: i * 160_000 + 16_000,
  }));
  const endsAtMs = Float64Array.from({ length: hops }, (_, i) => 20 * (i + 1));
  return { hopMs: 20, scores, endsAtMs, words, sampleRate: 16_000 };
}

const untrained = () => makeModel(module, plan, new Float32Array(planParameters(plan.layers).length), 'tones', 'F16');

describe('quietThresholds()', () => {
  it('is the lowest, from the floor on, at which every stream of talk sets the phrase off often enough to bear', () => {
    const model = untrained();
    const of = (most: number, ...scores: number[]) =>
      quietThresholds(
        model,
        scores.map((score) => riseStream(model, score, false)),
        most,
      );
    expect(of(1, 0.5).least.rise).toBe(0.8);
    expect(of(1, 0.5, 0.905).least.rise).toBeCloseTo(0.91, 5);
    expect(of(1, 0.905, 0.5).least).toEqual(of(1, 0.5, 0.905).least);
    expect(of(60, 0.905).least.rise).toBe(0.8);
    expect(of(59, 0.905).least.rise).toBeCloseTo(0.91, 5);
    expect(of(1, 0.999)).toMatchObject({ least: { rise: 0.995, fall: 0.8 }, tooLoud: ['rise'] });
    expect(quietThresholds(model, [riseStream(model, 0.725, false)], 1, 0.65).least).toMatchObject({
      rise: 0.73,
      fall: 0.65,
    });
  });

  it.each([
    [0.2, 1, 0],
    [0.9, 0.5, 1],
    [4, 0.5, 2],
    [4, 0, 1],
  ])('in %d hours at %d an hour, %d false accepts are borne', (hours, perHour, most) => {
    expect(bearable(perHour, hours)).toBe(most);
  });
});

describe('calibrate()', () => {
  it('sets no threshold below what it is given, whatever the room bears', () => {
    const model = untrained();
    const [said, quiet] = [riseStream(model, 0.99, true), riseStream(model, 0, false)];
    expect(calibrate(model, said, quiet, 1).enter).toMatchObject({ rise: 0.65, fall: 0.65 });
    expect(calibrate(model, said, quiet, 1, { rise: 0.9 }).enter).toMatchObject({ rise: 0.9, fall: 0.65 });
    const confused = riseStream(model, 0.97, false);
    expect(calibrate(model, said, confused, 1, { rise: 0.9 }).enter.rise).toBe(0.98);
  });
});

async function run(
  plan: TrainingPlan,
  threads: number,
  more: Partial<Parameters<typeof train>[0]> = {},
): Promise<Checkpoint['best']> {
  const pool = trainingPool(module, plan, dataset, threads, 0);
  try {
    return await train({
      pool,
      plan,
      dataset,
      module,
      validateEvery: 1,
      patience: 100,
      signal: new AbortController().signal,
      onProgress: () => {},
      onCheckpoint: async () => {},
      ...more,
    });
  } finally {
    await pool.close();
  }
}
