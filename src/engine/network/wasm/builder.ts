// What laying out a network on the kernel shares: where values lie, who gives them, and how a step finds them.
import { type Kernel, vectorBytes } from '../../kernel.js';
import { packRows, padGates } from '../../pack.js';
import type { Tensors } from '../layers.js';

/**
 * Where a value lies: at an address of the thread, that all streams use one after the other, or so many bytes into a stream's state or input.
 * State is what a stream must keep from step to step.
 */
export interface Place {
  readonly base: 'thread' | 'state' | 'input';
  readonly at: number;
}

/** A layer's step, for the stream whose state and input lie there. Real-time. */
export type Run = (stateAt: number, inputAt: number) => void;

export function addressOf(place: Place, stateAt: number, inputAt: number): number {
  if (place.base === 'thread') return place.at;
  return place.base === 'state' ? stateAt + place.at : inputAt + place.at;
}

export class Builder {
  readonly kernel: Kernel;
  readonly #tensors: Tensors;
  #stateBytes = 0;

  constructor(kernel: Kernel, tensors: Tensors) {
    this.kernel = kernel;
    this.#tensors = tensors;
  }

  /** Bytes of a stream's state, as far as it is laid out. */
  get stateBytes(): number {
    return this.#stateBytes;
  }

  /** Room in every stream's state. */
  state(floats: number): Place {
    const at = this.#stateBytes;
    this.#stateBytes += vectorBytes(floats);
    return { base: 'state', at };
  }

  /** Room that holds something only while a step lasts, zeros at first; 4 floats more than asked for, since vectors may run over its end. */
  scratch(floats: number): Place {
    return { base: 'thread', at: this.kernel.allocate(vectorBytes(floats + 4)) };
  }

  /** Throws TypeError where it is missing. */
  tensor(name: string): Float32Array {
    const tensor = this.#tensors.get(name);
    if (!tensor) throw new TypeError(`Cannot lay out the network: tensor '${name}' is missing`);
    return tensor.values;
  }

  /** w: (gates * units, cols), each gate padded to whole vectors; the address. */
  packed(w: Float32Array, gates: number, units: number, cols: number): number {
    return this.kernel.place(packRows(w, gates, units, cols));
  }

  /** b: (gates * units), as packed rows are padded. */
  padded(b: Float32Array, gates: number, units: number): number {
    return this.kernel.place(padGates(b, gates, units));
  }
}
