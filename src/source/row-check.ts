// Checks rows before they are encoded: a row that cannot be right is refused, one that is probably wrong is reported
// once. Without it text would become NaN, and a series without any value would end without a word.
import { isRowTime } from '../series/rows.js';

/** Times before 1980 are likely seconds: those of today are in January 1970 if they are taken for milliseconds. */
const YEAR_1980_MS = 315_532_800_000;
const YEAR_1971_MS = 31_536_000_000;

export class RowCheck {
  readonly #channels: number;
  readonly #warn: (message: string) => void;
  #rows = 0;
  #values = 0;
  #lastMs = Number.NEGATIVE_INFINITY;
  #backwards = false;

  /** `channels`: values that a row must have; `warn`: called with what is probably wrong, once each. */
  constructor(channels: number, warn: (message: string) => void) {
    this.#channels = channels;
    this.#warn = warn;
  }

  /**
   * Throws TypeError for a value or a time that is no number, RangeError for another number of values or a time out of
   * range.
   */
  row(timeMs: number, values: ArrayLike<number>): void {
    if (values.length !== this.#channels) {
      throw new RangeError(`Cannot take a row: it must have ${this.#channels} values: received ${values.length}`);
    }
    if (typeof timeMs !== 'number' || !isRowTime(timeMs)) {
      throw new RangeError(`Cannot take a row: 'timeMs' must be a number nearer to 0 than 2^44: received ${timeMs}`);
    }
    for (let i = 0; i < values.length; i++) {
      const value: unknown = values[i];
      if (typeof value !== 'number') {
        throw new TypeError(
          `Cannot take a row: a value must be a number, NaN where it is missing: received ${shown(value)}`,
        );
      }
      if (Number.isFinite(value)) this.#values++;
    }
    this.#rows++;
    this.#checkTime(timeMs);
  }

  /** No row follows. Throws RangeError where there were rows, but no value in any of them. */
  end(): void {
    if (this.#rows === 0 || this.#values > 0) return;
    throw new RangeError(
      `Cannot use the rows: at least one value must be a finite number: received ${this.#rows} rows without any`,
    );
  }

  #checkTime(timeMs: number): void {
    if (this.#rows === 1 && timeMs > YEAR_1971_MS / 1000 && timeMs < YEAR_1980_MS) {
      const date = new Date(timeMs).toISOString().slice(0, 10);
      this.#warn(`the first row is of ${date}: 'timeMs' is in milliseconds since 1970, multiply seconds by 1000`);
    }
    if (timeMs < this.#lastMs && !this.#backwards) {
      this.#backwards = true;
      this.#warn('times go back: rows must come in the order of their times');
    }
    this.#lastMs = timeMs;
  }
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `the text '${value.slice(0, 40)}'` : String(value);
}
