// A group of sequences that one thread trains together: layers, softmax, and the forward and backward pass of a chunk
// of steps. The recurrent state is carried from chunk to chunk (truncated back-propagation through time, Williams &
// Peng 1990). Rows of all matrices are time-major: row = step * sequences + sequence.

import { isRecurrent } from '../../model/flow.js';
import type { DenseLayer } from '../../model/layers.js';
import { padded } from '../../pipeline/kernel-access/kernel.js';
import type { ParameterPlan } from './parameters.js';
import { RecurrentTrainingLayer, type RecurrentWeights } from './recurrent-layer.js';
import type { TrainingKernel } from './training-kernel.js';

export interface ShardShape {
  readonly sequences: number;
  readonly steps: number;
}

export class Shard {
  readonly shape: ShardShape;
  readonly #kernel: TrainingKernel;
  readonly #plan: ParameterPlan;
  readonly #parametersAt: number;
  readonly #gradientsAt: number;
  readonly #layers: readonly RecurrentTrainingLayer[];
  /** Names of each layer's tensors, without the gate part: `gru`, `_l0`. */
  readonly #names: readonly { readonly name: string; readonly suffix: string }[];
  readonly #dense: DenseLayer;
  readonly #outputs: number;
  readonly #denseT: number; // (hidden, outputs)
  readonly #logits: number; // (rows, outputs), then their gradient
  readonly #scores: number; // (rows, outputs)

