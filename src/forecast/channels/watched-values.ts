// What is watched of a row: gauges and states as they are, counters as rates.
import type { ChannelDescription } from '../../model/channel-description.js';
import { partsOf } from '../parts.js';
import { CounterRate } from './counter-rate.js';

export class WatchedValues {
  /** (channels) */
  readonly values: Float64Array;
  /** (channels) Null: no counter. */
  readonly #rates: readonly (CounterRate | null)[];

  /** `state`: `WatchedValues.numbers(described)` numbers, zeros at first. */
  constructor(channels: number, described: readonly ChannelDescription[] | undefined, state?: Float64Array) {
    const take = partsOf(state ?? new Float64Array(WatchedValues.numbers(described)));
    this.values = new Float64Array(channels);
    this.#rates = (described ?? []).map(({ kind, min, max }) =>
      kind === 'counter' ? new CounterRate(take(CounterRate.NUMBERS), min, max ?? null) : null,
    );
  }

  static numbers(described: readonly ChannelDescription[] = []): number {
    return described.filter(({ kind }) => kind === 'counter').length * CounterRate.NUMBERS;
  }

  /** The next row. Returns `values`, which are used again. Real-time. */
  take(timeMs: number, row: ArrayLike<number>): Float64Array {
    for (let c = 0; c < this.values.length; c++) {
      const value = row[c] as number;
      this.values[c] = this.#rates[c]?.take(timeMs, value) ?? value;
    }
    return this.values;
  }
}
