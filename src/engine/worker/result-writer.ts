// Engine thread: what leaves a stream: a record for each hop, detections, why the state is unhealthy, and counters. After a restart the stream goes once more
// through hops whose predictions are delivered already: those are not said again.

import type { Detected } from '../../pipeline/detector/keyword.js';
import type { UnhealthyReason } from '../../pipeline/health.js';
import type { StreamSlot } from '../../pipeline/stream-state.js';
import type { RecordWriter, StreamCounters } from '../../ring/records.js';
import type { Delivered } from '../messages.js';
import type { RoundClock, StageStamps } from './stage-stamps.js';

/** Who is told what happens on a stream. */
export interface EngineStreamListener {
  /** The detection is used over again: copy it. `capturedAtMs` as in records. `index`: of the prediction that it came with. */
  detected(fired: Readonly<Detected>, capturedAtMs: number, index: number): void;
  /** The state is unhealthy since the prediction that ends then. */
  unhealthy(unhealthyReason: UnhealthyReason, endsAtMs: number): void;
  /** A step that took its time is over. */
  wake(): void;
}

export class ResultWriter {
  /** As of the last turn. */
  readonly counters: StreamCounters = { dropped: 0, skipped: 0, replaced: 0, unhealthy: 0, backlog: 0 };
  readonly #slot: StreamSlot;
  readonly #records: RecordWriter;
  readonly #listener: EngineStreamListener;
  readonly #delivered: Delivered;
  #unhealthyReason: UnhealthyReason | null = null;
  /** Missing samples that a prediction told of which is not said again. */
  #owed = 0;

  constructor(slot: StreamSlot, records: RecordWriter, listener: EngineStreamListener, delivered: Delivered) {
    this.#slot = slot;
    this.#records = records;
    this.#listener = listener;
    this.#delivered = delivered;
  }

  /** Records that fit without overwriting one that is not read yet. */
  get room(): number {
    return this.#records.room;
  }

  /** Whether the slot is yet to make predictions that are delivered already. */
  get repeats(): boolean {
    return this.#slot.index < this.#delivered.predictions;
  }

  /** What was delivered cannot be made again, for samples of it are lost: the next prediction is numbered after it. */
  passRepeats(): void {
    if (this.repeats) this.#slot.resumeAt(this.#delivered.predictions + 1);
  }

  /** Silence stands for so many missing samples from the next prediction on; where that is not said again, the first one that is tells of them. */
  owe(missing: number): void {
    if (this.repeats) this.#owed += missing;
  }

  /** The slot has made a prediction. Real-time. */
  publish(stamps: StageStamps, round: RoundClock | null): void {
    const slot = this.#slot;
    const { record } = this.#records;
    const { index } = slot;
    stamps.write(record, round);
    if (index > this.#delivered.predictions) this.#write();
    if (slot.fired !== null && index > this.#delivered.detections) {
      this.#listener.detected(slot.fired, record.capturedAtMs, index);
    }
    if (slot.unhealthyReason !== null && slot.unhealthyReason !== this.#unhealthyReason)
      this.#listener.unhealthy(slot.unhealthyReason, slot.endsAtMs);
    this.#unhealthyReason = slot.unhealthyReason;
  }

  /** Publishes the counters: samples dropped, samples skipped, samples that wait, and what the slot has counted. */
  count(dropped: number, skipped: number, backlog: number): void {
    const { counters } = this;
    counters.dropped = dropped;
    counters.skipped = skipped;
    counters.replaced = this.#slot.replaced;
    counters.unhealthy = this.#slot.unhealthy;
    counters.backlog = backlog;
    this.#records.count(counters);
  }

  #write(): void {
    const slot = this.#slot;
    const { record } = this.#records;
    record.index = slot.index;
    record.endsAtMs = slot.endsAtMs;
    record.gap = slot.gapBefore + this.#owed;
    this.#owed = 0;
    record.settled = slot.settled;
    record.gated = slot.resting;
    copy(slot.scores, record.scores);
    if (record.hidden.length > 0) copy(slot.hidden, record.hidden);
    if (record.features.length > 0) copy(slot.features, record.features);
    this.#records.write();
  }
}

function copy(from: Float32Array, into: Float32Array): void {
  for (let i = 0; i < into.length; i++) into[i] = from[i] as number;
}
