// The last feature frames that a resting network has not seen, so that it hears the beginning of what woke it.
import { type Kernel, vectorBytes } from './kernel-access/kernel.js';
import { KEPT_FRAMES, RESTING } from './state-numbers.js';

/** How a slot's network rests: see `Slot.rest`. */
export interface RestPolicy {
  /** Feature frames that are kept while it rests, the one that wakes it among them: at least 1 where it ever rests. */
  readonly frames: number;
  /** Its state while it rests. `hold`: as it was; `reset`: from zeros when it wakes. */
  readonly state: 'hold' | 'reset';
}

export const NEVER_RESTS: RestPolicy = { frames: 0, state: 'hold' };

export class PreRoll {
  readonly #kernel: Kernel;
  readonly #at: number;
  readonly #frames: number;
  readonly #frameBytes: number;
  readonly #numbers: Float64Array;

  /** `at`: `PreRoll.bytes(frames, size)` bytes of kernel memory; `numbers`: SLOT_NUMBERS of the stream's numbers. */
  constructor(kernel: Kernel, at: number, frames: number, size: number, numbers: Float64Array) {
    this.#kernel = kernel;
    this.#at = at;
    this.#frames = frames;
    this.#frameBytes = vectorBytes(size);
    this.#numbers = numbers;
  }

  static bytes(frames: number, size: number): number {
    return frames * vectorBytes(size);
  }

  /** Whether the network rests. */
  get resting(): boolean {
    return this.#numbers[RESTING] === 1;
  }

  /** The network rests in this hop. */
  rest(featuresAt: number): void {
    this.#numbers[RESTING] = 1;
    this.keep(featuresAt);
  }

  /** Frames that the network is to be stepped through: the one at `featuresAt`, and those kept before it where it has rested. */
  wake(featuresAt: number): number {
    if (!this.resting) return 1;
    this.keep(featuresAt);
    return this.kept;
  }

  /** The network has seen all. */
  awake(): void {
    this.#numbers[RESTING] = 0;
    this.clear();
  }

  /** Frames that wait. */
  get kept(): number {
    return Math.min(this.#frames, this.#numbers[KEPT_FRAMES] as number);
  }

  /** Keeps the frame at `featuresAt`, in place of the oldest one where there is no more room. Real-time. */
  keep(featuresAt: number): void {
    if (this.#frames === 0) return;
    const count = this.#numbers[KEPT_FRAMES] as number;
    this.#move(featuresAt, this.#place(count));
    // Kept below twice the frames, which says which place is next and that all are taken.
    this.#numbers[KEPT_FRAMES] = count + 1 < 2 * this.#frames ? count + 1 : this.#frames;
  }

  /** Puts the frame `ago` frames before the next one (1 to `kept`) at `featuresAt`, where it has rested: else it is there. Real-time. */
  recall(ago: number, featuresAt: number): void {
    if (!this.resting) return;
    this.#move(this.#place((this.#numbers[KEPT_FRAMES] as number) + this.#frames - ago), featuresAt);
  }

  clear(): void {
    this.#numbers[KEPT_FRAMES] = 0;
  }

  #place(count: number): number {
    return this.#at + (count % this.#frames) * this.#frameBytes;
  }

  #move(from: number, to: number): void {
    this.#kernel.functions.move(from, to, this.#frameBytes / 4);
  }
}
