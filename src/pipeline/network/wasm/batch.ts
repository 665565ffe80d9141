// The streams that one step is made for: the kernel's table of them, which src/kernel/batch.ts describes, and the room
// that a step needs.
import { BATCH_ROW_BYTES, INPUT, STATE, WORK } from '../../../kernel/layout.js';
import type { Kernel } from '../../kernel-access/kernel.js';

/** Numbers of an entry of the kernel's table. */
const ROW_NUMBERS = BATCH_ROW_BYTES / 4;

/**
 * Where a value lies: so many bytes into a stream's input, into its state, or into the room for values between layers.
 * The state is what a stream must keep from step to step.
 */
export interface Place {
  readonly base: 'input' | 'state' | 'work';
  readonly at: number;
}

/** How the kernel's functions name a base. */
export const BASES: Readonly<Record<Place['base'], number>> = { input: INPUT, state: STATE, work: WORK };

/** Bytes that one row of the batch needs during a step. */
export interface BatchNeeds {
  /** For values between layers. */
  readonly workBytes: number;
  /** For what one layer uses alone. All layers use the same bytes, one after the other. */
  readonly scratchBytes: number;
}

/** One layer's part of a step, for the rows of the batch in use. Real-time. */
export type Run = (batch: Batch) => void;

export class Batch {
  /** Address of the table. */
  readonly at: number;
  /** Address of the scratch of all rows. */
  readonly scratch: number;
  /** Rows in use. */
  count = 0;
  readonly #runs: readonly Run[];
  readonly #kernel: Kernel;
  readonly #workAt: number;
  readonly #workBytes: number;
  readonly #inputs: number[];
  readonly #states: number[];
  #table: Int32Array = new Int32Array(0);
  #growths = -1;

  /** `most`: rows, at most. Throws SluiceError MEMORY_REFUSED. */
  constructor(kernel: Kernel, most: number, { workBytes, scratchBytes }: BatchNeeds, runs: readonly Run[]) {
    this.#runs = runs;
    this.#kernel = kernel;
    this.at = kernel.allocate(most * BATCH_ROW_BYTES);
    this.#workAt = kernel.allocate(most * workBytes);
    this.#workBytes = workBytes;
    this.scratch = kernel.allocate(most * scratchBytes);
    this.#inputs = new Array<number>(most).fill(0);
    this.#states = new Array<number>(most).fill(0);
  }

  /** Which stream a row is: the addresses of its input vector and its state. Real-time. */
  set(batchRow: number, inputAt: number, stateAt: number): void {
    if (this.#growths !== this.#kernel.growths) {
      this.#growths = this.#kernel.growths;
      this.#table = this.#kernel.integers(this.at, this.#inputs.length * ROW_NUMBERS);
    }
    this.#inputs[batchRow] = inputAt;
    this.#states[batchRow] = stateAt;
    const entry = ROW_NUMBERS * batchRow;
    this.#table[entry + INPUT / 4] = inputAt;
    this.#table[entry + STATE / 4] = stateAt;
    this.#table[entry + WORK / 4] = this.#workAt + batchRow * this.#workBytes;
  }

  /** One step of the rows in use. Real-time. */
  step(): void {
    const runs = this.#runs;
    for (let i = 0; i < runs.length; i++) (runs[i] as Run)(this);
  }

  /** Address of a row's value. Real-time. */
  address({ base, at }: Place, batchRow: number): number {
    if (base === 'work') return this.#workAt + batchRow * this.#workBytes + at;
    return ((base === 'state' ? this.#states[batchRow] : this.#inputs[batchRow]) as number) + at;
  }
}

/** A layer's part of a step where the kernel has no function for a whole batch: one row after the other. */
export function eachBatchRow(step: (batch: Batch, batchRow: number) => void): Run {
  return (batch) => {
    for (let batchRow = 0; batchRow < batch.count; batchRow++) step(batch, batchRow);
  };
}
