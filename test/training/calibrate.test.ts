import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readKernel } from '#src/node/kernel-file.js';
import { readDataset } from '#src/node/training/dataset.js';
import { trainingPool } from '#src/node/training/pool.js';
import { judge, scoreStream } from '#src/training/calibrate.js';
import type { Dataset } from '#src/training/data/dataset.js';
import { withThreshold } from '#src/training/measuring/thresholds.js';
import { makeModel } from '#src/training/model.js';
import { PLAN_DEFAULTS, plainFrontEnd, type TrainingPlan } from '#src/training/plan.js';
import { type Checkpoint, measureFrontEnd, train } from '#src/training/train.js';
import { writeTones } from './tones.js';

const module = await readKernel();
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
