// What laying out a network on the kernel shares: room for values, weights as products, and what a step needs.

import type { Tensor, Tensors } from '../../../model/layers.js';
import { type Kernel, padded, vectorBytes } from '../../kernel-access/kernel.js';
import { padGates } from '../../kernel-access/pack.js';
import type { Batch, BatchNeeds, Place } from './batch.js';
import { placeProduct, quantizedBytes } from './product.js';

/** A layer's step, for the rows of the batch in use. Real-time. */
export type Run = (batch: Batch) => void;

/** A matrix of weights that is multiplied with vectors: `gates` times (units, cols), each gate padded to whole vectors of rows. */
export interface ProductShape {
  readonly gates: number;
  readonly units: number;
  readonly cols: number;
}

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

  /** Bytes of a stream's state, as far as it is laid out. */
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

  /** Room for what a layer gives, while a step lasts; 4 floats more than asked for, since vectors may run over its end. */
  work(floats: number): Place {
    const at = this.#workBytes;
    this.#workBytes += vectorBytes(floats + 4);
    return { base: 'work', at };
  }

  /** Room that a layer has to itself, the same for all streams, zeros at first. */
  own(floats: number): number {
    return this.kernel.allocate(vectorBytes(floats + 4));
  }

  /** A layer puts so many floats a batchRow aside, and makes products with vectors of up to `cols`. */
  scratch(floats: number, cols: number): void {
    this.#scratchBytes = Math.max(this.#scratchBytes, vectorBytes(floats) + quantizedBytes(cols));
  }

  /** Throws TypeError where it is missing. */
  tensor(name: string): Float32Array {
    return this.whole(name).values;
  }

  whole(name: string): Tensor {
    const tensor = this.#tensors.get(name);
    if (!tensor) throw new TypeError(`Cannot lay out the network: tensor '${name}' is missing`);
    return tensor;
  }

  /** A product with the tensor `weight`, and what is added to it; the record's address. `rows`: which of its gates, all where not said. */
  product(weight: string, bias: string | null, shape: ProductShape, firstGate = 0): number {
    const b = bias === null ? null : this.tensor(bias);
    return placeProduct(this.kernel, this.whole(weight), b, shape, firstGate);
  }

  /** b: (gates * units), as packed rows are padded. */
  padded(b: Float32Array, gates: number, units: number): number {
    return this.kernel.place(padGates(b, gates, units));
  }
}

/** Rows of a product, as the kernel has them. */
export function productRows({ gates, units }: ProductShape): number {
  return gates * padded(units);
}
