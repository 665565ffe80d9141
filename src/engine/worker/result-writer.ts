// Engine thread: what leaves a stream: a record for each hop, detections, why the state is unhealthy, and counters.
// After a restart the stream repeats hops whose predictions were delivered already. Those are not sent again.
import type { Detected } from '../../pipeline/detector/detector.js';
import type { UnhealthyReason } from '../../pipeline/health.js';
import type { StreamState } from '../../pipeline/stream-state.js';
import type { RecordWriter, StreamCounters } from '../../ring/records.js';
import type { Delivered } from '../messages.js';
import type { RoundClock, StageStamps } from './stage-stamps.js';

/** Who is told what happens on a stream. */
export interface EngineStreamListener {
  /**
   * A detection. The object is used again: copy it. `capturedAtMs`: as in records; `index`: of the prediction that
   * completed it.
   */
  detected(fired: Readonly<Detected>, capturedAtMs: number, index: number): void;
  /** The state is unhealthy from the prediction on that ends at `endsAtMs`. */
  unhealthy(unhealthyReason: UnhealthyReason, endsAtMs: number): void;
  /** An asynchronous step has ended. */
  wake(): void;
}

export class ResultWriter {
  /** As of the last turn. */
  readonly counters: StreamCounters = { dropped: 0, skipped: 0, replaced: 0, unhealthy: 0, backlog: 0 };
  readonly #state: StreamState;
  readonly #records: RecordWriter;
  readonly #listener: EngineStreamListener;
  readonly #delivered: Delivered;
  #unhealthyReason: UnhealthyReason | null = null;
  /** Missing samples that the next prediction sent must report. */
  #unreported = 0;

  /** `delivered`: indexes of the last prediction and the last detection that main has already. */
  constructor(state: StreamState, records: RecordWriter, listener: EngineStreamListener, delivered: Delivered) {
    this.#state = state;
    this.#records = records;
    this.#listener = listener;
    this.#delivered = delivered;
  }

  /** Records that fit without overwriting an unread one. */
  get room(): number {
    return this.#records.room;
  }

  /** Whether the next prediction repeats one that was delivered already. */
  get repeats(): boolean {
    return this.#state.index < this.#delivered.predictions;
  }

  /**
   * Samples of the repeated hops are missing, so the delivered predictions cannot be repeated: the next prediction gets
   * the index after them.
   */
  endRepeats(): void {
    if (this.repeats) this.#state.resumeAt(this.#delivered.predictions + 1);
  }

  /**
   * Silence takes the place of so many missing samples. Where the next prediction is a repeated one, the first one sent
   * after it reports them.
   */
  missing(missing: number): void {
    if (this.repeats) this.#unreported += missing;
  }

  /** The state has made a prediction. Real-time. */
  publish(stamps: StageStamps, round: RoundClock | null): void {
    const state = this.#state;
    const { record } = this.#records;
    const { index, fired, unhealthyReason } = state;
    stamps.write(record, round);
    if (index > this.#delivered.predictions) this.#write();
    if (fired !== null && index > this.#delivered.detections) {
      this.#listener.detected(fired, record.capturedAtMs, index);
    }
    if (unhealthyReason !== null && unhealthyReason !== this.#unhealthyReason)
      this.#listener.unhealthy(unhealthyReason, state.endsAtMs);
    this.#unhealthyReason = unhealthyReason;
  }

  /** Publishes the counters. `dropped`, `skipped`: samples so far; `backlog`: samples that wait. */
  count(dropped: number, skipped: number, backlog: number): void {
    const { counters } = this;
    const { silence } = this.#state;
    counters.dropped = dropped;
    counters.skipped = skipped;
    counters.replaced = silence === null ? 0 : silence.replaced;
    counters.unhealthy = this.#state.unhealthy;
    counters.backlog = backlog;
    this.#records.count(counters);
  }

  #write(): void {
    const state = this.#state;
    const { record } = this.#records;
    record.index = state.index;
    record.endsAtMs = state.endsAtMs;
    record.gap = state.gapBefore + this.#unreported;
    this.#unreported = 0;
    record.settled = state.settled;
    record.gated = state.sound?.resting ?? false;
    copy(state.scores, record.scores);
    if (record.hidden.length > 0 && state.hidden !== null) copy(state.hidden, record.hidden);
    if (record.features.length > 0) copy(state.features, record.features);
    this.#records.write();
  }
}

function copy(from: Float32Array, into: Float32Array): void {
  for (let i = 0; i < into.length; i++) into[i] = from[i] as number;
}
