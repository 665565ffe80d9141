// The samples of one stream that wait for the engine, in one ring that grows as needed. The owner decides how many may
// wait.

const FIRST_SAMPLES = 64;

export class WaitingSamples {
  #samples = new Float32Array(0);
  #read = 0;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  get heldBytes(): number {
    return this.#samples.byteLength;
  }

  push(from: Float32Array, count: number): void {
    if (this.#count + count > this.#samples.length) this.#grow(this.#count + count);
    const size = this.#samples.length;
    const at = (this.#read + this.#count) % size;
    const whole = Math.min(count, size - at);
    this.#samples.set(from.subarray(0, whole), at);
    if (whole < count) this.#samples.set(from.subarray(whole, count), 0);
    this.#count += count;
  }

  /** Offers up to `most` samples, in one or two pieces. Returns how many `take` took. */
  offer(most: number, take: (samples: Float32Array, from: number, to: number) => number): number {
    let taken = 0;
    while (this.#count > 0 && taken < most) {
      const piece = Math.min(this.#count, most - taken, this.#samples.length - this.#read);
      const took = take(this.#samples, this.#read, this.#read + piece);
      this.skip(took);
      taken += took;
      if (took < piece) break;
    }
    return taken;
  }

  /** Removes the oldest `count` samples. */
  skip(count: number): void {
    this.#count -= count;
    this.#read = this.#count === 0 ? 0 : (this.#read + count) % this.#samples.length;
  }

  /** Frees memory after a burst. */
  shrink(): void {
    if (this.#count === 0 && this.#samples.length > 16 * FIRST_SAMPLES) this.#samples = new Float32Array(0);
  }

  #grow(least: number): void {
    const size = 2 ** Math.ceil(Math.log2(Math.max(least, FIRST_SAMPLES)));
    const grown = new Float32Array(size);
    const whole = Math.min(this.#count, this.#samples.length - this.#read);
    grown.set(this.#samples.subarray(this.#read, this.#read + whole));
    grown.set(this.#samples.subarray(0, this.#count - whole), whole);
    this.#samples = grown;
    this.#read = 0;
  }
}
