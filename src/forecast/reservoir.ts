// A recurrent network that is not trained: a GRU with fixed random weights, whose units remember the past on many time scales (echo state networks, Jaeger
// 2001). What is learnt is only what is read out of it. Runs on the live kernel.
import { type Kernel, vectorBytes } from '../engine/kernel.js';
import type { Layer, Tensor } from '../engine/network/layers.js';
import { WasmNetwork, WasmWeights } from '../engine/network/wasm.js';
import { Random } from '../random.js';

/** How strongly units act on each other: below 1 what was long ago fades. */
const RECURRENCE = 0.9;
/** Biases of the update gate: units that change at once, and units that keep their state for dozens of steps. */
const SLOWEST = 3;
const FASTEST = -1;

export class Reservoir {
  readonly #network: WasmNetwork;
  readonly #kernel: Kernel;
  readonly #inputAt: number;
  readonly #hiddenAt: number;
  readonly #inputs: number;
  readonly #hidden: number;

  constructor(kernel: Kernel, inputs: number, hidden: number, seed: number) {
    const layers: Layer[] = [{ kind: 'gru', name: 'gru', inputSize: inputs, hiddenSize: hidden, layers: 1 }];
    const weights = new WasmWeights(kernel, layers, randomWeights(inputs, hidden, seed));
    this.#kernel = kernel;
    this.#inputs = inputs;
    this.#hidden = hidden;
    this.#inputAt = kernel.allocate(vectorBytes(inputs));
    const stateAt = kernel.allocate(weights.stateBytes);
    this.#hiddenAt = stateAt + weights.hiddenOffset;
    this.#network = new WasmNetwork(weights, this.#inputAt, stateAt);
  }

  /** Takes the inputs in and writes the units' values to the start of `units`. */
  step(inputs: ArrayLike<number>, units: Float64Array): void {
    this.#kernel.floats(this.#inputAt, this.#inputs).set(inputs);
    this.#network.step();
    units.set(this.#kernel.floats(this.#hiddenAt, this.#hidden));
  }
}

function randomWeights(inputs: number, hidden: number, seed: number): Map<string, Tensor> {
  const random = new Random(seed);
  const uniform = (count: number, most: number) =>
    Float32Array.from({ length: count }, () => random.between(-most, most));
  const update = Float32Array.from({ length: 3 * hidden }, (_, i) =>
    i >= hidden && i < 2 * hidden ? random.between(FASTEST, SLOWEST) : 0,
  );
  return new Map<string, Tensor>([
    ['gru.weight_ih_l0', { shape: [3 * hidden, inputs], values: uniform(3 * hidden * inputs, 1 / Math.sqrt(inputs)) }],
    [
      'gru.weight_hh_l0',
      { shape: [3 * hidden, hidden], values: uniform(3 * hidden * hidden, RECURRENCE * Math.sqrt(3 / hidden)) },
    ],
    ['gru.bias_ih_l0', { shape: [3 * hidden], values: update }],
    ['gru.bias_hh_l0', { shape: [3 * hidden], values: new Float32Array(3 * hidden) }],
  ]);
}
