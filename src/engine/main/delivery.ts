// Main thread: the records of one stream on their way to its listener, out of the record ring or out of posted batches,
// and which were delivered.
import { type PredictionRecord, RecordReader, type RecordShape } from '../../ring/records.js';
import { sharedRecord } from '../../ring/shared-record.js';
import type { Progress } from '../messages.js';

/** The record is used over again. `missed`: predictions lost between the one before it and this one. */
export type Deliver = (record: PredictionRecord, missed: number) => void;

export class Delivery {
  /** Indexes of the last ones delivered; -1 before the first. */
  readonly delivered = { predictions: -1, detections: -1 };
  /** Null: records come in batches. */
  readonly #reader: RecordReader | null;
  readonly #batched: PredictionRecord;
  readonly #deliver: Deliver;
  #missed = 0;
  /** As the present writer of batches counts. */
  #missedHere = 0;

  /** `ring` null: records come in batches. */
  constructor(ring: SharedArrayBuffer | null, shape: RecordShape, deliver: Deliver) {
    this.#reader = ring === null ? null : new RecordReader(ring, shape, sharedRecord(shape));
    this.#batched = sharedRecord(shape);
    this.#deliver = deliver;
  }

  /** Predictions overwritten before this thread read them, ever. */
  get missed(): number {
    return this.#missed;
  }

  /** Null where records come in batches. */
  get reader(): RecordReader | null {
    return this.#reader;
  }

  /** Delivers up to `most` records of the ring, and returns how many. */
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

  /** Batches come from another writer now, which counts anew. */
  restart(): void {
    this.#missedHere = 0;
  }

  #tell(record: PredictionRecord, missed: number): void {
    this.#missed += missed;
    this.delivered.predictions = record.index;
    this.#deliver(record, missed);
  }
}
