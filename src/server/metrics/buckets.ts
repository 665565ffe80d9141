// A histogram whose buckets double: cheap enough to count every prediction.

/** Upper ends, ms. */
export const BUCKET_ENDS_MS: readonly number[] = Array.from({ length: 21 }, (_, i) => 0.0078125 * 2 ** i);

export class Buckets {
  /** How many values lie at or below each end; the last bucket holds those above all ends. */
  readonly counts = new Float64Array(BUCKET_ENDS_MS.length + 1);
  sumMs = 0;

  /** Ignores NaN. */
  record(ms: number, times = 1): void {
    if (Number.isNaN(ms)) return;
    let bucket = 0;
    while (bucket < BUCKET_ENDS_MS.length && ms > (BUCKET_ENDS_MS[bucket] as number)) bucket++;
    this.counts[bucket] = (this.counts[bucket] as number) + times;
    this.sumMs += ms * times;
  }
}
