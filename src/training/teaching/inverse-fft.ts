// The inverse Fourier transform of a size that is a power of two, in place (Cooley & Tukey 1965). Unscaled.

export class InverseFft {
  readonly #size: number;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;
  readonly #reversed: Uint16Array;

  constructor(size: number) {
    this.#size = size;
    this.#cos = Float64Array.from({ length: size / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / size));
    this.#sin = Float64Array.from({ length: size / 2 }, (_, k) => Math.sin((2 * Math.PI * k) / size));
    const bits = Math.log2(size);
    this.#reversed = Uint16Array.from({ length: size }, (_, i) => {
      let out = 0;
      for (let bit = 0; bit < bits; bit++) out |= ((i >> bit) & 1) << (bits - 1 - bit);
      return out;
    });
  }

  /** `values`: real and imaginary parts side by side, 2 * size numbers. */
  run(values: Float64Array): void {
    this.#reorder(values);
    for (let half = 1; half < this.#size; half *= 2) {
      const stride = this.#size / (2 * half);
      for (let from = 0; from < this.#size; from += 2 * half) {
        for (let k = 0; k < half; k++) this.#butterfly(values, 2 * (from + k), 2 * (from + k + half), k * stride);
      }
    }
  }

  #butterfly(values: Float64Array, a: number, b: number, turn: number): void {
    const c = this.#cos[turn] as number;
    const s = this.#sin[turn] as number;
    const re = (values[b] as number) * c - (values[b + 1] as number) * s;
    const im = (values[b] as number) * s + (values[b + 1] as number) * c;
    values[b] = (values[a] as number) - re;
    values[b + 1] = (values[a + 1] as number) - im;
    values[a]! += re;
    values[a + 1]! += im;
  }

  #reorder(values: Float64Array): void {
    for (let i = 0; i < this.#size; i++) {
      const j = this.#reversed[i] as number;
      if (j <= i) continue;
      for (const part of [0, 1]) {
        const kept = values[2 * i + part] as number;
        values[2 * i + part] = values[2 * j + part] as number;
        values[2 * j + part] = kept;
      }
    }
  }
}
