import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTrainingKernel } from '#src/node/kernel-file.js';
import { readDataset } from '#src/node/training/dataset.js';
import { trainingPool } from '#src/node/training/pool.js';
import { calibrate, judge, OTHER_WORDS, scoreStream } from '#src/training/calibrate.js';
import { readCheckpoint, writeCheckpoint } from '#src/training/checkpoint.js';
import type { Dataset } from '#src/training/data/dataset.js';
import { evaluateClips } from '#src/training/evaluate.js';
import { makeModel } from '#src/training/model.js';
import { PLAN_DEFAULTS, plainFrontEnd, type TrainingPlan } from '#src/training/plan.js';
import { type Checkpoint, clipsOf, measureFrontEnd, train } from '#src/training/train.js';
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

describe('train()', () => {
  it('gives the same weights to the bit for one, two and three threads', async () => {
    const runs = [];
    for (const threads of [1, 2, 3]) runs.push(await run({ ...plan, epochs: 1, stepsPerEpoch: 4 }, threads));
    expect(runs[1]?.parameters).toEqual(runs[0]?.parameters);
    expect(runs[2]?.parameters).toEqual(runs[0]?.parameters);
  });

  it('gives other weights for another seed', async () => {
    const one = await run({ ...plan, epochs: 1, stepsPerEpoch: 2 }, 2);
    const other = await run({ ...plan, epochs: 1, stepsPerEpoch: 2, seed: 4 }, 2);
    expect(other.parameters).not.toEqual(one.parameters);
  });

  it('keeps the best model so far when it is stopped, and resumes from a checkpoint', async () => {
    const breakOff = new AbortController();
    let kept: Checkpoint | undefined;
    const best = await run(plan, 2, {
      signal: breakOff.signal,
      onCheckpoint: async (checkpoint) => {
        kept = checkpoint;
        breakOff.abort();
      },
    });
    expect(best.parameters).toEqual(kept?.best.parameters);
    const again = readCheckpoint(writeCheckpoint(plan, kept as Checkpoint, 0));
    expect(again.plan).toEqual(plan);
    const steps: number[] = [];
    await run({ ...plan, epochs: 2 }, 2, { resume: again.checkpoint, onProgress: ({ step }) => steps.push(step) });
    expect(Math.min(...steps)).toBeGreaterThan(kept?.optimizer.step as number);
  });

  it('learns a language of tones: clips of unheard speakers, and a stream that is never reset', async () => {
    const best = await run(plan, 2);
    const model = makeModel(module, plan, best.parameters, 'tones', 'F16');
    const quality = evaluateClips(module, model, dataset, clipsOf(dataset, 'test'));
    expect(quality.accuracy).toBeGreaterThan(0.9);
    const stream = scoreStream(module, model, dataset, 'test', 0.1, 5);
    expect(stream.words.length).toBeGreaterThan(20);
    const others = scoreStream(module, model, dataset, 'test', 0.05, 6, OTHER_WORDS);
    const settings = calibrate(model, stream, others, 20);
    const judged = judge(model, stream, settings);
    const words = judged.reduce((sum, quality) => sum + quality.words, 0);
    const missed = judged.reduce((sum, quality) => sum + quality.missed, 0);
    expect(words).toBe(stream.words.length);
    expect(missed / words).toBeLessThan(0.2);
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
