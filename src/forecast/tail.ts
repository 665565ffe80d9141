// How unusual a number is among those before it: the share of earlier numbers that were at least as large, and beyond the largest few, where nothing has
// been counted, an exponential tail (Pickands 1975: what exceeds a high threshold is near that for many distributions).

/** Share of the numbers that the tail is fitted to. */
const TAIL_SHARE = 0.02;
const LEAST_IN_TAIL = 5;
/** The tail's mean excess is at least this share of its distance from the middle. */
const LEAST_EXCESS = 0.05;
/** How much larger than all before an anomalous number counts. */
const BEYOND = 1.05;
/** Before so many numbers nothing is called unusual. */
const LEAST = 20;

export class TailProbability {
  readonly #most: number;
  /** In the order in which they came. */
  readonly #queue: Float64Array;
  /** In order of size; the first #count are meant. */
  readonly #sorted: Float64Array;
  #count = 0;
  #next = 0;

  /** `most`: numbers that are remembered. */
  constructor(most: number) {
    this.#most = most;
    this.#queue = new Float64Array(most);
    this.#sorted = new Float64Array(most);
  }

  /** -ln of the probability that a number like those before is at least `x`. Finite, however far out it lies. */
  rarity(x: number): number {
    const n = this.#count;
    if (n < LEAST) return 0;
    const tail = Math.min(n - 1, Math.max(LEAST_IN_TAIL, Math.floor(n * TAIL_SHARE)));
    const from = this.#sorted[n - 1 - tail] as number;
    if (x <= from) return -Math.log((n - this.#place(x)) / n);
    let excess = 0;
    for (let i = n - tail; i < n; i++) excess += (this.#sorted[i] as number) - from;
    // where many are as large as the largest, what is beyond them still counts by how far the tail is from the middle
    const least = LEAST_EXCESS * (from - (this.#sorted[n >> 1] as number));
    const mean = Math.max(excess / tail, least, 1e-9);
    return (x - from) / mean - Math.log(tail / n);
  }

  /** `x`, but no more than a little larger than the largest so far. */
  beyond(x: number): number {
    const largest = this.#count === 0 ? 0 : (this.#sorted[this.#count - 1] as number);
    return Math.min(x, largest * BEYOND);
  }

  /** Takes a number into account; the oldest is forgotten where there is no more room. */
  add(x: number): void {
    if (this.#count === this.#most) this.#drop(this.#queue[this.#next] as number);
    this.#queue[this.#next] = x;
    this.#next = (this.#next + 1) % this.#most;
    const at = this.#place(x);
    this.#sorted.copyWithin(at + 1, at, this.#count);
    this.#sorted[at] = x;
    this.#count++;
  }

  #drop(x: number): void {
    const at = this.#place(x);
    this.#sorted.copyWithin(at, at + 1, this.#count);
    this.#count--;
  }

  /** Where the first number lies that is not below x. */
  #place(x: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle] as number) < x) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
