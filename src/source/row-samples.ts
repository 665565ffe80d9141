// Rows for a network that takes vectors: each row's values are the samples of one hop, and predictions get the times of
// the rows that they are of.
import { rowTimeMs, TIME_WORDS } from '../series/rows.js';
import type { Intake, Source } from './source.js';

/** Rows whose times are remembered: more than wait anywhere on the way to a prediction. */
const REMEMBERED = 1 << 16;

/** When rows were, by their number from the start of the stream. */
export class RowTimes {
  readonly #times = new Float64Array(REMEMBERED);
  readonly #rowMs: number;
  #count = 0;
  /** Rows of the stream before the first one here: of the stream that it goes on from. Null: not known yet. */
  #before: number | null;

  /** `rowMs`: from row to row in stream time. `resumed`: whether the stream goes on from a snapshot. */
  constructor(rowMs: number, resumed: boolean) {
    this.#rowMs = rowMs;
    this.#before = resumed ? null : 0;
  }

  add(timeMs: number): void {
    this.#times[this.#count % REMEMBERED] = timeMs;
    this.#count++;
  }

  /** The time of the row that ends at this stream time. */
  endingAt(streamMs: number): number {
    const rows = Math.round(streamMs / this.#rowMs);
    this.#before ??= rows - 1;
    return this.#timeOf(rows - 1);
  }

  /** The time of the row that begins at this stream time. */
  beginningAt(streamMs: number): number {
    return this.#timeOf(Math.round(streamMs / this.#rowMs));
  }

  #timeOf(row: number): number {
    const own = Math.min(Math.max(row - (this.#before ?? 0), 0), this.#count - 1);
    return this.#times[own % REMEMBERED] as number;
  }
}

/** The same source with rows of `values` numbers as samples at `sampleRate` Hz. */
export function rowsAsSamples(source: Source, values: number, sampleRate: number, times: RowTimes): Source {
  return {
    name: source.name,
    live: source.live,
    async open(signal) {
      await source.open(signal);
      return { sampleRate };
    },
    feed: (intake, signal) => source.feed(new RowIntake(intake, values, times), signal),
  };
}

/** Takes rows as src/series/rows.ts encodes them, and passes on their values. */
class RowIntake implements Intake {
  readonly #intake: Intake;
  readonly #values: number;
  readonly #times: RowTimes;

  constructor(intake: Intake, values: number, times: RowTimes) {
    this.#intake = intake;
    this.#values = values;
    this.#times = times;
  }

  /** One row, or what is left of it. */
  push(row: Float32Array, from = 0, to = row.length, cameAtMs?: number): number {
    const first = Math.max(from, TIME_WORDS);
    const pushed = this.#intake.push(row, first, to, cameAtMs);
    if (from < TIME_WORDS && pushed > 0) this.#times.add(rowTimeMs(row));
    return pushed === 0 ? 0 : first + pushed - from;
  }

  ready(): Promise<void> {
    return this.#intake.ready();
  }

  /** A row that found no room is a hop that is missing: later rows keep their places. */
  lose(words: number, passedOver?: boolean): void {
    if (words > this.#values) this.#times.add(Number.NaN);
    this.#intake.lose(Math.min(words, this.#values), passedOver);
  }

  lend(): never {
    throw new TypeError('Cannot lend the intake of rows');
  }

  report(event: Parameters<Intake['report']>[0]): void {
    this.#intake.report(event);
  }
}
