// Makes rows of observations: channels that report one after the other share a row. A row is over when each channel has
// reported, when one reports again, or when it has been open for too long; what is not there by then is missing.
import type { Observation } from './observation.js';

export interface GatheredRow {
  readonly timeMs: number;
  /** In the order of the channels; NaN: missing. */
  readonly values: readonly number[];
  /** The number of its last observation in the journal; 0: it is in none. */
  readonly last: number;
}

export class RowGatherer {
  readonly #channels: ReadonlyMap<string, number>;
  readonly #openForMs: number;
  #values: number[];
  #timeMs = Number.NaN;
  #missing: number;
  /** When the row was begun, by the monotonic clock; NaN: none is open. */
  #begunMs = Number.NaN;
  #last = 0;
  /** Values of channels that the stream does not have. */
  unknown = 0;

  constructor(channels: readonly string[], openForMs: number) {
    this.#channels = new Map(channels.map((channel, i) => [channel, i]));
    this.#openForMs = openForMs;
    this.#values = this.#empty();
    this.#missing = channels.length;
  }

  /** Calls back with each row that is over. `number`: of the observation in the journal. */
  add({ timeMs, values }: Observation, nowMs: number, row: (row: GatheredRow) => void, number = 0): void {
    const places: [number, number][] = [];
    for (const [channel, value] of values) {
      const place = this.#channels.get(channel);
      if (place === undefined) this.unknown++;
      else places.push([place, value]);
    }
    if (places.length === 0) return;
    if (places.some(([place]) => !Number.isNaN(this.#values[place]))) this.#close(row);
    if (Number.isNaN(this.#begunMs)) {
      this.#begunMs = nowMs;
      this.#timeMs = timeMs;
    }
    this.#timeMs = Math.max(this.#timeMs, timeMs);
    this.#last = number;
    for (const [place, value] of places) {
      if (Number.isNaN(this.#values[place]) && !Number.isNaN(value)) this.#missing--;
      this.#values[place] = value;
    }
    if (this.#missing === 0) this.#close(row);
  }

  /** Closes a row that has been open for too long. */
  tick(nowMs: number, row: (row: GatheredRow) => void): void {
    if (nowMs - this.#begunMs >= this.#openForMs) this.#close(row);
  }

  get isOpen(): boolean {
    return !Number.isNaN(this.#begunMs);
  }

  /** Ends the row that is open. */
  end(row: (row: GatheredRow) => void): void {
    this.#close(row);
  }

  #close(row: (row: GatheredRow) => void): void {
    if (Number.isNaN(this.#begunMs)) return;
    const over = { timeMs: this.#timeMs, values: this.#values, last: this.#last };
    this.#values = this.#empty();
    this.#missing = this.#channels.size;
    this.#begunMs = Number.NaN;
    row(over);
  }

  #empty(): number[] {
    return new Array<number>(this.#channels.size).fill(Number.NaN);
  }
}
