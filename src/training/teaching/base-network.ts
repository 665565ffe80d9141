// The network by which a word is told, as far as its last recurrent layer: what it knows of speech. Its
// weights do not change.
import type { Model } from '../../model/model.js';
import { type Kernel, vectorBytes } from '../../pipeline/kernel-access/kernel.js';
import type { Network } from '../../pipeline/network/network.js';
import { WasmBackend } from '../../pipeline/network/wasm.js';

export class BaseNetwork {
  /** Numbers of its state that the taught layers see. */
  readonly size: number;
  readonly #kernel: Kernel;
  readonly #backend: WasmBackend;
  readonly #inputAt: number;
  readonly #stateAt: number;
  readonly #network: Network;

  constructor(kernel: Kernel, { layers, tensors }: Pick<Model, 'layers' | 'tensors'>) {
    const backend = new WasmBackend(kernel, layers, tensors);
    this.#kernel = kernel;
    this.#backend = backend;
    this.size = backend.shape.hiddenSize;
    this.#inputAt = kernel.allocate(vectorBytes(backend.shape.inputSize));
    this.#stateAt = kernel.allocate(backend.shape.stateBytes);
    this.#network = backend.network(this.#inputAt, this.#stateAt);
  }

  /**
   * One sequence from rest. `features`: rows of `inputSize` numbers, `stride` floats apart, from `at` on; what is seen of
   * each goes to `out`, `outStride` apart.
   */
  run(
    features: Float32Array,
    at: number,
    stride: number,
    steps: number,
    out: Float32Array,
    outAt: number,
    outStride: number,
  ): void {
    const { inputSize, hiddenOffset } = this.#backend.shape;
    const floats = this.#backend.shape.stateBytes / 4;
    this.#kernel.floats(this.#stateAt, floats).fill(0);
    this.#network.reset();
    const input = this.#kernel.floats(this.#inputAt, inputSize);
    const hidden = this.#kernel.floats(this.#stateAt + hiddenOffset, this.size);
    for (let step = 0; step < steps; step++) {
      input.set(features.subarray(at + step * stride, at + step * stride + inputSize));
      void this.#network.step();
      out.set(hidden, outAt + step * outStride);
    }
  }
}
