// Every backward pass against finite differences of the forward pass.
import { describe, expect, it } from 'vitest';
import { readTrainingKernel } from '#src/node/kernel-file.js';
import { Random } from '#src/random.js';
import { frameLoss } from '#src/training/network/loss.js';
import {
  initialParameters,
  type ParameterPlan,
  planParameters,
  type TrainedLayer,
} from '#src/training/network/parameters.js';
import { Shard } from '#src/training/network/shard.js';
import { createTrainingKernel } from '#src/training/network/training-kernel.js';

const module = await readTrainingKernel();
const LABELS = 5;

interface Case {
  readonly kind?: 'gru' | 'lstm' | 'rnn';
  readonly name: string;
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly layers: number;
  readonly sequences: number;
  readonly steps: number;
  readonly dropout?: boolean;
  readonly either?: boolean;
  readonly smoothing?: number;
}

const CASES: readonly Case[] = [
  { name: 'one layer', inputSize: 8, hiddenSize: 12, layers: 1, sequences: 3, steps: 6 },
  { name: 'three layers', inputSize: 4, hiddenSize: 8, layers: 3, sequences: 2, steps: 5 },
  { name: 'dropout between layers', inputSize: 8, hiddenSize: 8, layers: 2, sequences: 5, steps: 4, dropout: true },
  { name: 'two right answers', inputSize: 8, hiddenSize: 8, layers: 1, sequences: 4, steps: 4, either: true },
  { name: 'smoothed labels', inputSize: 8, hiddenSize: 8, layers: 1, sequences: 4, steps: 4, smoothing: 0.2 },
  { name: 'one sequence, one step', inputSize: 4, hiddenSize: 4, layers: 1, sequences: 1, steps: 1 },
];

describe.each(['gru', 'lstm', 'rnn'] as const)('Shard.backward() of a %s', (kind) => {
  it.each(CASES)('agrees with finite differences for every parameter: $name', (given) => {
    const example = { ...given, kind };
    const { plan, parameters, shard, loss } = prepare(example);
    loss();
    shard.backward();
    const gradients = Float32Array.from(shard.gradients);
    const step = 2e-2;
    for (const place of plan.places.values()) {
      const count = place.shape.reduce((a, b) => a * b, 1);
      let difference = 0;
      let size = 0;
      for (let i = place.at; i < place.at + count; i++) {
        const before = parameters[i] as number;
        parameters[i] = before + step;
        const above = loss();
        parameters[i] = before - step;
        const below = loss();
        parameters[i] = before;
        const numeric = (above - below) / (2 * step);
        difference += (numeric - (gradients[i] as number)) ** 2;
        size += numeric ** 2;
      }
      expect(Math.sqrt(difference), place.name).toBeLessThan(0.01 * Math.sqrt(size) + 1e-3);
    }
  });

  it('carries the state to the next chunk: two chunks of 3 steps give the scores of one chunk of 6', () => {
    const common = { kind, name: '', inputSize: 4, hiddenSize: 8, layers: 2, sequences: 2 };
    const long = prepare({ ...common, steps: 6 });
    const short = prepare({ ...common, steps: 3 });
    const rows = 2 * 3;
    const features = Float32Array.from(long.shard.features);
    long.shard.forward();
    const expected = Float32Array.from(long.shard.scores);
    const stride = long.shard.scoreStride;
    for (const half of [0, 1]) {
      short.shard.features.set(features.subarray(half * rows * 4, (half + 1) * rows * 4));
      short.shard.forward();
      const scores = Float32Array.from(short.shard.scores);
      expect(scores).toEqual(expected.slice(half * rows * stride, (half + 1) * rows * stride));
      short.shard.scoreGradients.fill(0);
      short.shard.backward();
    }
  });
});

function prepare(example: Case): {
  plan: ParameterPlan;
  parameters: Float32Array;
  shard: Shard;
  loss: () => number;
} {
  const {
    inputSize,
    hiddenSize,
    layers,
    sequences,
    steps,
    dropout = false,
    either = false,
    smoothing = 0,
    kind = 'gru',
  } = example;
  const random = new Random(11, inputSize, hiddenSize, layers);
  const shape: TrainedLayer[] = [
    { kind, name: 'rnn', inputSize, hiddenSize, layers },
    { kind: 'dense', name: 'fc', inputSize: hiddenSize, outputSize: LABELS, activation: 'softmax' },
  ];
  const kernel = createTrainingKernel(module);
  const plan = planParameters(shape);
  const at = kernel.place(initialParameters(plan, random));
  const shard = new Shard(kernel, plan, { sequences, steps }, at);
  const rows = sequences * steps;
  shard.features.set(Float32Array.from({ length: rows * inputSize }, () => random.between(-1, 1)));
  if (dropout) {
    for (let layer = 0; layer < layers; layer++) {
      const mask = shard.mask(layer);
      for (let i = 0; i < mask.length; i++) mask[i] = random.chance(0.3) ? 0 : 1 / 0.7;
    }
  }
  const targets = Array.from({ length: rows }, () => ({
    label: random.below(LABELS),
    either: either && random.chance(0.5),
  }));
  const loss = () => {
    for (let sequence = 0; sequence < sequences; sequence++) shard.resetSequence(sequence);
    shard.forward();
    const { scores, scoreGradients, scoreStride } = shard;
    let sum = 0;
    targets.forEach((target, row) => {
      const smoothed =
        smoothing && !target.either ? smoothedLoss(scores, row * scoreStride, target.label, smoothing) : 0;
      const plain = frameLoss(scores, scoreGradients, row, scoreStride, LABELS, target, 1.5, smoothing);
      sum += smoothed ? 1.5 * smoothed : plain;
    });
    return sum;
  };
  return { plan, parameters: kernel.floats(at, plan.length), shard, loss };
}

/** Cross-entropy against the smoothed target, whole: frameLoss reports the part of the right label only. */
function smoothedLoss(scores: Float32Array, at: number, label: number, smoothing: number): number {
  let sum = 0;
  for (let i = 0; i < LABELS; i++) {
    const wanted = smoothing / LABELS + (i === label ? 1 - smoothing : 0);
    sum -= wanted * Math.log(scores[at + i] as number);
  }
  return sum;
}
