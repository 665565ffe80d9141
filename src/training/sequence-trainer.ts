// Trains a recurrent layer on sequences that a program makes, with one answer after the last step, as in the usual
// tasks for comparing recurrent cells, or a class after every step. It runs on one thread, on the kernel that trains
// keywords.

import { plainDetector } from '../model/detector-settings.js';
import type { RecurrentLayer, Tensor } from '../model/layers.js';
import type { Model } from '../model/model.js';
import { padded } from '../pipeline/kernel-access/kernel.js';
import { Random } from '../random.js';
import { Optimizer } from './network/optimizer.js';
import { initialParameters, planParameters, type TrainedLayer, toTensors } from './network/parameters.js';
import { classAtEvery, type SequenceLoss, squaredAtLast } from './network/sequence-loss.js';
import { Shard } from './network/shard.js';
import { createTrainingKernel, type TrainingKernel } from './network/training-kernel.js';

export interface SequenceTask {
  readonly cell: RecurrentLayer['kind'];
  /** Numbers in a step. */
  readonly inputSize: number;
  /** A multiple of 4. */
  readonly hiddenSize: number;
  /** Numbers in the answer, or classes. */
  readonly outputSize: number;
  /**
   * Numbers after the last step (mean squared error), or a class after every step (cross-entropy).
   * @default 'numbers'
   */
  readonly answers?: 'numbers' | 'classes';
  /** Steps in a sequence. */
  readonly steps: number;
  /** Sequences in a batch. @default 32 */
  readonly sequences?: number;
  /** Batches in the whole training. The learning rate rises and falls over them. */
  readonly updates: number;
  /** @default 0.005 */
  readonly learningRate?: number;
  /** Gradients of a larger norm are scaled down to this. @default 1 */
  readonly clipNorm?: number;
  /** @default 1 */
  readonly seed?: number;
}

/**
 * Writes one sequence of the batch: `input(step)` returns the array for a step's numbers. Returns the answer's numbers,
 * or the class of every step, -1 where any class is right.
 */
export type MakeSequence = (input: (step: number) => Float32Array, sequence: number) => readonly number[];

/** What a model needs beside its trained network. */
export type DescribedModel = Pick<Model, 'name' | 'labels' | 'frontEnd'> &
  Partial<Pick<Model, 'detector' | 'provenance'>>;

/**
 * Trains one recurrent layer and a dense layer.
 *
 *     const trainer = new SequenceTrainer(await readKernel(), { cell: 'gru', inputSize: 4, hiddenSize: 32, outputSize: 1, steps, updates });
 *     for (let i = 0; i < updates; i++) trainer.train(makeSequence);
 */
export class SequenceTrainer {
  readonly layers: readonly TrainedLayer[];
  readonly #task: Required<SequenceTask>;
  readonly #width: number;
  readonly #kernel: TrainingKernel;
  readonly #shard: Shard;
  readonly #parametersAt: number;
  readonly #optimizer: Optimizer;
  readonly #plan;

  /**
   * `module`: the training kernel, from `readKernel`. Throws RangeError for a hidden size that is no multiple of 4,
   * SluiceError KERNEL_UNAVAILABLE for another module.
   */
  constructor(module: WebAssembly.Module, task: SequenceTask) {
    const { cell, inputSize, hiddenSize, outputSize } = task;
    this.#task = { sequences: 32, learningRate: 0.005, clipNorm: 1, seed: 1, answers: 'numbers', ...task };
    this.#width = padded(inputSize);
    this.layers = [
      { kind: cell, name: cell, inputSize: this.#width, hiddenSize, layers: 1 },
      { kind: 'dense', name: 'fc', inputSize: hiddenSize, outputSize, activation: 'none' },
    ];
    this.#plan = planParameters(this.layers);
    const start = initialParameters(this.#plan, new Random(this.#task.seed, 1));
    this.#kernel = createTrainingKernel(module);
    this.#parametersAt = this.#kernel.place(start);
    const { sequences, steps, updates, learningRate, clipNorm } = this.#task;
    this.#shard = new Shard(this.#kernel, this.#plan, { sequences, steps }, this.#parametersAt);
    const schedule = { epochs: 1, stepsPerEpoch: updates, learningRate, clipNorm, weightDecay: 0, averageDecay: 0 };
    this.#optimizer = new Optimizer(module, schedule, start);
  }

  /** Trains on one batch. Returns its loss before the update. */
  train(make: MakeSequence): number {
    const { loss, asked } = this.#run(make);
    this.#shard.backward();
    this.#optimizer.update([this.#shard.gradients], asked);
    this.#kernel.floats(this.#parametersAt, this.#plan.length).set(this.#optimizer.parameters);
    return loss;
  }

  /** The loss of one batch, without training. */
  test(make: MakeSequence): number {
    return this.#run(make).loss;
  }

  /**
   * After `train`: how much the loss depends on the state of earlier steps, by steps ago; [0] is after the last step.
   * It is the norm of the gradient with respect to the state, and to an LSTM's cell state (Bengio et al. 1994), as the
   * mean over the batch.
   */
  get memoryGradientNorms(): Float64Array {
    const { sequences, steps, hiddenSize } = this.#task;
    const gradients = this.#shard.memoryGradients;
    return Float64Array.from({ length: steps }, (_, ago) => {
      let sum = 0;
      for (let sequence = 0; sequence < sequences; sequence++) {
        const at = ((steps - ago) * sequences + sequence) * hiddenSize;
        sum += Math.hypot(...gradients.flatMap((all) => [...all.subarray(at, at + hiddenSize)]));
      }
      return sum / sequences;
    });
  }

  /** The current weights, by PyTorch's names. */
  get tensors(): Map<string, Tensor> {
    return toTensors(this.#plan, this.#optimizer.parameters);
  }

  /**
   * The current network as a model for streams. `frontEnd` must give `inputSize` numbers, a multiple of 4. Scores are
   * probabilities if the task's answers are classes. Throws RangeError for another size.
   */
  model(described: DescribedModel): Model {
    const { inputSize, answers } = this.#task;
    if (inputSize !== this.#width) {
      throw new RangeError(`Cannot make the model: 'inputSize' must be a multiple of 4: received ${inputSize}`);
    }
    const layers = this.layers.map((layer) =>
      layer.kind === 'dense' && answers === 'classes' ? { ...layer, activation: 'softmax' as const } : layer,
    );
    const { labels } = described;
    return { format: 1, detector: plainDetector(labels), provenance: {}, ...described, layers, tensors: this.tensors };
  }

  /** Runs forward from rest and leaves the gradient of the loss for the backward pass. */
  #run(make: MakeSequence): ReturnType<SequenceLoss> {
    const { sequences, steps, outputSize } = this.#task;
    const shard = this.#shard;
    const { features } = shard;
    features.fill(0);
    const answers = Array.from({ length: sequences }, (_, sequence) => {
      shard.resetSequence(sequence);
      return make(
        (step) =>
          features.subarray(
            (step * sequences + sequence) * this.#width,
            (step * sequences + sequence + 1) * this.#width,
          ),
        sequence,
      );
    });
    shard.forward();
    const { logits: values, scoreStride: stride } = shard;
    const loss = this.#task.answers === 'classes' ? classAtEvery : squaredAtLast;
    return loss({ values, stride, sequences, steps, outputs: outputSize }, answers);
  }
}
