// What placing a network in the kernel's memory shares between layers: room for values, weights as products, and the
// room a step needs.
import type { Tensor, Tensors } from '../../../model/layers.js';
import { type Kernel, vectorBytes } from '../../kernel-access/kernel.js';
import { padGates } from '../../kernel-access/pack.js';
import type { BatchNeeds, Place } from './batch.js';
import { type ProductShape, placeProduct, quantizedBytes } from './product.js';

export class Builder {
  readonly kernel: Kernel;
  readonly #tensors: Tensors;
  #stateBytes = 0;
  #workBytes = 0;
  #scratchBytes = 0;

  constructor(kernel: Kernel, tensors: Tensors) {
    this.kernel = kernel;
    this.#tensors = tensors;
  }

  /** Bytes of a stream's state, as far as layers have been placed. */
  get stateBytes(): number {
    return this.#stateBytes;
  }

  get needs(): BatchNeeds {
    return { workBytes: this.#workBytes, scratchBytes: this.#scratchBytes };
  }

  /** Room in every stream's state. */
  state(floats: number): Place {
    const at = this.#stateBytes;
    this.#stateBytes += vectorBytes(floats);
    return { base: 'state', at };
  }

  /**
   * Room for a layer's output during a step. It has 4 floats more than asked for, because the kernel writes whole
   * vectors.
   */
  work(floats: number): Place {
    const at = this.#workBytes;
    this.#workBytes += vectorBytes(floats + 4);
    return { base: 'work', at };
  }

  /** Room that belongs to one layer, the same for all streams; zeros at first. Returns its address. */
  own(floats: number): number {
    return this.kernel.allocate(vectorBytes(floats + 4));
  }

  /** A layer needs so many floats of scratch for each row of a batch, and multiplies vectors of up to `cols` floats. */
  scratch(floats: number, cols: number): void {
    this.#scratchBytes = Math.max(this.#scratchBytes, vectorBytes(floats) + quantizedBytes(cols));
  }

  /** A tensor's values. Throws TypeError where it is missing. */
  tensor(name: string): Float32Array {
    return this.whole(name).values;
  }

  /** As `tensor`, with its shape and scales. */
  whole(name: string): Tensor {
    const tensor = this.#tensors.get(name);
    if (!tensor) throw new TypeError(`Cannot lay out the network: tensor '${name}' is missing`);
    return tensor;
  }

  /**
   * A product with the tensor `weight`, plus the tensor `bias`. Returns the address of its record. `shape` covers the
   * gates from `firstGate` on.
   */
  product(weight: string, bias: string | null, shape: ProductShape, firstGate = 0): number {
    const b = bias === null ? null : this.tensor(bias);
    return placeProduct(this.kernel, this.whole(weight), b, shape, firstGate);
  }

  /** Places b, (gates * units), with each gate padded as packed rows are. Returns the address. */
  padded(b: Float32Array, gates: number, units: number): number {
    return this.kernel.place(padGates(b, gates, units));
  }
}
