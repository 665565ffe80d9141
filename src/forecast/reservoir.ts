// A recurrent network that is not trained: a GRU with fixed random weights, whose units remember the past on many time
// scales (echo state networks, Jaeger 2001). What is learnt is only what is read out of it. Runs on the live kernel;
// many monitors share one set of weights and can be stepped together.

import type { Layer, Tensor } from '../model/layers.js';
import { type Kernel, vectorBytes } from '../pipeline/kernel-access/kernel.js';
import { WasmBackend, type WasmNetwork } from '../pipeline/network/wasm.js';
import { Random } from '../random.js';

/** How strongly units act on each other: below 1 what was long ago fades. */
const RECURRENCE = 0.9;
/** Biases of the update gate: units that change at once, and units that keep their state for dozens of steps. */
const SLOWEST = 3;
const FASTEST = -1;

/** The weights, once per kernel for the same (inputs, hidden, seed). */
export class Reservoir {
  readonly kernel: Kernel;
  readonly inputs: number;
  readonly hidden: number;
  readonly backend: WasmBackend;

  constructor(kernel: Kernel, inputs: number, hidden: number, seed: number) {
    const layers: Layer[] = [{ kind: 'gru', name: 'gru', inputSize: inputs, hiddenSize: hidden, layers: 1 }];
    this.kernel = kernel;
    this.inputs = inputs;
    this.hidden = hidden;
    this.backend = new WasmBackend(kernel, layers, randomWeights(inputs, hidden, seed));
  }
}

/** One series' units, in the kernel's memory. Its input and its state lie where a step of a batch finds them. */
export class ReservoirUnits {
  /** Byte addresses. */
  readonly inputAt: number;
  readonly stateAt: number;
  readonly #reservoir: Reservoir;
  readonly #network: WasmNetwork;
  #growths = -1;
  #input: Float32Array = new Float32Array(0);
  #units: Float32Array = new Float32Array(0);

  constructor(reservoir: Reservoir) {
    const { kernel, backend, inputs } = reservoir;
    this.#reservoir = reservoir;
    this.inputAt = kernel.allocate(vectorBytes(inputs));
    this.stateAt = kernel.allocate(backend.shape.stateBytes);
    this.#network = backend.network(this.inputAt, this.stateAt);
  }

  /** Puts the next step's input down. Real-time. */
  write(inputs: Float64Array): void {
    this.#view();
    this.#input.set(inputs);
  }

  /** One step, of this series alone. Real-time. */
  step(): void {
    this.#network.step();
  }

  /** Copies the units to the start of `into`. Real-time. */
  read(into: Float64Array): void {
    this.#view();
    into.set(this.#units);
  }

  /** Puts units down that were read before. */
  restore(from: Float64Array): void {
    this.#view();
    this.#units.set(from.subarray(0, this.#units.length));
  }

  /** Gives the memory back. */
  free(): void {
    const { kernel, backend, inputs } = this.#reservoir;
    kernel.free(this.inputAt, vectorBytes(inputs));
    kernel.free(this.stateAt, backend.shape.stateBytes);
  }

  #view(): void {
    const { kernel, backend, inputs, hidden } = this.#reservoir;
    if (this.#growths === kernel.growths) return;
    this.#growths = kernel.growths;
    this.#input = kernel.floats(this.inputAt, inputs);
    this.#units = kernel.floats(this.stateAt + backend.shape.hiddenOffset, hidden);
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
