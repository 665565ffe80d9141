// Main thread: delivers one stream's records to its listener, from the record ring or from posted batches, and knows
// which were delivered.
import { type PredictionRecord, RecordReader, type RecordShape } from '../../ring/records.js';
import { sharedRecord } from '../../ring/shared-record.js';
import type { Progress } from '../messages.js';

/**
 * The record object is used again. `missed`: predictions that were overwritten between the record before it and this
 * one.
 */
export type Deliver = (record: PredictionRecord, missed: number) => void;

export class Delivery {
  /** Indexes of the last prediction and detection delivered; -1: none. */
  readonly delivered = { predictions: -1, detections: -1 };
  /** Null: records come in batches. */
  readonly #reader: RecordReader | null;
  readonly #batched: PredictionRecord;
  readonly #deliver: Deliver;
  #missed = 0;
  /** As the present engine counts. */
  #missedHere = 0;

  /** `ring` null: records come in batches. */
  constructor(ring: SharedArrayBuffer | null, shape: RecordShape, deliver: Deliver) {
    this.#reader = ring === null ? null : new RecordReader(ring, shape, sharedRecord(shape));
    this.#batched = sharedRecord(shape);
    this.#deliver = deliver;
  }

  /** Predictions that were overwritten before this thread read them, so far. */
  get missed(): number {
    return this.#missed;
  }

  /** Null where records come in batches. */
  get reader(): RecordReader | null {
    return this.#reader;
  }

  /** Delivers up to `most` records of the ring. Returns how many. */
  fromRing(most: number): number {
    const reader = this.#reader;
    let count = 0;
    while (reader !== null && count < most && reader.read()) {
      this.#tell(reader.record, reader.missed - this.#missed);
      count++;
    }
    return count;
  }

  fromBatch({ records, missed }: Progress): void {
    const { words } = this.#batched;
    for (let at = 0; at < records.length; at += words.length) {
      words.set(records.subarray(at, at + words.length));
      this.#tell(this.#batched, missed - this.#missedHere);
      this.#missedHere = missed;
    }
  }

  /** Batches come from another engine from now on, which counts from 0. */
  restart(): void {
    this.#missedHere = 0;
  }

  #tell(record: PredictionRecord, missed: number): void {
    this.#missed += missed;
    this.delivered.predictions = record.index;
    this.#deliver(record, missed);
  }
}
