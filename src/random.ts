// Seeded random numbers. In training every sequence has its own generator, so its numbers depend on the seed, but not
// on the number of threads or on which thread runs it.

/** sfc32 (C. Doty-Humphrey, PractRand): small, fast, well tested; 128 bits of state. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** Generators with different keys are independent. */
  constructor(...key: readonly number[]) {
    let hash = 0x9e3779b9;
    for (const part of key) hash = mix(hash ^ part);
    this.#a = hash;
    this.#b = mix(hash + 1);
    this.#c = mix(hash + 2);
    for (let i = 0; i < 12; i++) this.next();
  }

  /** Uniform in [0, 1). */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return (sum >>> 0) / 4294967296;
  }

  /** Uniform in [from, to). */
  between(from: number, to: number): number {
    return from + (to - from) * this.next();
  }

  /**
   * Normal, mean 0, deviation 1. May differ in the last bit between JavaScript engines: for simulations, not for
   * weights.
   */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next())); // Box and Muller 1958
    return radius * Math.cos(2 * Math.PI * this.next());
  }

  /** A whole number in [0, count). */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of the items. */
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
}

function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
