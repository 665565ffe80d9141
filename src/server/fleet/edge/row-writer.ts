// Appends what clients send to a partition's log of rows, in order. One message is under way at a time, so that none
// overtakes another; what comes meanwhile goes into the next one. While NATS is away, it waits here.
import type { Log } from '../storage/contract.js';
import { recordsMessage } from '../wire/records.js';

export interface RowWriterParts {
  readonly log: Log;
  readonly subject: string;
  /** Of this node: no other has it. */
  readonly node: string;
  readonly signal: AbortSignal;
  /** NATS does not take what clients send; told once until it does. */
  refused(reason: string): void;
}

interface Waiting {
  readonly record: Uint8Array;
  readonly written: (() => void) | null;
}

const MOST_BYTES = 384 * 1024;
const AGAIN_MS = 100;
/** Records that come within this time share a message. */
const GATHER_MS = 1;

export class RowWriter {
  readonly #parts: RowWriterParts;
  #waiting: Waiting[] = [];
  #bytes = 0;
  #messages = 0;
  #writing: Promise<void> | null = null;

  constructor(parts: RowWriterParts) {
    this.#parts = parts;
  }

  /** Bytes that are not in the log yet. */
  get waitingBytes(): number {
    return this.#bytes;
  }

  /** `written`: called when the record is in the log for good. */
  add(record: Uint8Array, written: (() => void) | null = null): void {
    this.#waiting.push({ record, written });
    this.#bytes += record.length;
    this.#writing ??= this.#run();
  }

  /** Resolves when everything that was added is in the log, or the signal aborts. */
  async settled(): Promise<void> {
    while (this.#writing !== null) await this.#writing;
  }

  async #run(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
    while (this.#waiting.length > 0 && !this.#parts.signal.aborted) await this.#write(this.#taken());
    this.#writing = null;
  }

  #taken(): Waiting[] {
    let bytes = 0;
    const end = this.#waiting.findIndex(({ record }) => {
      bytes += record.length;
      return bytes > MOST_BYTES;
    });
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : Math.max(1, end));
  }

  async #write(taken: readonly Waiting[]): Promise<void> {
    const { log, subject, node, signal, refused } = this.#parts;
    const message = recordsMessage(taken.map(({ record }) => record));
    const id = `${node}.${subject}.${this.#messages++}`;
    for (let told = false; !signal.aborted; told = true) {
      try {
        await log.append(subject, message, { id });
        break;
      } catch (error) {
        if (!told) refused(error instanceof Error ? error.message : String(error));
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS)); // away or full: it waits
      }
    }
    for (const { record, written } of taken) {
      this.#bytes -= record.length;
      if (!signal.aborted) written?.();
    }
  }
}
