// The newest feature frames that a resting network has not seen. When it wakes it steps through them first, so that it
// gets the start of the sound that woke it.
import { type Kernel, vectorBytes } from './kernel-access/kernel.js';
import { KEPT_FRAMES, RESTING } from './state-numbers.js';

/** How a stream's network rests: see SoundState.rest. */
export interface RestPolicy {
  /** Feature frames kept while it rests, the frame that wakes it included: at least 1 where it ever rests. */
  readonly frames: number;
  /** The network's state after the rest. `hold`: as it was before; `reset`: zeros. */
  readonly state: 'hold' | 'reset';
}

export const NEVER_RESTS: RestPolicy = { frames: 0, state: 'hold' };

export class PreRoll {
  readonly #kernel: Kernel;
  readonly #at: number;
  readonly #frames: number;
  readonly #frameBytes: number;
  readonly #numbers: Float64Array;

  /**
   * `at`: address of `PreRoll.bytes(frames, size)` bytes; `size`: floats of a feature frame; `numbers`: the stream's
   * STATE_NUMBERS numbers.
   */
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

  /**
   * How many frames the network must step through: the one at `featuresAt`, and after a rest the kept ones before it.
   */
  wake(featuresAt: number): number {
    if (!this.resting) return 1;
    this.keep(featuresAt);
    return this.kept;
  }

  /** The network has stepped through all frames. */
  awake(): void {
    this.#numbers[RESTING] = 0;
    this.clear();
  }

  /** Frames that are kept. */
  get kept(): number {
    return Math.min(this.#frames, this.#numbers[KEPT_FRAMES] as number);
  }

  /** Keeps the frame at `featuresAt`. It overwrites the oldest one where there is no room. Real-time. */
  keep(featuresAt: number): void {
    if (this.#frames === 0) return;
    const count = this.#numbers[KEPT_FRAMES] as number;
    this.#move(featuresAt, this.#place(count));
    // The count stays below twice the number of places. It says which place is next, and from `frames` on that all
    // places are in use.
    this.#numbers[KEPT_FRAMES] = count + 1 < 2 * this.#frames ? count + 1 : this.#frames;
  }

  /**
   * After a rest: copies the frame `ago` frames before the next one, 1 to `kept`, to `featuresAt`. Else it is there
   * already. Real-time.
   */
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
