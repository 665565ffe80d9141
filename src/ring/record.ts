// One prediction as it crosses from the engine thread to the main thread: its numbers, times and scores, and for
// inspection the network's features and state. The ring in which records wait is in records.ts.

const BYTES = 4;
const NUMBERS = 5;
const STAGES = 3;

/** Bits of a record's last number. */
const SETTLED = 1;
const GATED = 2;

/** How many values of each kind a record holds. `hidden` and `features` are 0 if the stream is not inspected. */
export interface RecordShape {
  readonly scores: number;
  readonly hidden: number;
  readonly features: number;
}

/** One prediction as it crosses. Each end owns one and reuses it. */
export class PredictionRecord {
  /** The whole record, bit for bit. */
  readonly words: ReturnType<typeof Int32Array.of>;
  readonly scores: Float32Array;
  readonly hidden: Float32Array;
  readonly features: Float32Array;
  readonly #numbers: Float64Array;
  /**
   * Times between its stamps, ms. A Float32 resolves minutes to about a microsecond, in half the words of a Float64.
   */
  readonly #stages: Float32Array;

  constructor(shape: RecordShape) {
    const buffer = new ArrayBuffer(recordWords(shape) * BYTES);
    const stagesAt = NUMBERS * 8;
    const scoresAt = stagesAt + STAGES * BYTES;
    const hiddenAt = scoresAt + shape.scores * BYTES;
    this.words = new Int32Array(buffer);
    this.#numbers = new Float64Array(buffer, 0, NUMBERS);
    this.#stages = new Float32Array(buffer, stagesAt, STAGES);
    this.scores = new Float32Array(buffer, scoresAt, shape.scores);
    this.hidden = new Float32Array(buffer, hiddenAt, shape.hidden);
    this.features = new Float32Array(buffer, hiddenAt + shape.hidden * BYTES, shape.features);
  }

  /** Number of the prediction, from 0. */
  get index(): number {
    return this.#numbers[0] as number;
  }
  set index(index: number) {
    this.#numbers[0] = index;
  }

  /** Stream time of the end of its last sample. */
  get endsAtMs(): number {
    return this.#numbers[1] as number;
  }
  set endsAtMs(endsAtMs: number) {
    this.#numbers[1] = endsAtMs;
  }

  /** When its last sample was captured, ms since the epoch; NaN if unknown. */
  get capturedAtMs(): number {
    return this.#numbers[2] as number;
  }

  /** When its last sample was put into the ring, ms since the epoch; NaN if unknown. */
  get putAtMs(): number {
    return this.capturedAtMs + (this.#stages[0] as number);
  }
  /** When the engine began its step, ms since the epoch; NaN if stages are not timed. */
  get startedAtMs(): number {
    return this.putAtMs + (this.#stages[1] as number);
  }
  /** When the engine had finished its step, ms since the epoch; NaN if stages are not timed. */
  get endedAtMs(): number {
    return this.startedAtMs + (this.#stages[2] as number);
  }
  /** Sets all four times, as above. */
  stamp(capturedAtMs: number, putAtMs: number, startedAtMs: number, endedAtMs: number): void {
    this.#numbers[2] = capturedAtMs;
    this.#stages[0] = putAtMs - capturedAtMs;
    this.#stages[1] = startedAtMs - putAtMs;
    this.#stages[2] = endedAtMs - startedAtMs;
  }

  /** Samples missing between the previous prediction and this one. */
  get gap(): number {
    return this.#numbers[3] as number;
  }
  set gap(samples: number) {
    this.#numbers[3] = samples;
  }

  /** Whether the state has warmed up since the last gap or reset. */
  get settled(): boolean {
    return this.#flag(SETTLED);
  }
  set settled(settled: boolean) {
    this.#setFlag(SETTLED, settled);
  }

  /** Whether the network was not stepped because the gate was closed. */
  get gated(): boolean {
    return this.#flag(GATED);
  }
  set gated(gated: boolean) {
    this.#setFlag(GATED, gated);
  }

  #flag(bit: number): boolean {
    return ((this.#numbers[4] as number) & bit) !== 0;
  }

  #setFlag(bit: number, on: boolean): void {
    const flags = this.#numbers[4] as number;
    this.#numbers[4] = on ? flags | bit : flags & ~bit;
  }
}

/** 32-bit words of a record. */
export function recordWords(shape: RecordShape): number {
  return 2 * NUMBERS + STAGES + shape.scores + shape.hidden + shape.features;
}