  /** `parametersAt`: address of the parameters, which the shards of a thread share. */
  constructor(kernel: TrainingKernel, plan: ParameterPlan, shape: ShardShape, parametersAt: number) {
    this.#kernel = kernel;
    this.#plan = plan;
    this.shape = shape;
    this.#parametersAt = parametersAt;
    this.#gradientsAt = kernel.allocate(plan.length * 4);
    this.#names = plan.layers.flatMap((layer) =>
      isRecurrent(layer)
        ? Array.from({ length: layer.layers }, (_, l) => ({ name: layer.name, suffix: `_l${l}` }))
        : [],
    );
    this.#layers = this.#layOut();
    this.#dense = plan.layers.at(-1) as DenseLayer;
    this.#outputs = padded(this.#dense.outputSize);
    this.#denseT = kernel.allocate(this.#dense.inputSize * this.#outputs * 4);
    // softmax works on whole vectors, beyond the last row
    this.#logits = kernel.allocate(this.#rows * this.#outputs * 4 + 16);
    this.#scores = kernel.allocate(this.#rows * this.#outputs * 4 + 16);
  }

  /** (rows, inputSize) Write a chunk's features here before `forward`. */
  get features(): Float32Array {
    const { input, shape } = this.#layers[0] as RecurrentTrainingLayer;
    return this.#kernel.floats(input, this.#rows * shape.inputSize);
  }

  /** Floats from one row of scores, and of their gradient, to the next. */
  get scoreStride(): number {
    return this.#outputs;
  }

  /** (rows, scoreStride) The softmax of the last forward pass. */
  get scores(): Float32Array {
    return this.#kernel.floats(this.#scores, this.#rows * this.#outputs);
  }

  /** (rows, scoreStride) Write the gradient of the loss with respect to the logits here before `backward`. */
  get scoreGradients(): Float32Array {
    return this.#kernel.floats(this.#logits, this.#rows * this.#outputs);
  }

  /** Gradients of all parameters after `backward`. */
  get gradients(): Float32Array {
    return this.#kernel.floats(this.#gradientsAt, this.#plan.length);
  }

  /** (rows, scoreStride) The softmax's input, until `scoreGradients` overwrite it. */
  get logits(): Float32Array {
    return this.scoreGradients;
  }

  /** (steps + 1, sequences, hidden) The `memoryGradients` of the last recurrent layer. */
  get memoryGradients(): readonly Float32Array[] {
    return (this.#layers.at(-1) as RecurrentTrainingLayer).memoryGradients;
  }

  get layers(): number {
    return this.#layers.length;
  }

  /** (sequences, hidden) A layer's dropout mask: 0, or 1 / (1 - rate). Ones until written. */
  mask(layer: number): Float32Array {
    const { mask, shape } = this.#layers[layer] as RecurrentTrainingLayer;
    return this.#kernel.floats(mask, shape.sequences * shape.hidden);
  }

  /** Sets a sequence's recurrent state to zero, as for a new stream. */
  resetSequence(sequence: number): void {
    for (const layer of this.#layers) layer.resetSequence(sequence);
  }

  /** The forward pass of one chunk, from features to scores, from the state at the end of the last chunk. */
  forward(): void {
    const { functions } = this.#kernel;
    for (const layer of this.#layers) layer.forward();
    const { output, shape } = this.#layers.at(-1) as RecurrentTrainingLayer;
    const { weight, bias } = this.#denseAt(this.#parametersAt);
    const row = this.#outputs * 4;
    functions.transpose(weight, this.#denseT, this.#outputs, shape.hidden, this.#outputs);
    functions.addRows(bias, this.#logits, this.#rows, this.#outputs);
    functions.gemm(
      output,
      shape.hidden * 4,
      4,
      this.#denseT,
      row,
      this.#logits,
      row,
      this.#rows,
      this.#outputs,
      shape.hidden,
    );
    functions.softmaxRows(this.#logits, this.#scores, this.#rows, this.#dense.outputSize, this.#outputs);
  }

  /** Computes the gradients of all parameters from `scoreGradients`. Then the state moves to the end of the chunk. */
  backward(): void {
    this.gradients.fill(0);
    for (const layer of this.#layers) layer.clearGradient();
    this.#backwardDense(this.#layers.at(-1) as RecurrentTrainingLayer);
    for (let l = this.#layers.length - 1; l >= 0; l--) {
      (this.#layers[l] as RecurrentTrainingLayer).backward(
        this.#weightsAt(l, this.#gradientsAt),
        this.#layers[l - 1] ?? null,
      );
    }
    for (const layer of this.#layers) layer.carryState();
  }

  get #rows(): number {
    return this.shape.sequences * this.shape.steps;
  }

  #backwardDense({ output, outputGradient, shape }: RecurrentTrainingLayer): void {
    const { functions } = this.#kernel;
    const { weight } = this.#denseAt(this.#parametersAt);
    const gradients = this.#denseAt(this.#gradientsAt);
    const [row, hiddenRow] = [this.#outputs * 4, shape.hidden * 4];
    functions.gemm(
      this.#logits,
      4,
      row,
      output,
      hiddenRow,
      gradients.weight,
      hiddenRow,
      this.#outputs,
      shape.hidden,
      this.#rows,
    );
    functions.sumRows(this.#logits, gradients.bias, this.#rows, this.#outputs);
    functions.gemm(
      this.#logits,
      row,
      4,
      weight,
      hiddenRow,
      outputGradient,
      hiddenRow,
      this.#rows,
      shape.hidden,
      this.#outputs,
    );
  }

  /** Address of a tensor among the parameters or the gradients. */
  #place(name: string, base: number): number {
    return base + (this.#plan.places.get(name)?.at as number) * 4;
  }

  #denseAt(base: number): { weight: number; bias: number } {
    const { name } = this.#dense;
    return { weight: this.#place(`${name}.weight`, base), bias: this.#place(`${name}.bias`, base) };
  }

  #weightsAt(l: number, base: number): RecurrentWeights {
    const { name, suffix } = this.#names[l] as { name: string; suffix: string };
    return {
      wIh: this.#place(`${name}.weight_ih${suffix}`, base),
      wHh: this.#place(`${name}.weight_hh${suffix}`, base),
      bIh: this.#place(`${name}.bias_ih${suffix}`, base),
      bHh: this.#place(`${name}.bias_hh${suffix}`, base),
    };
  }

  #layOut(): RecurrentTrainingLayer[] {
    const out: RecurrentTrainingLayer[] = [];
    for (const layer of this.#plan.layers) {
      if (!isRecurrent(layer)) continue;
      for (let l = 0; l < layer.layers; l++) {
        const below = out.at(-1);
        const inputSize = below ? below.shape.hidden : layer.inputSize;
        const shape = { ...this.shape, kind: layer.kind, inputSize, hidden: layer.hiddenSize };
        const input = below ? below.output : this.#kernel.allocate(this.#rows * inputSize * 4);
        out.push(
          new RecurrentTrainingLayer(this.#kernel, this.#weightsAt(out.length, this.#parametersAt), shape, input),
        );
      }
    }
    return out;
  }
}
