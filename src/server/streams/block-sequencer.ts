// The order of a stream's blocks: which block came last, where the next one belongs, and what time it was. Repeated
// blocks and rows are skipped, and times that go back are set to the time before; both are counted.
import { now } from '../../clock.js';
import { Refusal } from '../../protocol/closing.js';
import { after } from '../../protocol/counting.js';
import { isRowTime } from '../../series/rows.js';
import { SenderLag } from '../scheduling/sender-lag.js';

/** Where a stream that comes out of a snapshot goes on. */
export interface RestoredPosition {
  /** Samples that the snapshot covers. */
  readonly fedTo: number;
  /** Of the last block that it covers wholly. */
  readonly sequence: number;
  /**
   * Where that block ends, samples. Where that is before `fedTo`, the next block is covered in part and comes again.
   */
  readonly sequenceEndsAt: number;
  /** Of its last row, ms since the epoch: no later row may go back behind it. Null: there is none. */
  readonly timeMs: number | null;
  readonly firstPosition: number | null;
  readonly predictions: number;
  readonly detections: number;
  /** Rows missing since the last prediction that was sent. */
  readonly gapRows: number;
  /** Predictions that were dropped because too many were kept. */
  readonly droppedPredictions: number;
}

/** A client may leave out so many samples at once: the engine's ring counts them in 31 bits. */
const MOST_GAP = 2 ** 31 - 1;

export class BlockSequencer {
  /** Of the last block taken; 0: none. */
  sequence: number;
  /** Of the last block that the client may forget. */
  acknowledged: number;
  /** Where that block ends, samples. */
  acknowledgedTo: number;
  /** And the time of its last row. */
  acknowledgedMs: number;
  /** Rows before the stream's first block, by its client's count; null where it does not count. */
  firstPosition: number | null;
  /** Samples up to here have come, or will never come. */
  cameTo: number;
  /** Where the last block ended: a block without a position begins here. */
  #endedAt: number;
  /** Of the last row, ms since the epoch. */
  timeMs: number;
  /** Of the last row of the last block of a series, ms since the epoch. */
  #blockTimeMs = Number.NaN;
  repeated = 0;
  timesBack = 0;
  /** Values that were not finite numbers. */
  replaced = 0;
  readonly #lag = new SenderLag();
  readonly #rowSamples: number;

  constructor(rowSamples: number, restored: RestoredPosition | null) {
    this.#rowSamples = rowSamples;
    this.sequence = restored?.sequence ?? 0;
    this.acknowledged = this.sequence;
    this.firstPosition = restored?.firstPosition ?? null;
    this.cameTo = restored?.fedTo ?? 0;
    this.acknowledgedTo = restored?.sequenceEndsAt ?? 0;
    this.acknowledgedMs = restored?.timeMs ?? Number.NEGATIVE_INFINITY;
    this.timeMs = this.acknowledgedMs;
    this.#endedAt = this.acknowledgedTo;
  }

  /** Rows up to which blocks have come, by the client's count. */
  get position(): number {
    return (this.firstPosition ?? 0) + this.cameTo / this.#rowSamples;
  }

  /** How much later than the least late recent block a block is, ms. `nowMs`: by the monotonic clock. */
  lagOf(timeMs: number, nowMs: number): number {
    return this.#lag.of(timeMs, nowMs);
  }

  /** False for a block that has come before. */
  isNew(sequence: number): boolean {
    if (after(sequence, this.sequence) > 0) return true;
    this.repeated++;
    return false;
  }

  /**
   * Where a block begins by the stream's own count of samples. `position` null: right after the block before it.
   * Throws Refusal MALFORMED_FRAME.
   */
  startOf(position: number | null): number {
    if (position === null) return this.#endedAt;
    this.firstPosition ??= position - this.#endedAt / this.#rowSamples;
    const rows = position - this.firstPosition;
    const mostRows = Math.floor(MOST_GAP / this.#rowSamples);
    if (rows - this.cameTo / this.#rowSamples <= mostRows && rows < Number.MAX_SAFE_INTEGER / 256) {
      return rows * this.#rowSamples;
    }
    throw new Refusal(
      'MALFORMED_FRAME',
      `a block may be ${mostRows} rows after the one before: received position ${position}`,
    );
  }

  /** How many samples of a block came before. The next block without a position begins where this one ends. */
  countRepeated(startsAt: number, count: number): number {
    this.#endedAt = startsAt + count;
    const again = Math.min(count, Math.max(0, this.cameTo - startsAt));
    this.repeated += again / this.#rowSamples;
    return again;
  }

  /** Time that a block of a series covers, ms: from the last row before it, or from its own first row. */
  spanTo({ firstTimeMs, timeMs }: { readonly firstTimeMs: number; readonly timeMs: number }): number {
    const fromMs = Number.isNaN(this.#blockTimeMs) ? firstTimeMs : this.#blockTimeMs;
    this.#blockTimeMs = timeMs;
    return Math.max(0, timeMs - fromMs);
  }

  /** The time of a block's last row: `timeMs`, or now where that is no time that a row can have. Never goes back. */
  timeOf(timeMs: number): number {
    const time = isRowTime(timeMs) ? timeMs : now();
    if (time < this.timeMs) this.timesBack++;
    else this.timeMs = time;
    return this.timeMs;
  }
}
