// The blocks of a stream, from their arrival until nobody asks for them any more: where each lies in the stream, its
// time, and when it came. Kept as plain numbers in one array, oldest first. Positions are samples since the stream's
// start, missing ones counted in.

const SEQUENCE = 0;
const STARTS_AT = 1;
const ENDS_AT = 2;
const TIME_MS = 3;
const ARRIVED_MS = 4;
const LEVEL = 5;
const FED_MS = 6;
const MISSING = 7;
const MAY_WAIT_MS = 8;
const NUMBERS = 9;
const FIRST_BLOCKS = 8;

/** A block that has come. */
export interface ArrivedBlock {
  readonly sequence: number;
  readonly startsAt: number;
  /** Only the first `count` are valid. */
  readonly samples: Float32Array;
  readonly count: number;
  /** By the sender's clock, ms since the epoch. */
  readonly timeMs: number;
  /** By the monotonic clock. */
  readonly arrivedMs: number;
  /** The largest magnitude of its samples. */
  readonly level: number;
  /** It may always wait so long, ms: see BurstAllowance. */
  readonly mayWaitMs: number;
}

export class BlockTable {
  #numbers = new Float64Array(FIRST_BLOCKS * NUMBERS);
  #capacity = FIRST_BLOCKS;
  /** Blocks removed so far, and added so far: block n lies at n modulo the capacity. */
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

  add({ sequence, startsAt, count, timeMs, arrivedMs, level, mayWaitMs }: ArrivedBlock): void {
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
    this.#numbers[at + MAY_WAIT_MS] = mayWaitMs;
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
  mayWaitMs(block: number): number {
    return this.#get(block, MAY_WAIT_MS);
  }
  /** When the engine last got samples of it; NaN: never. */
  fedMs(block: number): number {
    return this.#get(block, FED_MS);
  }
  /** Samples missing before it, since the stream's start, when the engine got samples of it; NaN: it did not. */
  missing(block: number): number {
    return this.#get(block, MISSING);
  }
  fed(block: number, nowMs: number, missing: number): void {
    const at = (block % this.#capacity) * NUMBERS;
    this.#numbers[at + FED_MS] = nowMs;
    this.#numbers[at + MISSING] = missing;
  }
  /** The largest magnitude of its samples. */
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
