// Engine thread: when one stream's hops were captured, put into the ring, started and ended, for their records. Reading
// the clock takes as long as a good part of a small step. So only one hop in so many reads it, and it is read once for
// all streams that step together.
import { now } from '../../clock.js';
import type { PredictionRecord } from '../../ring/records.js';
import type { RingReader } from '../../ring/ring.js';

/** The times of one round, in which every stream makes a hop. Each is read at most once, when it is first asked for. */
export class RoundClock {
  /** Start and end; NaN until read. */
  readonly #times = new Float64Array(2).fill(Number.NaN);

  /** A round begins. */
  begin(): void {
    this.#times[0] = Number.NaN;
    this.#times[1] = Number.NaN;
  }

  /** When its first hop started, ms since the epoch. */
  get startedAtMs(): number {
    return this.#read(0);
  }

  /** When its networks had stepped, ms since the epoch. Do not ask for it before. */
  get endedAtMs(): number {
    return this.#read(1);
  }

  #read(which: 0 | 1): number {
    if (Number.isNaN(this.#times[which])) this.#times[which] = now();
    return this.#times[which] as number;
  }
}

export class StageStamps {
  readonly #reader: RingReader;
  readonly #samplesPerMs: number;
  readonly #every: number;
  #untilNext = 0;
  #timed = false;
  readonly #startedAtMs = new Float64Array(1);

  /** `every`: one in so many hops is timed. */
  constructor(reader: RingReader, samplesPerMs: number, every: number) {
    this.#reader = reader;
    this.#samplesPerMs = samplesPerMs;
    this.#every = every;
  }

  /** A hop starts. */
  take(round: RoundClock): void {
    this.#timed = this.#untilNext === 0;
    this.#untilNext = (this.#timed ? this.#every : this.#untilNext) - 1;
    if (this.#timed) this.#startedAtMs[0] = round.startedAtMs;
  }

  /** The hop has ended; its samples were the last ones read. `round` null: it did not step together with others. */
  write(record: PredictionRecord, round: RoundClock | null): void {
    this.#reader.arrive();
    const capturedAtMs = this.#reader.capturedAtMs(this.#samplesPerMs);
    const putAtMs = this.#reader.putAtMs(this.#samplesPerMs);
    if (this.#timed) {
      const endedAtMs = round === null ? now() : round.endedAtMs;
      record.stamp(capturedAtMs, putAtMs, this.#startedAtMs[0] as number, endedAtMs);
    } else record.stamp(capturedAtMs, putAtMs, Number.NaN, Number.NaN);
  }
}
