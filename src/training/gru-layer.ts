// One GRU layer of a shard: its matrices, one chunk forward through time, one chunk back. The products with weights are the kernel's gemm,
// whole chunks at once where time allows it; only what depends on the state before goes step by step.
// Rows of all matrices are time-major: row = step * lanes + lane.
import type { Kernel } from '../engine/kernel.js';

/** Byte addresses of a layer's weights and of their gradients; (3 hidden, …) with gates r, z, n. */
export interface GruWeights {
  readonly wIh: number;
  readonly wHh: number;
  readonly bIh: number;
  readonly bHh: number;
}

export interface GruLayerShape {
  readonly lanes: number;
  readonly steps: number;
  readonly inputSize: number;
  readonly hidden: number;
}

export class GruTrainingLayer {
  readonly shape: GruLayerShape;
  /** (rows, inputSize) What comes in: the features, or what the layer below gives. */
  readonly input: number;
  /** (rows, hidden) What goes out: the states after each step times the dropout mask. */
  readonly output: number;
  /** (lanes, hidden) Dropout on the way out, the same over the steps of a chunk. Ones until written. */
  readonly mask: number;
  /** (rows, hidden) Gradient of the states after each step; before `backward` that of the output. */
  readonly outputGradient: number;
  readonly #kernel: Kernel;
  readonly #weights: GruWeights;
  readonly #wIhT: number; // (inputSize, 3 hidden)
  readonly #wHhT: number; // (hidden, 3 hidden)
  readonly #states: number; // (rows + lanes, hidden): the first `lanes` rows are the state before the chunk
  readonly #saved: number; // (rows, 4 hidden)
  readonly #gi: number; // (rows, 3 hidden), then its gradient
  readonly #gh: number; // (lanes, 3 hidden)
  readonly #dgh: number; // (rows, 3 hidden)
  readonly #dStates: number; // (rows + lanes, hidden): as #states

  /** `input`: where (rows, inputSize) lies. */
  constructor(kernel: Kernel, weights: GruWeights, shape: GruLayerShape, input: number) {
    const { lanes, steps, inputSize, hidden } = shape;
    const rows = lanes * steps;
    const floats = (count: number) => kernel.allocate(count * 4);
    this.#kernel = kernel;
    this.#weights = weights;
    this.shape = shape;
    this.input = input;
    this.#wIhT = floats(inputSize * 3 * hidden);
    this.#wHhT = floats(hidden * 3 * hidden);
    this.#states = floats((rows + lanes) * hidden);
    this.#saved = floats(rows * 4 * hidden);
    this.#gi = floats(rows * 3 * hidden);
    this.#gh = floats(lanes * 3 * hidden);
    this.#dgh = floats(rows * 3 * hidden);
    this.#dStates = floats((rows + lanes) * hidden);
    this.outputGradient = this.#dStates + lanes * hidden * 4;
    this.mask = floats(lanes * hidden);
    kernel.floats(this.mask, lanes * hidden).fill(1);
    this.output = floats(rows * hidden);
  }

  /** Sets a lane's state to zero. */
  resetLane(lane: number): void {
    const { hidden } = this.shape;
    this.#kernel.floats(this.#states + lane * hidden * 4, hidden).fill(0);
  }

  /** Input to output over one chunk, from the state that the last chunk left. */
  forward(): void {
    const { functions } = this.#kernel;
    const { lanes, steps, inputSize, hidden } = this.shape;
    const { wIh, wHh, bIh, bHh } = this.#weights;
    const gates = 3 * hidden;
    const rows = lanes * steps;
    const stateStep = lanes * hidden * 4;
    functions.transpose(wIh, this.#wIhT, gates, inputSize, gates);
    functions.transpose(wHh, this.#wHhT, gates, hidden, gates);
    functions.addRows(bIh, this.#gi, rows, gates);
    functions.gemm(this.input, inputSize * 4, 4, this.#wIhT, gates * 4, this.#gi, gates * 4, rows, gates, inputSize);
    for (let step = 0; step < steps; step++) {
      const before = this.#states + step * stateStep;
      const gi = this.#gi + 3 * step * stateStep;
      const saved = this.#saved + 4 * step * stateStep;
      functions.addRows(bHh, this.#gh, lanes, gates);
      functions.gemm(before, hidden * 4, 4, this.#wHhT, gates * 4, this.#gh, gates * 4, lanes, gates, hidden);
      functions.gruForward(gi, this.#gh, before, before + stateStep, saved, lanes, hidden);
    }
    functions.maskRows(this.#states + stateStep, this.mask, this.output, steps, lanes * hidden);
  }

  /** Zeroes the gradient that the layer above, or the loss, adds to. */
  clearGradient(): void {
    const { lanes, steps, hidden } = this.shape;
    this.#kernel.floats(this.#dStates, (steps + 1) * lanes * hidden).fill(0);
  }

  /** Adds dL/dW to the gradients, from `outputGradient`; adds dL/dinput to `below` where there is a layer below. */
  backward(gradients: GruWeights, below: GruTrainingLayer | null): void {
    const { functions } = this.#kernel;
    const { lanes, steps, inputSize, hidden } = this.shape;
    const { wIh, wHh } = this.#weights;
    const gates = 3 * hidden;
    const rows = lanes * steps;
    const stateStep = lanes * hidden * 4;
    functions.maskRows(this.outputGradient, this.mask, this.outputGradient, steps, lanes * hidden);
    for (let step = steps - 1; step >= 0; step--) {
      const before = this.#dStates + step * stateStep;
      const saved = this.#saved + 4 * step * stateStep;
      const dgi = this.#gi + 3 * step * stateStep;
      const dgh = this.#dgh + 3 * step * stateStep;
      const state = this.#states + step * stateStep;
      functions.gruBackward(before + stateStep, saved, state, dgi, dgh, before, lanes, hidden);
      functions.gemm(dgh, gates * 4, 4, wHh, hidden * 4, before, hidden * 4, lanes, hidden, gates);
    }
    const inputRow = inputSize * 4;
    functions.gemm(this.#gi, 4, gates * 4, this.input, inputRow, gradients.wIh, inputRow, gates, inputSize, rows);
    functions.gemm(this.#dgh, 4, gates * 4, this.#states, hidden * 4, gradients.wHh, hidden * 4, gates, hidden, rows);
    functions.sumRows(this.#gi, gradients.bIh, rows, gates);
    functions.sumRows(this.#dgh, gradients.bHh, rows, gates);
    if (below === null) return;
    functions.gemm(this.#gi, gates * 4, 4, wIh, inputRow, below.outputGradient, inputRow, rows, inputSize, gates);
  }

  /** The state at the chunk's end becomes the state before the next. */
  carryState(): void {
    const { lanes, steps, hidden } = this.shape;
    const states = this.#kernel.floats(this.#states, (steps + 1) * lanes * hidden);
    states.copyWithin(0, steps * lanes * hidden);
  }
}
