// Appends what a partition's streams say to the log of results, in order and each message once. One message is under
// way at a time, and what comes meanwhile goes into the next one: the slower the log, the larger the messages.
import { Conflict, type Log } from '../storage/contract.js';
import { outputsMessage, readHead } from '../wire/outputs.js';
import { type LastMessage, type Verdict, verdictOn } from './fence.js';

export interface OutputWriterParts {
  readonly log: Log;
  readonly subject: string;
  readonly epoch: number;
  /** Whether the partition is still this owner's, by its claim. */
  owns(): Promise<boolean>;
  /** Another owner has begun: nothing that is said here counts any more. */
  fenced(): void;
}

const MOST_BYTES = 384 * 1024;
const AGAIN_MS = 100;

export class OutputWriter {
  readonly #parts: OutputWriterParts;
  #waiting: Uint8Array[] = [];
  #batch = 0;
  #writing: Promise<void> | null = null;
  #over = false;
  /** Sequence of the last message that is there. */
  last = 0;

  constructor(parts: OutputWriterParts) {
    this.#parts = parts;
  }

  /** Begins the term: after this no earlier owner is heard. False where a later one has begun already. */
  async begin(): Promise<boolean> {
    await this.#write([]);
    return !this.#over;
  }

  add(output: Uint8Array): void {
    if (this.#over) return;
    this.#waiting.push(output);
    this.#writing ??= Promise.resolve().then(() => this.#run());
  }

  /** Resolves when everything that was added is there, or does not count. */
  async settled(): Promise<void> {
    while (this.#writing !== null) await this.#writing;
  }

  get isOver(): boolean {
    return this.#over;
  }

  /** Says nothing more. */
  end(): void {
    this.#over = true;
    this.#waiting = [];
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) await this.#write(this.#taken());
    this.#writing = null;
  }

  #taken(): Uint8Array[] {
    let bytes = 0;
    const end = this.#waiting.findIndex((output) => {
      bytes += output.length;
      return bytes > MOST_BYTES;
    });
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : Math.max(1, end));
  }

  async #write(outputs: readonly Uint8Array[]): Promise<void> {
    const { log, subject, epoch } = this.#parts;
    const head = { epoch, batch: this.#batch++ };
    const message = outputsMessage(head, outputs);
    while (!this.#over) {
      try {
        this.last = await log.append(subject, message, { after: this.last });
        return;
      } catch (error) {
        // An append that was not answered may still get through: it is made again after the same message.
        const verdict = error instanceof Conflict ? await this.#judged(head) : null;
        if (verdict?.kind === 'fenced') return this.#fence();
        if (verdict?.kind === 'append') this.last = verdict.after;
        if (verdict?.kind === 'there') {
          this.last = verdict.sequence;
          return;
        }
        if (verdict === null) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  }

  /** Null where that cannot be found out now. */
  async #judged(head: { readonly epoch: number; readonly batch: number }): Promise<Verdict | null> {
    const { log, subject, owns } = this.#parts;
    try {
      const entry = await log.last(subject);
      const last: LastMessage | null = entry === null ? null : { ...readHead(entry.bytes), sequence: entry.sequence };
      const verdict = verdictOn(head, last);
      // Where the message of a later owner is no longer kept, its claim still is.
      return verdict.kind === 'append' && !(await owns()) ? { kind: 'fenced' } : verdict;
    } catch {
      return null;
    }
  }

  #fence(): void {
    this.end();
    this.#parts.fenced();
  }
}
