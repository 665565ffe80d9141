// A recurrent network that is not trained: a GRU with fixed random weights, whose units remember the past on many time
// scales (echo state networks, Jaeger 2001). Only the readout of its units learns. It runs on the live kernel; many
// monitors share one set of weights and can step as one batch.
import type { Layer, Tensor } from '../model/layers.js';
import { type Kernel, vectorBytes } from '../pipeline/kernel-access/kernel.js';
import { WasmBackend, type WasmNetwork } from '../pipeline/network/wasm.js';
import { Random } from '../random.js';

/** How strongly units act on each other. Below 1, the distant past fades. */
const RECURRENCE = 0.9;
/** Biases of the update gate: from units that keep their state for dozens of steps to units that change at once. */
const SLOWEST = 3;
const FASTEST = -1;

/** The weights, once in a kernel for the same (inputs, hidden, seed). */
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

/** The units of one series, in the kernel's memory. */
export class ReservoirUnits {
  /** Byte addresses, for a step of a whole batch. */
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

  /** Writes the input of the next step. Real-time. */
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

  /** Sets the units to values that `read` has copied. */
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
