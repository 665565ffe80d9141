// The blocks of a stream from their arrival until nobody asks for them any more: where in the stream each lies, its time, when it came. Kept as plain
// numbers in one array, oldest first. Positions are samples since the stream's start, lost ones counted in.

const SEQUENCE = 0;
const STARTS_AT = 1;
const ENDS_AT = 2;
const TIME_MS = 3;
const ARRIVED_MS = 4;
const LEVEL = 5;
const FED_MS = 6;
const MISSING = 7;
const NUMBERS = 8;
const FIRST_BLOCKS = 8;

/** A block that has come. */
export interface ArrivedBlock {
  readonly sequence: number;
  readonly startsAt: number;
  /** The first `count` are meant. */
  readonly samples: Float32Array;
  readonly count: number;
  readonly timeMs: number;
  readonly arrivedMs: number;
  /** The greatest of its samples, either way. */
  readonly level: number;
}

export class BlockTable {
  #numbers = new Float64Array(FIRST_BLOCKS * NUMBERS);
  #capacity = FIRST_BLOCKS;
  /** Blocks ever removed, and ever added: block n lies at n modulo the capacity. */
  #first = 0;
  #end = 0;

  /** The oldest block's number; blocks are numbered in the order in which they came. */
  get first(): number {
    return this.#first;
  }

  /** One more than the newest block's number. */
  get end(): number {
    return this.#end;
  }

  get heldBytes(): number {
    return this.#numbers.byteLength;
  }

  add({ sequence, startsAt, count, timeMs, arrivedMs, level }: ArrivedBlock): void {
    if (this.#end - this.#first === this.#capacity) this.#grow();
    const at = (this.#end++ % this.#capacity) * NUMBERS;
    this.#numbers[at + SEQUENCE] = sequence;
    this.#numbers[at + STARTS_AT] = startsAt;
    this.#numbers[at + ENDS_AT] = startsAt + count;
    this.#numbers[at + TIME_MS] = timeMs;
    this.#numbers[at + ARRIVED_MS] = arrivedMs;
    this.#numbers[at + LEVEL] = level;
    this.#numbers[at + FED_MS] = Number.NaN;
    this.#numbers[at + MISSING] = Number.NaN;
  }

  /** Forgets the blocks before `block`. */
  forgetBefore(block: number): void {
    this.#first = Math.max(this.#first, Math.min(block, this.#end));
  }

  sequence(block: number): number {
    return this.#get(block, SEQUENCE);
  }
  startsAt(block: number): number {
    return this.#get(block, STARTS_AT);
  }
  endsAt(block: number): number {
    return this.#get(block, ENDS_AT);
  }
  timeMs(block: number): number {
    return this.#get(block, TIME_MS);
  }
  arrivedMs(block: number): number {
    return this.#get(block, ARRIVED_MS);
  }
  /** When the engine was last given of it; NaN: never. */
  fedMs(block: number): number {
    return this.#get(block, FED_MS);
  }
  /** Samples that were missing before it when the engine was given of it, ever; NaN: it was not. */
  missing(block: number): number {
    return this.#get(block, MISSING);
  }
  fed(block: number, nowMs: number, missing: number): void {
    const at = (block % this.#capacity) * NUMBERS;
    this.#numbers[at + FED_MS] = nowMs;
    this.#numbers[at + MISSING] = missing;
  }
  /** The greatest of its samples, either way. */
  level(block: number): number {
    return this.#get(block, LEVEL);
  }

  #get(block: number, number: number): number {
    return this.#numbers[(block % this.#capacity) * NUMBERS + number] as number;
  }

  #grow(): void {
    const capacity = 2 * this.#capacity;
    const numbers = new Float64Array(capacity * NUMBERS);
    for (let block = this.#first; block < this.#end; block++) {
      const from = (block % this.#capacity) * NUMBERS;
      numbers.set(this.#numbers.subarray(from, from + NUMBERS), (block % capacity) * NUMBERS);
    }
    this.#numbers = numbers;
    this.#capacity = capacity;
  }
}
