// Training a recurrent layer on sequences that a program makes: one answer after the last step, as in the tasks by which recurrent cells are compared, or a
// class after every step. One thread, the kernel that trains keywords.

import { plainDetector } from '../model/detector-settings.js';
import type { RecurrentLayer, Tensor } from '../model/layers.js';
import type { Model } from '../model/model.js';
import { Kernel, padded } from '../pipeline/kernel-access/kernel.js';
import { Random } from '../random.js';
import { Optimizer } from './network/optimizer.js';
import { initialParameters, planParameters, type TrainedLayer, toTensors } from './network/parameters.js';
import { classAtEvery, type SequenceLoss, squaredAtLast } from './network/sequence-loss.js';
import { Shard } from './network/shard.js';

export interface SequenceTask {
  readonly cell: RecurrentLayer['kind'];
  /** Numbers a step. */
  readonly inputSize: number;
  /** A multiple of 4. */
  readonly hiddenSize: number;
  /** Numbers of the answer, or classes. */
  readonly outputSize: number;
  /** What is asked: numbers after the last step (mean squared error), or a class after every step (cross-entropy). @default 'numbers' */
  readonly answers?: 'numbers' | 'classes';
  /** Of a sequence. */
  readonly steps: number;
  /** Sequences of a batch. @default 32 */
  readonly sequences?: number;
  /** Batches of the whole training, over which the learning rate rises and falls. */
  readonly updates: number;
  /** @default 0.005 */
  readonly learningRate?: number;
  /** Gradients of a larger norm are scaled down to this. @default 1 */
  readonly clipNorm?: number;
  /** @default 1 */
  readonly seed?: number;
}

/** Writes sequence `sequence`: `input(step)` gives where a step's numbers go; returns the answer, or the class of every step, -1 where any will do. */
export type MakeSequence = (input: (step: number) => Float32Array, sequence: number) => readonly number[];

/** What a trained network does not know of itself. */
export type DescribedModel = Pick<Model, 'name' | 'labels' | 'frontEnd'> &
  Partial<Pick<Model, 'detector' | 'provenance'>>;

export class SequenceTrainer {
  readonly layers: readonly TrainedLayer[];
  readonly #task: Required<SequenceTask>;
  readonly #width: number;
  readonly #kernel: Kernel;
  readonly #shard: Shard;
  readonly #parametersAt: number;
  readonly #optimizer: Optimizer;
  readonly #plan;

  /** Throws RangeError for a hidden size that is no multiple of 4. */
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
    this.#kernel = Kernel.create(module);
    this.#parametersAt = this.#kernel.place(start);
    const { sequences, steps, updates, learningRate, clipNorm } = this.#task;
    this.#shard = new Shard(this.#kernel, this.#plan, { sequences, steps }, this.#parametersAt);
    const schedule = { epochs: 1, stepsPerEpoch: updates, learningRate, clipNorm, weightDecay: 0, averageDecay: 0 };
    this.#optimizer = new Optimizer(module, schedule, start);
  }

  /** One batch forward and back, and one step of the optimizer. The loss before it. */
  train(make: MakeSequence): number {
    const { loss, asked } = this.#run(make);
    this.#shard.backward();
    this.#optimizer.update([this.#shard.gradients], asked);
    this.#kernel.floats(this.#parametersAt, this.#plan.length).set(this.#optimizer.parameters);
    return loss;
  }

  /** The loss of one batch; nothing is learnt. */
  test(make: MakeSequence): number {
    return this.#run(make).loss;
  }

  /**
   * After `train`: by how many steps ago, how much the loss depends on what was remembered then: the norm of the gradient with respect to the state, and
   * of an LSTM its cell state too (Bengio et al. 1994), the mean over the batch. [0]: after the last step.
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

  /** The weights now, by PyTorch's names. */
  get tensors(): Map<string, Tensor> {
    return toTensors(this.#plan, this.#optimizer.parameters);
  }

  /**
   * The network now as a model that streams. Its front end must give `inputSize` numbers, a multiple of 4; scores are probabilities where
   * classes were asked for.
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

  /** Forward from rest, and the gradient of the loss where the way back finds it. */
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
