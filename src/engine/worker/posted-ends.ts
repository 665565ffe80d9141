// Engine thread, transport `messages`: stands in for the capture thread and for main at the far ends of a stream's
// rings, which then lie in plain memory. It writes blocks that arrive to the sample ring, reads records from the record
// ring and posts them in batches.
import type { StreamCounters } from '../../ring/records.js';
import { RecordReader, type RecordShape } from '../../ring/records.js';
import { RingWriter } from '../../ring/ring.js';
import type { CaptureMessage } from '../../source/source.js';
import type { Progress } from '../messages.js';
import type { PostedCheckpoints } from './posted-checkpoints.js';

/** A block as it came, from main or from a capture thread. */
export interface PostedBlock {
  readonly samples: Float32Array;
  /** Samples missing right before it. */
  readonly missing: number;
  /** Whether those were skipped, because there was no time for them. */
  readonly skipped?: boolean;
  /** When its last sample was captured, ms since the epoch. */
  readonly capturedAtMs: number;
  /** When it came, ms since the epoch. @default capturedAtMs */
  readonly cameAtMs?: number;
}

export class PostedEnds {
  readonly #writer: RingWriter;
  readonly #records: RecordReader;
  readonly #checkpoints: PostedCheckpoints;
  /** Samples that came, and how many of them main was told are read. */
  #came = 0;
  #freed = 0;
  #underway = false;
  /** Samples to subtract from those missing before the next block. */
  #behind = 0;

  constructor(samples: ArrayBuffer, records: ArrayBuffer, shape: RecordShape, checkpoints: PostedCheckpoints) {
    this.#writer = new RingWriter(samples);
    this.#records = new RecordReader(records, shape);
    this.#checkpoints = checkpoints;
  }

  /**
   * Writes a block to the ring. Main posts on credit, so its blocks always find room. Of other blocks, samples without
   * room are dropped.
   */
  take(block: PostedBlock): void {
    const { samples } = block;
    this.#writer.drop(block.missing - this.#behind, block.skipped);
    this.#behind = 0;
    if (samples.length > 0) this.#writer.stamp(block.capturedAtMs, block.cameAtMs ?? block.capturedAtMs);
    const fitted = this.#writer.push(samples, 0, samples.length);
    this.#writer.drop(samples.length - fitted);
    this.#came += samples.length;
  }

  /**
   * Blocks come over a capture thread's port from now on. The first one's `missing` counts from the stream's start,
   * `from` samples ago. `came`: called after each message.
   */
  listen(port: MessagePort, from: number, came: () => void): void {
    this.#behind = from;
    port.onmessage = ({ data: message }: MessageEvent<CaptureMessage>) => {
      const { kind } = message;
      switch (kind) {
        case 'samples':
          this.take(message);
          port.postMessage({ kind: 'buffer', samples: message.samples }, [message.samples.buffer]);
          return came();
        case 'end':
          this.end(message.missing);
          return came();
        default:
          return kind satisfies never;
      }
    };
  }

  /** No sample follows. `missing` samples are missing at the end. */
  end(missing: number): void {
    this.#writer.drop(missing - this.#behind);
    this.#behind = 0;
    this.#writer.end();
  }

  /** Main has handled the last progress. */
  acknowledge(): void {
    this.#underway = false;
  }

  /** Whether every record was posted. */
  get drained(): boolean {
    return this.#records.waiting === 0;
  }

  /**
   * What to post after a turn. Null where there is nothing, or where main has not handled the last progress: a slow
   * main is not flooded.
   */
  progress(counters: Readonly<StreamCounters>): Progress | null {
    if (this.#underway) return null;
    const freed = this.#came - counters.backlog - this.#freed;
    if (freed === 0 && this.drained) return null;
    this.#underway = true;
    this.#freed += freed;
    const records = this.#batch();
    const checkpoint = this.#checkpoints.take();
    return { freed, records, missed: this.#records.missed, counters: { ...counters }, checkpoint };
  }

  #batch(): Int32Array<ArrayBuffer> {
    const { words } = this.#records.record;
    const records = new Int32Array(Math.min(this.#records.waiting, this.#records.capacity) * words.length);
    for (let at = 0; this.#records.read(); at += words.length) records.set(words, at);
    return records;
  }
}
