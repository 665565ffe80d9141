// A network alone, from rest, over given inputs: for golden vectors, conversion and tests. Live streams do not come
// this way.
import { type Kernel, vectorBytes } from '../kernel-access/kernel.js';
import type { Network, NetworkBackend } from './network.js';

/**
 * Runs a network from rest over inputs (steps, inputSize) and returns the outputs (steps, outputSize). Throws TypeError
 * for an asynchronous backend.
 */
export function runNetwork(kernel: Kernel, backend: NetworkBackend, inputs: Float32Array): Float32Array {
  if (backend.isAsync) throw new TypeError('Cannot run the network at once: its backend is asynchronous');
  const trial = new Trial(kernel, backend, inputs);
  while (trial.next()) {
    void trial.network.step();
    trial.take();
  }
  return trial.end();
}

/** As `runNetwork`, for any backend. Rejects as its steps do. */
export async function runNetworkAsync(
  kernel: Kernel,
  backend: NetworkBackend,
  inputs: Float32Array,
): Promise<Float32Array> {
  const trial = new Trial(kernel, backend, inputs);
  while (trial.next()) {
    await trial.network.step();
    trial.take();
  }
  return trial.end();
}

/** The memory of a network for one run, and its inputs and outputs step by step. */
class Trial {
  readonly network: Network;
  readonly #kernel: Kernel;
  readonly #backend: NetworkBackend;
  readonly #inputAt: number;
  readonly #stateAt: number;
  readonly #inputs: Float32Array;
  readonly #outputs: Float32Array;
  #step = -1;

  constructor(kernel: Kernel, backend: NetworkBackend, inputs: Float32Array) {
    const { inputSize, outputSize, stateBytes } = backend.shape;
    this.#kernel = kernel;
    this.#backend = backend;
    this.#inputs = inputs;
    this.#outputs = new Float32Array((inputs.length / inputSize) * outputSize);
    this.#inputAt = kernel.allocate(vectorBytes(inputSize));
    this.#stateAt = kernel.allocate(stateBytes);
    this.network = backend.network(this.#inputAt, this.#stateAt);
  }

  /** Puts the next input in its place. False at the end. */
  next(): boolean {
    const { inputSize } = this.#backend.shape;
    const from = ++this.#step * inputSize;
    if (from >= this.#inputs.length) return false;
    this.#kernel.floats(this.#inputAt, inputSize).set(this.#inputs.subarray(from, from + inputSize));
    return true;
  }

  /** Copies the scores of the step just made. */
  take(): void {
    const { scoresOffset, outputSize } = this.#backend.shape;
    this.#outputs.set(this.#kernel.floats(this.#stateAt + scoresOffset, outputSize), this.#step * outputSize);
  }

  /** Gives the memory back and returns all outputs. */
  end(): Float32Array {
    const { inputSize, stateBytes } = this.#backend.shape;
    this.#kernel.free(this.#inputAt, vectorBytes(inputSize));
    this.#kernel.free(this.#stateAt, stateBytes);
    return this.#outputs;
  }
}
