// One recurrent layer of a shard: its matrices, the forward and the backward pass of a chunk. The products with weights
// are the kernel's gemm, for a whole chunk at once where possible; only what depends on the previous state runs step by
// step. Rows of all matrices are time-major: row = step * sequences + sequence.

import { GATES } from '../../model/flow.js';
import { type TrainingCell, trainingCell } from './cells.js';
import type { TrainingKernel } from './training-kernel.js';

/** Byte addresses of a layer's weights and of their gradients; (gates hidden, …), gates in PyTorch's order. */
export interface RecurrentWeights {
  readonly wIh: number;
  readonly wHh: number;
  readonly bIh: number;
  readonly bHh: number;
}

export interface RecurrentLayerShape {
  readonly kind: 'rnn' | 'gru' | 'lstm';
  readonly sequences: number;
  readonly steps: number;
  readonly inputSize: number;
  readonly hidden: number;
}

export class RecurrentTrainingLayer {
  readonly shape: RecurrentLayerShape;
  /** (rows, inputSize) The input: the features, or the output of the layer below. */
  readonly input: number;
  /** (rows, hidden) The output: the states after each step times the dropout mask. */
  readonly output: number;
  /** (sequences, hidden) The output's dropout mask, the same for all steps of a chunk. Ones until written. */
  readonly mask: number;
  /** (rows, hidden) Gradient of the states after each step; before `backward` that of the output. */
  readonly outputGradient: number;
  readonly #kernel: TrainingKernel;
  readonly #weights: RecurrentWeights;
  readonly #wIhT: number; // (inputSize, gates hidden)
  readonly #wHhT: number; // (hidden, gates hidden)
  readonly #states: number; // (rows + sequences, hidden): the first `sequences` rows are the state before the chunk
  readonly #gi: number; // (rows, gates hidden), then its gradient
  readonly #gh: number; // (sequences, gates hidden)
  readonly #dStates: number; // (rows + sequences, hidden): as #states
  readonly #cell: TrainingCell;

  /** `input`: address of the input, (rows, inputSize). */
  constructor(kernel: TrainingKernel, weights: RecurrentWeights, shape: RecurrentLayerShape, input: number) {
    const { kind, sequences, steps, inputSize, hidden } = shape;
    const rows = sequences * steps;
    const gates = GATES[kind] * hidden;
    const floats = (count: number) => kernel.allocate(count * 4);
    this.#kernel = kernel;
    this.#weights = weights;
    this.shape = shape;
    this.input = input;
    this.#wIhT = floats(inputSize * gates);
    this.#wHhT = floats(hidden * gates);
    this.#states = floats((rows + sequences) * hidden);
    this.#gi = floats(rows * gates);
    this.#gh = floats(sequences * gates);
    this.#dStates = floats((rows + sequences) * hidden);
    const memory = { gi: this.#gi, gh: this.#gh, states: this.#states, dStates: this.#dStates };
    this.#cell = trainingCell(kind, kernel, shape, memory);
    this.outputGradient = this.#dStates + sequences * hidden * 4;
    this.mask = floats(sequences * hidden);
    kernel.floats(this.mask, sequences * hidden).fill(1);
    this.output = floats(rows * hidden);
  }

  /** Sets a sequence's state to zero. */
  resetSequence(sequence: number): void {
    const { hidden } = this.shape;
    this.#kernel.floats(this.#states + sequence * hidden * 4, hidden).fill(0);
    this.#cell.resetSequence(sequence);
  }

  /** The forward pass of one chunk, from the state at the end of the last chunk. */
  forward(): void {
    const { functions } = this.#kernel;
    const { kind, sequences, steps, inputSize, hidden } = this.shape;
    const { wIh, wHh, bIh, bHh } = this.#weights;
    const gates = GATES[kind] * hidden;
    const rows = sequences * steps;
    const stateStep = sequences * hidden * 4;
    functions.transpose(wIh, this.#wIhT, gates, inputSize, gates);
    functions.transpose(wHh, this.#wHhT, gates, hidden, gates);
    functions.addRows(bIh, this.#gi, rows, gates);
    functions.gemm(this.input, inputSize * 4, 4, this.#wIhT, gates * 4, this.#gi, gates * 4, rows, gates, inputSize);
    for (let step = 0; step < steps; step++) {
      const before = this.#states + step * stateStep;
      functions.addRows(bHh, this.#gh, sequences, gates);
      functions.gemm(before, hidden * 4, 4, this.#wHhT, gates * 4, this.#gh, gates * 4, sequences, gates, hidden);
      this.#cell.forward(step);
    }
    functions.maskRows(this.#states + stateStep, this.mask, this.output, steps, sequences * hidden);
  }

  /**
   * After `backward`, (steps + 1, sequences, hidden): the gradient of the loss with respect to the state before the
   * chunk and after each step, and the same for an LSTM's cell state.
   */
  get memoryGradients(): readonly Float32Array[] {
    const { sequences, steps, hidden } = this.shape;
    const { dCells } = this.#cell;
    const places = dCells === null ? [this.#dStates] : [this.#dStates, dCells];
    return places.map((at) => this.#kernel.floats(at, (steps + 1) * sequences * hidden));
  }

  /** Zeroes the gradient that the layer above, or the loss, adds to. */
  clearGradient(): void {
    const { sequences, steps, hidden } = this.shape;
    this.#kernel.floats(this.#dStates, (steps + 1) * sequences * hidden).fill(0);
    this.#cell.clearGradient();
  }

  /** Adds dL/dW to the gradients, from `outputGradient`; adds dL/dinput to `below`, if there is a layer below. */
  backward(gradients: RecurrentWeights, below: RecurrentTrainingLayer | null): void {
    const { functions } = this.#kernel;
    const { kind, sequences, steps, inputSize, hidden } = this.shape;
    const { wIh, wHh } = this.#weights;
    const { dgh } = this.#cell;
    const gates = GATES[kind] * hidden;
    const rows = sequences * steps;
    const stateStep = sequences * hidden * 4;
    functions.maskRows(this.outputGradient, this.mask, this.outputGradient, steps, sequences * hidden);
    for (let step = steps - 1; step >= 0; step--) {
      const before = this.#dStates + step * stateStep;
      this.#cell.backward(step);
      functions.gemm(
        dgh + step * sequences * gates * 4,
        gates * 4,
        4,
        wHh,
        hidden * 4,
        before,
        hidden * 4,
        sequences,
        hidden,
        gates,
      );
    }
    const inputRow = inputSize * 4;
    functions.gemm(this.#gi, 4, gates * 4, this.input, inputRow, gradients.wIh, inputRow, gates, inputSize, rows);
    functions.gemm(dgh, 4, gates * 4, this.#states, hidden * 4, gradients.wHh, hidden * 4, gates, hidden, rows);
    functions.sumRows(this.#gi, gradients.bIh, rows, gates);
    functions.sumRows(dgh, gradients.bHh, rows, gates);
    if (below === null) return;
    functions.gemm(this.#gi, gates * 4, 4, wIh, inputRow, below.outputGradient, inputRow, rows, inputSize, gates);
  }

  /** The state at the chunk's end becomes the state before the next. */
  carryState(): void {
    const { sequences, steps, hidden } = this.shape;
    const states = this.#kernel.floats(this.#states, (steps + 1) * sequences * hidden);
    states.copyWithin(0, steps * sequences * hidden);
    this.#cell.carry();
  }
}
