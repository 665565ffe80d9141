// Training a recurrent layer on whole sequences with one answer at the end: for tasks that are not streams of labels, as those by which recurrent cells
// are compared. One thread, the kernel that trains keywords, mean squared error.
import { Kernel, padded } from '../engine/kernel.js';
import type { RecurrentLayer, Tensor } from '../engine/network/layers.js';
import { Random } from '../random.js';
import { Optimizer } from './optimizer.js';
import { initialParameters, planParameters, type TrainedLayer, toTensors } from './parameters.js';
import { Shard } from './shard.js';

export interface SequenceTask {
  readonly cell: RecurrentLayer['kind'];
  /** Numbers a step. */
  readonly inputSize: number;
  /** A multiple of 4. */
  readonly hiddenSize: number;
  /** Numbers of the answer. */
  readonly outputSize: number;
  /** Of a sequence. */
  readonly steps: number;
  /** Sequences of a batch. @default 32 */
  readonly lanes?: number;
  /** Batches of the whole training, over which the learning rate rises and falls. */
  readonly updates: number;
  /** @default 0.005 */
  readonly learningRate?: number;
  /** Gradients of a larger norm are scaled down to this. @default 1 */
  readonly clipNorm?: number;
  /** @default 1 */
  readonly seed?: number;
}

/** Writes sequence `lane`: `input(step)` gives where a step's numbers go; returns the answer. */
export type MakeSequence = (input: (step: number) => Float32Array, lane: number) => readonly number[];

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
    this.#task = { lanes: 32, learningRate: 0.005, clipNorm: 1, seed: 1, ...task };
    this.#width = padded(inputSize);
    this.layers = [
      { kind: cell, name: cell, inputSize: this.#width, hiddenSize, layers: 1 },
      { kind: 'dense', name: 'fc', inputSize: hiddenSize, outputSize, activation: 'none' },
    ];
    this.#plan = planParameters(this.layers);
    const start = initialParameters(this.#plan, new Random(this.#task.seed, 1));
    this.#kernel = Kernel.create(module);
    this.#parametersAt = this.#kernel.place(start);
    const { lanes, steps, updates, learningRate, clipNorm } = this.#task;
    this.#shard = new Shard(this.#kernel, this.#plan, { lanes, steps }, this.#parametersAt);
    const schedule = { epochs: 1, stepsPerEpoch: updates, learningRate, clipNorm, weightDecay: 0, averageDecay: 0 };
    this.#optimizer = new Optimizer(module, schedule, start);
  }

  /** One batch forward and back, and one step of the optimizer. The mean squared error before it. */
  train(make: MakeSequence): number {
    const error = this.#run(make);
    this.#shard.backward();
    const { lanes, outputSize } = this.#task;
    this.#optimizer.update([this.#shard.gradients], lanes * outputSize);
    this.#kernel.floats(this.#parametersAt, this.#plan.length).set(this.#optimizer.parameters);
    return error;
  }

  /** The mean squared error of one batch; nothing is learnt. */
  test(make: MakeSequence): number {
    return this.#run(make);
  }

  /**
   * After `train`: by how many steps ago, how much the loss depends on what was remembered then: the norm of the gradient with respect to the state, and
   * of an LSTM its cell state too (Bengio et al. 1994), the mean over the batch. [0]: after the last step.
   */
  get memoryGradientNorms(): Float64Array {
    const { lanes, steps, hiddenSize } = this.#task;
    const gradients = this.#shard.memoryGradients;
    return Float64Array.from({ length: steps }, (_, ago) => {
      let sum = 0;
      for (let lane = 0; lane < lanes; lane++) {
        const at = ((steps - ago) * lanes + lane) * hiddenSize;
        sum += Math.hypot(...gradients.flatMap((all) => [...all.subarray(at, at + hiddenSize)]));
      }
      return sum / lanes;
    });
  }

  /** The weights now, by PyTorch's names. */
  get tensors(): Map<string, Tensor> {
    return toTensors(this.#plan, this.#optimizer.parameters);
  }

  /** Forward from rest, and the gradient of the squared error at the last step where the way back finds it. */
  #run(make: MakeSequence): number {
    const { lanes, steps, outputSize } = this.#task;
    const shard = this.#shard;
    const { features } = shard;
    features.fill(0);
    const answers = Array.from({ length: lanes }, (_, lane) => {
      shard.resetLane(lane);
      return make(
        (step) => features.subarray((step * lanes + lane) * this.#width, (step * lanes + lane + 1) * this.#width),
        lane,
      );
    });
    shard.forward();
    const { logits, scoreStride } = shard;
    const last = logits.slice((steps - 1) * lanes * scoreStride);
    logits.fill(0);
    let error = 0;
    answers.forEach((answer, lane) => {
      for (let i = 0; i < outputSize; i++) {
        const apart = (last[lane * scoreStride + i] as number) - (answer[i] as number);
        logits[((steps - 1) * lanes + lane) * scoreStride + i] = 2 * apart;
        error += (apart * apart) / (lanes * outputSize);
      }
    });
    return error;
  }
}
