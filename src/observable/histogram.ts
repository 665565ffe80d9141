// Latencies in logarithmic buckets: what a percentile needs, in a fixed space, without a thing allocated per value.

const PER_OCTAVE = 32;
const LEAST_MS = 0.001;
const OCTAVES = 27; // up to 134 s
const BUCKETS = PER_OCTAVE * OCTAVES;

export class Histogram {
  readonly #counts = new Float64Array(BUCKETS);
  #count = 0;
  #worstMs = 0;

  /** Values recorded. */
  get count(): number {
    return this.#count;
  }

  /** The greatest value, exactly; 0 before the first. */
  get worstMs(): number {
    return this.#worstMs;
  }

  /** Records a value; not a number is none. Real-time: allocates nothing, waits for nothing, throws nothing. */
  record(ms: number): void {
    if (Number.isNaN(ms)) return;
    const octaves = Math.log2(Math.max(ms, LEAST_MS) / LEAST_MS);
    const bucket = Math.min(BUCKETS - 1, Math.floor(octaves * PER_OCTAVE));
    this.#counts[bucket] = (this.#counts[bucket] as number) + 1;
    this.#count++;
    if (ms > this.#worstMs) this.#worstMs = ms;
  }

  /** The value that `share` (0 to 1) of all are at or below, ms, at most 2.2 % too great; 0 before the first. */
  quantile(share: number): number {
    const rank = Math.max(1, Math.ceil(share * this.#count));
    let seen = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      seen += this.#counts[bucket] as number;
      if (seen >= rank) return Math.min(this.#worstMs, LEAST_MS * 2 ** ((bucket + 1) / PER_OCTAVE));
    }
    return this.#worstMs;
  }
}
