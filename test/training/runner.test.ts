// Keyword training with each cell, as far as a training thread goes: streams in, gradients out, the loss falls, a
// checkpoint goes on to the bit.
import { beforeAll, describe, expect, it } from 'vitest';
import { readTrainingKernel } from '#src/node/kernel-file.js';
import { readDataset } from '#src/node/training/dataset.js';
import { Random } from '#src/random.js';
import { readCheckpoint, writeCheckpoint } from '#src/training/checkpoint.js';
import type { Dataset } from '#src/training/data/dataset.js';
import { Optimizer, type OptimizerState } from '#src/training/network/optimizer.js';
import { initialParameters, planParameters, toTensors } from '#src/training/network/parameters.js';
import { PLAN_DEFAULTS, plainFrontEnd, type TrainingPlan } from '#src/training/plan.js';
import { type ChunkReport, Runner } from '#src/training/runner.js';
import { measureFrontEnd } from '#src/training/train.js';
import { temporaryFolder } from '../support/folder.js';
import { writeTones } from './tones.js';

const module = await readTrainingKernel();
const folder = temporaryFolder();
type CellKind = 'rnn' | 'gru' | 'lstm';
const CELLS: readonly CellKind[] = ['rnn', 'gru', 'lstm'];
let dataset: Dataset;
let plain: TrainingPlan;

beforeAll(async () => {
  await writeTones(folder.path, ['rise', 'fall', 'unknown'], 20);
  const folders = [folder.path];
  dataset = await readDataset({ folders, noise: [], sampleRate: 16_000, validationPercent: 0, testPercent: 0 });
  plain = {
    ...PLAN_DEFAULTS,
    seed: 3,
    labels: dataset.labels,
    frontEnd: plainFrontEnd(16_000, 20, 32, 20),
    layers: [],
    dropout: 0,
    shards: 1,
    sequences: 10,
    steps: 40,
    epochs: 1,
    stepsPerEpoch: 140,
    learningRate: 0.01,
  };
  plain = { ...plain, frontEnd: measureFrontEnd(module, plain, dataset) };
});

describe.each(CELLS)('keyword training with %s', (cell) => {
  it('learns: the loss falls', () => {
    const chunks = trainingOf(planOf(cell)).run(140);
    const share = meanLoss(chunks.slice(-20)) / meanLoss(chunks.slice(0, 10));
    expect(share).toBeLessThan({ rnn: 0.85, gru: 0.6, lstm: 0.7 }[cell]);
  });

  it('gives the same weights to the bit for the same seed, and resumes them from a checkpoint', () => {
    const plan = planOf(cell);
    const [first, again] = [trainingOf(plan), trainingOf(plan)];
    first.run(4);
    again.run(4);
    expect(again.state()).toEqual(first.state());
    const best = { score: 0.5, epoch: 1, parameters: first.state().parameters };
    const kept = readCheckpoint(writeCheckpoint(plan, { optimizer: first.state(), best }, 0));
    expect(kept.plan).toEqual(plan);
    expect(kept.checkpoint.optimizer).toEqual(first.state());
    const [one, other] = [trainingOf(kept.plan, kept.checkpoint.optimizer), trainingOf(plan, first.state())];
    expect(one.run(2)).toEqual(other.run(2));
    expect(one.state()).toEqual(other.state());
  });

  it('names its tensors as PyTorch does', () => {
    const plan = planParameters(planOf(cell, 2).layers);
    const names = [...toTensors(plan, new Float32Array(plan.length)).keys()];
    const of = (l: number) => ['weight_ih', 'weight_hh', 'bias_ih', 'bias_hh'].map((part) => `${cell}.${part}_l${l}`);
    expect(names).toEqual([...of(0), ...of(1), 'fc.weight', 'fc.bias']);
  });
});

function planOf(cell: CellKind, layers = 1): TrainingPlan {
  const outputSize = dataset.labels.length;
  return {
    ...plain,
    layers: [
      { kind: cell, name: cell, inputSize: 20, hiddenSize: 24, layers },
      { kind: 'dense', name: 'fc', inputSize: 24, outputSize, activation: 'softmax' },
    ],
  };
}

/** One thread with one shard. `run` takes steps and returns their reports. */
function trainingOf(plan: TrainingPlan, state?: OptimizerState) {
  const parameters = planParameters(plan.layers);
  const runner = new Runner(module, plan, dataset, [0], 0);
  const optimizer = new Optimizer(module, plan, state ?? initialParameters(parameters, new Random(plan.seed)));
  const gradient = new Float32Array(parameters.length);
  return {
    state: () => optimizer.state,
    run(steps: number): ChunkReport[] {
      return Array.from({ length: steps }, () => {
        const report = runner.step(optimizer.parameters, () => gradient)[0] as ChunkReport;
        optimizer.update([gradient], report.weight);
        return report;
      });
    },
  };
}

function meanLoss(chunks: readonly ChunkReport[]): number {
  return sum(chunks, ({ loss }) => loss) / sum(chunks, ({ weight }) => weight);
}

function sum(chunks: readonly ChunkReport[], of: (chunk: ChunkReport) => number): number {
  return chunks.reduce((total, chunk) => total + of(chunk), 0);
}
