// From gradients to the next weights: clipping, AdamW, a learning rate that warms up and then falls along a cosine, and
// the running average.
import type { TrainingPlan } from '../plan.js';
import { createTrainingKernel, type TrainingKernel } from './training-kernel.js';

const BETA1 = 0.9;
const BETA2 = 0.99;
const EPSILON = 1e-8;
/** Share of all steps in which the rate rises, and its share at the end. */
const WARM_UP = 0.04;
const LAST_RATE = 0.01;

/** The optimizer's whole state, for a checkpoint. */
export interface OptimizerState {
  readonly step: number;
  readonly parameters: Float32Array;
  readonly average: Float32Array;
  readonly mean: Float32Array;
  readonly square: Float32Array;
}

/** The part of a plan that the optimizer uses. */
export type OptimizerPlan = Pick<
  TrainingPlan,
  'epochs' | 'stepsPerEpoch' | 'learningRate' | 'clipNorm' | 'weightDecay' | 'averageDecay'
>;

export class Optimizer {
  readonly #kernel: TrainingKernel;
  readonly #plan: OptimizerPlan;
  readonly #length: number;
  readonly #parametersAt: number;
  readonly #gradientAt: number;
  readonly #meanAt: number;
  readonly #squareAt: number;
  readonly #average: Float32Array;
  #step: number;

  constructor(module: WebAssembly.Module, plan: OptimizerPlan, start: OptimizerState | Float32Array) {
    const state = start instanceof Float32Array ? fresh(start) : start;
    this.#kernel = createTrainingKernel(module);
    this.#plan = plan;
    this.#length = state.parameters.length;
    this.#parametersAt = this.#kernel.place(state.parameters);
    this.#gradientAt = this.#kernel.allocate(this.#length * 4);
    this.#meanAt = this.#kernel.place(state.mean);
    this.#squareAt = this.#kernel.place(state.square);
    this.#average = state.average.slice();
    this.#step = state.step;
  }

  get step(): number {
    return this.#step;
  }

  get parameters(): Float32Array {
    return this.#kernel.floats(this.#parametersAt, this.#length);
  }

  /** The running average of the weights. */
  get average(): Float32Array {
    return this.#average;
  }

  get state(): OptimizerState {
    return {
      step: this.#step,
      parameters: this.parameters.slice(),
      average: this.#average.slice(),
      mean: this.#kernel.floats(this.#meanAt, this.#length).slice(),
      square: this.#kernel.floats(this.#squareAt, this.#length).slice(),
    };
  }

  /** The learning rate of the current step. */
  rate(step: number): number {
    const total = this.#plan.epochs * this.#plan.stepsPerEpoch;
    const warmUp = Math.max(1, Math.round(total * WARM_UP));
    if (step < warmUp) return (this.#plan.learningRate * (step + 1)) / warmUp;
    const done = Math.min(1, (step - warmUp) / Math.max(1, total - warmUp));
    return this.#plan.learningRate * (LAST_RATE + ((1 - LAST_RATE) * (1 + Math.cos(Math.PI * done))) / 2);
  }

  /**
   * Takes one step along the shards' gradients, added in the order of the shards and divided by `weight`, the loss's
   * weight.
   */
  update(gradients: readonly Float32Array[], weight: number): void {
    const sum = this.#kernel.floats(this.#gradientAt, this.#length);
    sum.set(gradients[0] as Float32Array);
    for (const gradient of gradients.slice(1)) for (let i = 0; i < sum.length; i++) sum[i]! += gradient[i] as number;
    const norm = Math.sqrt(this.#kernel.functions.sumSquares(this.#gradientAt, this.#length)) / weight;
    const scale = Math.min(1, this.#plan.clipNorm / norm) / weight;
    const rate = this.rate(this.#step++);
    const c1 = 1 / (1 - BETA1 ** this.#step);
    const c2 = 1 / (1 - BETA2 ** this.#step);
    const { functions } = this.#kernel;
    functions.adam(
      this.#parametersAt,
      this.#gradientAt,
      this.#meanAt,
      this.#squareAt,
      this.#length,
      scale,
      rate,
      BETA1,
      BETA2,
      c1,
      c2,
      EPSILON,
      this.#plan.weightDecay,
    );
    this.#takeAverage();
  }

  #takeAverage(): void {
    // at first the average follows closely, so that the random initial weights fade from it
    const decay = Math.min(this.#plan.averageDecay, (1 + this.#step) / (10 + this.#step));
    const parameters = this.parameters;
    for (let i = 0; i < parameters.length; i++) {
      this.#average[i] = decay * (this.#average[i] as number) + (1 - decay) * (parameters[i] as number);
    }
  }
}

function fresh(parameters: Float32Array): OptimizerState {
  const zeros = new Float32Array(parameters.length);
  return { step: 0, parameters, average: parameters, mean: zeros, square: zeros };
}
