// The last feature frames that a resting network has not seen, so that it hears the beginning of what woke it.
import { type Kernel, vectorBytes } from './kernel.js';
import { KEPT_FRAMES } from './slot-numbers.js';

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

  /** Puts the frame `ago` frames before the next one (1 to `kept`) at `featuresAt`. Real-time. */
  recall(ago: number, featuresAt: number): void {
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
