// The values of several series, each with a time of its own, become rows: one a moment, one value a series.
import type { RowGatherer } from '../table/row-batch.js';

export interface JoinOptions {
  readonly channels: number;
  /** Values that come within so many ms of a row's first belong to it. */
  readonly withinMs: number;
  /** Whether a value lasts until the next one of its series; else a series that has none in a row is missing there. */
  readonly holds: boolean;
}

/** Takes values in order of time. */
export class RowJoiner {
  readonly #options: JoinOptions;
  readonly #out: RowGatherer;
  readonly #values: Float64Array;
  readonly #given: Uint8Array;
  #timeMs = Number.NaN;
  #text = '';
  /** Values that came a second time in the same moment: the first is kept. */
  again = 0;

  constructor(options: JoinOptions, out: RowGatherer) {
    this.#options = options;
    this.#out = out;
    this.#values = new Float64Array(options.channels).fill(Number.NaN);
    this.#given = new Uint8Array(options.channels);
  }

  take(timeMs: number, text: string, channel: number, value: number): void {
    const far = Math.abs(timeMs - this.#timeMs) > this.#options.withinMs;
    const taken = this.#given[channel] === 1;
    if (taken && timeMs === this.#timeMs) {
      this.again++;
      return;
    }
    if (far || taken || Number.isNaN(this.#timeMs)) {
      this.end();
      this.#timeMs = timeMs;
      this.#text = text;
    }
    this.#values[channel] = value;
    this.#given[channel] = 1;
  }

  /** The last row is whole. */
  end(): void {
    if (!Number.isNaN(this.#timeMs)) this.#out.push(this.#timeMs, this.#text, this.#values);
    this.#timeMs = Number.NaN;
    this.#given.fill(0);
    if (!this.#options.holds) this.#values.fill(Number.NaN);
  }
}
