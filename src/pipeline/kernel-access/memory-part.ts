// One part of the kernel's memory that is set to zeros again and again, without a new view each time.
import type { Kernel } from './kernel.js';

export class MemoryPart {
  readonly #kernel: Kernel;
  readonly #at: number;
  readonly #length: number;
  #growths = -1;
  #bytes: Uint8Array = new Uint8Array(0);

  /** The `length` bytes at address `at`. */
  constructor(kernel: Kernel, at: number, length: number) {
    this.#kernel = kernel;
    this.#at = at;
    this.#length = length;
  }

  /** Sets all bytes to zero. Real-time, but for the first call after the memory has grown. */
  clear(): void {
    if (this.#growths !== this.#kernel.growths) {
      this.#growths = this.#kernel.growths;
      this.#bytes = this.#kernel.bytes(this.#at, this.#length);
    }
    this.#bytes.fill(0);
  }
}
