// The memory of the effects' kernel, laid out before there is one: what is placed is in the image, what is reserved
// begins as zeros. Addresses are those in the kernel's memory.
import { HOST_MEMORY } from '../kernel/layout.js';

const ALIGNMENT = 16;

export class MemoryPlan {
  #bytes = new Uint8Array(4096);
  #top = HOST_MEMORY;

  /** Bytes of the whole memory that is in use. */
  get top(): number {
    return this.#top;
  }

  /** Everything above HOST_MEMORY, without the zeros at its end. */
  get bytes(): Uint8Array {
    const last = this.#bytes.findLastIndex((byte) => byte !== 0);
    return this.#bytes.slice(HOST_MEMORY, Math.max(HOST_MEMORY, last + 1));
  }

  /** Room for so many bytes, all zero, at an address that is a multiple of 16. */
  reserve(bytes: number): number {
    const at = this.#top;
    this.#top += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    if (this.#top > this.#bytes.length) {
      const grown = new Uint8Array(2 * this.#top);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    return at;
  }

  place(values: ArrayLike<number>): number {
    const at = this.reserve(4 * values.length);
    new Float32Array(this.#bytes.buffer, at, values.length).set(values);
    return at;
  }

  /** Sets fields of a record: by their offsets. */
  integers(record: number, fields: readonly (readonly [offset: number, value: number])[]): void {
    const view = new DataView(this.#bytes.buffer);
    for (const [offset, value] of fields) view.setInt32(record + offset, value, true);
  }

  floats(record: number, fields: readonly (readonly [offset: number, value: number])[]): void {
    const view = new DataView(this.#bytes.buffer);
    for (const [offset, value] of fields) view.setFloat32(record + offset, value, true);
  }
}
