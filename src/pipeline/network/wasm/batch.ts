// The streams that a step is made for, up to so many at once, as the kernel's table of them (src/kernel/lanes.ts), with the room that a step needs.
import type { Kernel } from '../../kernel-access/kernel.js';

const LANE_BYTES = 16;

/**
 * Where a value lies: so many bytes into a stream's input, its state, or the room for what lies between its layers. State is what a stream must
 * keep from step to step.
 */
export interface Place {
  readonly base: 'input' | 'state' | 'work';
  readonly at: number;
}

/** As the kernel is told of a base. */
export const BASES: Readonly<Record<Place['base'], number>> = { input: 0, state: 4, work: 8 };

/** Bytes that a row of the batch needs while a step lasts. */
export interface BatchNeeds {
  /** Of values between layers. */
  readonly workBytes: number;
  /** Of what a layer puts aside; one layer after the other has it. */
  readonly scratchBytes: number;
}

export class Batch {
  /** Address of the table. */
  readonly at: number;
  /** Address of the scratch of all rows of the batch. */
  readonly scratch: number;
  /** Rows in use. */
  count = 0;
  readonly #kernel: Kernel;
  readonly #workAt: number;
  readonly #workBytes: number;
  readonly #inputs: number[];
  readonly #states: number[];
  #table: Int32Array = new Int32Array(0);
  #growths = -1;

  constructor(kernel: Kernel, most: number, { workBytes, scratchBytes }: BatchNeeds) {
    this.#kernel = kernel;
    this.at = kernel.allocate(most * LANE_BYTES);
    this.#workAt = kernel.allocate(most * workBytes);
    this.#workBytes = workBytes;
    this.scratch = kernel.allocate(most * scratchBytes);
    this.#inputs = new Array<number>(most).fill(0);
    this.#states = new Array<number>(most).fill(0);
  }

  /** The stream of a row of the batch. Real-time. */
  set(batchRow: number, inputAt: number, stateAt: number): void {
    if (this.#growths !== this.#kernel.growths) {
      this.#growths = this.#kernel.growths;
      this.#table = this.#kernel.integers(this.at, this.#inputs.length * 4);
    }
    this.#inputs[batchRow] = inputAt;
    this.#states[batchRow] = stateAt;
    this.#table[4 * batchRow] = inputAt;
    this.#table[4 * batchRow + 1] = stateAt;
    this.#table[4 * batchRow + 2] = this.#workAt + batchRow * this.#workBytes;
  }

  /** Where a row of the batch's value lies. Real-time. */
  address({ base, at }: Place, batchRow: number): number {
    if (base === 'work') return this.#workAt + batchRow * this.#workBytes + at;
    return ((base === 'state' ? this.#states[batchRow] : this.#inputs[batchRow]) as number) + at;
  }
}

/** A step that is made for one row after the other. */
export function eachBatchRow(step: (batch: Batch, batchRow: number) => void): (batch: Batch) => void {
  return (batch) => {
    for (let batchRow = 0; batchRow < batch.count; batchRow++) step(batch, batchRow);
  };
}
