// A linear readout that learns from every step: recursive least squares with forgetting (Haykin, Adaptive Filter
// Theory). All targets share the inputs, and so the inverse correlation matrix, which is most of the work.

/** Uncertainty grows no further than this where an input brings nothing new. */
const MOST_UNCERTAINTY = 1e4;

export class LinearReadout {
  readonly #inputs: number;
  readonly #forgetting: number;
  readonly #prior: number;
  /** (targets, inputs) */
  readonly #weights: Float64Array;
  /** (inputs, inputs) */
  readonly #p: Float64Array;
  /** (inputs) Scratch. */
  readonly #k: Float64Array;
  /** Scratch: the denominator of the last step's gain. */
  #total = 0;

  /**
   * `forgetting`: weight of an error one step ago, where one now has 1; `prior`: how firmly the weights start at 0.
   * `state`: `LinearReadout.numbers(inputs, targets)` numbers; all 0 for a new readout.
   */
  constructor(
    inputs: number,
    targets: number,
    { forgetting, prior }: { forgetting: number; prior: number },
    state: Float64Array,
  ) {
    this.#inputs = inputs;
    this.#forgetting = forgetting;
    this.#weights = state.subarray(0, targets * inputs);
    this.#p = state.subarray(targets * inputs);
    this.#k = new Float64Array(inputs);
    this.#prior = prior;
    this.beginWhereNew();
  }

  /** Begins where all numbers of the state are 0. */
  beginWhereNew(): void {
    if (this.#p[0] === 0) this.begin();
  }

  /** Starts over: all weights are 0, and the uncertainty is the prior's. */
  begin(): void {
    this.#weights.fill(0);
    this.#unsure();
    this.#total = 0;
  }

  static numbers(inputs: number, targets: number): number {
    return targets * inputs + inputs * inputs;
  }

  /** Whether all numbers of its last step were finite. */
  get finite(): boolean {
    return Number.isFinite(this.#total);
  }

  /** The prediction of target `target` for these inputs. */
  predict(x: Float64Array, target: number): number {
    const [n, w] = [this.#inputs, this.#weights];
    let sum = 0;
    for (let i = 0; i < n; i++) sum += (w[target * n + i] as number) * (x[i] as number);
    return sum;
  }

  /** Learns that the predictions for `x` were off by `errors`, one for each target. */
  learn(x: Float64Array, errors: ArrayLike<number>): void {
    const n = this.#inputs;
    const [p, k, w] = [this.#p, this.#k, this.#weights];
    let total = this.#forgetting;
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += (p[i * n + j] as number) * (x[j] as number);
      k[i] = sum;
      total += sum * (x[i] as number);
    }
    this.#total = total;
    if (total < this.#forgetting) return this.#unsure(); // no inverse correlation gives this: it is a rounding error
    for (let t = 0; t < errors.length; t++) {
      const gain = (errors[t] as number) / total;
      if (gain !== 0) for (let i = 0; i < n; i++) w[t * n + i] = (w[t * n + i] as number) + gain * (k[i] as number);
    }
    this.#forget(total);
  }

  /** Sets the uncertainty to the prior's. The weights stay. */
  #unsure(): void {
    this.#p.fill(0);
    for (let i = 0; i < this.#inputs; i++) this.#p[i * this.#inputs + i] = 1 / this.#prior;
  }

  /**
   * Computes one half and writes it to both: a difference from rounding would grow by 1 / forgetting with every row.
   */
  #forget(total: number): void {
    const n = this.#inputs;
    const [p, k] = [this.#p, this.#k];
    const grow = 1 / this.#forgetting;
    let trace = 0;
    for (let i = 0; i < n; i++) {
      const gain = (k[i] as number) / total;
      for (let j = 0; j <= i; j++) {
        const kept = ((p[i * n + j] as number) - gain * (k[j] as number)) * grow;
        p[i * n + j] = kept;
        p[j * n + i] = kept;
      }
      trace += p[i * n + i] as number;
    }
    if (trace > MOST_UNCERTAINTY * n) for (let i = 0; i < n * n; i++) p[i] = (p[i] as number) / 2;
  }
}
