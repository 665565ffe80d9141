// The newest rows of one stream, in arrays that grow up to a bound of their own and one that all streams share.
import { causeOf, type Point } from './feeds/feed.js';

const FIRST_ROWS = 256;
const MOST_ROWS = 8192;
/** No channel is the cause. */
const NOBODY = 255;

/** Rows by which all tracks of a page may grow. */
export class Room {
  #left: number;

  constructor(rows: number) {
    this.#left = rows;
  }

  take(rows: number): boolean {
    if (rows > this.#left) return false;
    this.#left -= rows;
    return true;
  }

  give(rows: number): void {
    this.#left += rows;
  }
}

export class Track {
  readonly channels: number;
  /** Number of rows. They are numbered from 0, the oldest. */
  length = 0;
  /** Number of rows that ever came. */
  count = 0;
  readonly #room: Room;
  #capacity = FIRST_ROWS;
  #next = 0;
  #times = new Float64Array(FIRST_ROWS);
  #severities = new Float32Array(FIRST_ROWS);
  /** The channel that an alarm is about. */
  #causes = new Uint8Array(FIRST_ROWS);
  /** (capacity, 3, channels) Values, forecasts, spreads. */
  #numbers: Float32Array<ArrayBuffer>;

  constructor(channels: number, room: Room) {
    this.channels = channels;
    this.#room = room;
    this.#numbers = new Float32Array(FIRST_ROWS * 3 * channels);
  }

  /** Takes a row. A row that is not later than the last one is a repetition: it is left out, and false is returned. */
  push({ timeMs, values, series, settled }: Point): boolean {
    if (this.length > 0 && !(timeMs > this.timeMs(this.length - 1))) return false;
    if (this.length === this.#capacity && this.#capacity < MOST_ROWS && this.#room.take(this.#capacity)) this.#grow();
    const at = this.#next;
    const width = this.channels;
    this.#times[at] = timeMs;
    this.#severities[at] = settled ? (series?.severity ?? 0) : 0; // while it learns everything is new
    this.#causes[at] = series?.alarm ? causeOf(series.contributions) : NOBODY;
    for (let c = 0; c < width; c++) {
      const numbersAt = at * 3 * width + c;
      this.#numbers[numbersAt] = values[c] ?? Number.NaN;
      this.#numbers[numbersAt + width] = series?.forecast[c] ?? Number.NaN;
      this.#numbers[numbersAt + 2 * width] = series?.spread[c] ?? Number.NaN;
    }
    this.#next = (at + 1) % this.#capacity;
    this.length = Math.min(this.length + 1, this.#capacity);
    this.count++;
    return true;
  }

  timeMs(row: number): number {
    return this.#times[this.#at(row)] as number;
  }

  severity(row: number): number {
    return this.#severities[this.#at(row)] as number;
  }

  /** The channel of the row's alarm, or -1. */
  alarmCause(row: number): number {
    const cause = this.#causes[this.#at(row)] as number;
    return cause === NOBODY ? -1 : cause;
  }

  value(row: number, channel: number): number {
    return this.#number(row, 0, channel);
  }

  forecast(row: number, channel: number): number {
    return this.#number(row, 1, channel);
  }

  spread(row: number, channel: number): number {
    return this.#number(row, 2, channel);
  }

  /** The first row at or after a time; `length` if there is none. */
  from(timeMs: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.timeMs(middle) < timeMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Releases its share of the common bound. */
  release(): void {
    this.#room.give(this.#capacity - FIRST_ROWS);
  }

  #number(row: number, kind: number, channel: number): number {
    return this.#numbers[(this.#at(row) * 3 + kind) * this.channels + channel] as number;
  }

  #at(row: number): number {
    return (this.#next - this.length + row + 2 * this.#capacity) % this.#capacity;
  }

  // It is full: the next row replaces the oldest one.
  #grow(): void {
    const from = this.#next;
    const unroll = <A extends Float64Array | Float32Array | Uint8Array>(old: A, grown: A, width: number): A => {
      grown.set(old.subarray(from * width));
      grown.set(old.subarray(0, from * width), old.length - from * width);
      return grown;
    };
    const rows = this.#capacity * 2;
    const width = 3 * this.channels;
    this.#times = unroll(this.#times, new Float64Array(rows), 1);
    this.#severities = unroll(this.#severities, new Float32Array(rows), 1);
    this.#causes = unroll(this.#causes, new Uint8Array(rows), 1);
    this.#numbers = unroll(this.#numbers, new Float32Array(rows * width), width);
    this.#next = this.#capacity;
    this.#capacity = rows;
  }
}
