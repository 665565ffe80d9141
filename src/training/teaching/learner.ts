// A small network that tells one word from everything else: one recurrent layer and a dense one. It learns from lessons,
// pass by pass.

import type { Tensor } from '../../model/layers.js';
import { Random } from '../../random.js';
import type { Target } from '../data/scene.js';
import { frameLoss } from '../network/loss.js';
import { Optimizer } from '../network/optimizer.js';
import {
  initialParameters,
  type ParameterPlan,
  planParameters,
  type TrainedLayer,
  toTensors,
} from '../network/parameters.js';
import { Shard } from '../network/shard.js';
import { createTrainingKernel, type TrainingKernel } from '../network/training-kernel.js';
import type { Lessons } from './lessons.js';

export interface LearnerOptions {
  readonly inputSize: number;
  readonly hiddenSize: number;
  /** Sequences that learn side by side. */
  readonly sequences: number;
  /** Updates in all: the learning rate falls over them. */
  readonly updates: number;
  readonly learningRate: number;
  readonly seed: number;
}

/** How far back gradients reach, in hops. */
export const CHUNK_STEPS = 64;
const DROPOUT = 0.25;
/** Of what is seen of the model's own state, so that no few of its units decide. */
const INPUT_DROPOUT = 0.15;
const SMOOTHING = 0.02;
const AVERAGE_DECAY = 0.985;

export class Learner {
  readonly layers: readonly TrainedLayer[];
  readonly #options: LearnerOptions;
  readonly #plan: ParameterPlan;
  readonly #kernel: TrainingKernel;
  readonly #shard: Shard;
  readonly #parametersAt: number;
  readonly #optimizer: Optimizer;
  readonly #random: Random;

  /** `module`: the training kernel. */
  constructor(module: WebAssembly.Module, options: LearnerOptions) {
    const { inputSize, hiddenSize, sequences, updates, learningRate, seed } = options;
    this.#options = options;
    this.layers = [
      { kind: 'gru', name: 'gru', inputSize, hiddenSize, layers: 1 },
      { kind: 'dense', name: 'fc', inputSize: hiddenSize, outputSize: 2, activation: 'softmax' },
    ];
    this.#plan = planParameters(this.layers);
    this.#random = new Random(seed, 15);
    const start = initialParameters(this.#plan, this.#random);
    this.#kernel = createTrainingKernel(module);
    this.#parametersAt = this.#kernel.place(start);
    this.#shard = new Shard(this.#kernel, this.#plan, { sequences, steps: CHUNK_STEPS }, this.#parametersAt);
    const schedule = { epochs: 1, stepsPerEpoch: updates, learningRate, clipNorm: 1, weightDecay: 0.02 };
    this.#optimizer = new Optimizer(module, { ...schedule, averageDecay: AVERAGE_DECAY }, start);
  }

  /** Learns from all lessons once, in their order, from rest. Returns the mean loss. */
  pass({ features, targets, steps }: Lessons): number {
    const { inputSize, sequences } = this.#options;
    const rows = CHUNK_STEPS * sequences;
    let sum = 0;
    for (let sequence = 0; sequence < sequences; sequence++) this.#shard.resetSequence(sequence);
    const chunks = Math.floor(steps / CHUNK_STEPS);
    for (let chunk = 0; chunk < chunks; chunk++) {
      const from = chunk * rows;
      this.#see(features.subarray(from * inputSize, (from + rows) * inputSize));
      sum += this.#update(targets.slice(from, from + rows));
    }
    return sum / Math.max(1, chunks);
  }

  /** The running average of the weights, by PyTorch's names. */
  get tensors(): Map<string, Tensor> {
    return toTensors(this.#plan, this.#optimizer.average);
  }

  /** Leaves some inputs out, the same ones at all steps of a sequence. */
  #see(features: Float32Array): void {
    const { inputSize, sequences } = this.#options;
    const width = sequences * inputSize;
    const mask = Float32Array.from({ length: width }, () =>
      this.#random.chance(INPUT_DROPOUT) ? 0 : 1 / (1 - INPUT_DROPOUT),
    );
    const seen = this.#shard.features;
    for (let i = 0; i < features.length; i++) seen[i] = (features[i] as number) * (mask[i % width] as number);
  }

  #update(targets: readonly Target[]): number {
    const shard = this.#shard;
    const mask = shard.mask(0);
    for (let i = 0; i < mask.length; i++) mask[i] = this.#random.chance(DROPOUT) ? 0 : 1 / (1 - DROPOUT);
    shard.forward();
    const { scores, scoreGradients, scoreStride } = shard;
    let loss = 0;
    for (const [row, target] of targets.entries()) {
      loss += frameLoss(scores, scoreGradients, row, scoreStride, 2, target, 1, SMOOTHING);
    }
    shard.backward();
    this.#optimizer.update([shard.gradients], targets.length);
    this.#kernel.floats(this.#parametersAt, this.#plan.length).set(this.#optimizer.parameters);
    return loss / targets.length;
  }
}
