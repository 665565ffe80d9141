// Lines to a file descriptor, written in the background and one after the other, as those of a log: whoever reads
// them may stand still, and the program goes on. What does not fit into the bound is dropped and counted.
import { write } from 'node:fs';

/** After this a full pipe is tried again. */
const AGAIN_MS = 50;

export interface BoundedOutputOptions {
  /** Bytes that may wait. @default 1 MiB */
  readonly mostBytes?: number;
  /** The line that tells how many were dropped, once there is room again. */
  readonly droppedLine: (lines: number) => string;
}

export class BoundedOutput {
  readonly #descriptor: number;
  readonly #mostBytes: number;
  readonly #droppedLine: (lines: number) => string;
  readonly #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #writing = false;
  #dropped = 0;
  #idle: (() => void)[] = [];

  constructor(descriptor: number, { mostBytes = 2 ** 20, droppedLine }: BoundedOutputOptions) {
    this.#descriptor = descriptor;
    this.#mostBytes = mostBytes;
    this.#droppedLine = droppedLine;
  }

  /** Takes a line, with its end. Never waits. */
  write(line: string): void {
    const bytes = Buffer.from(line);
    if (this.#waitingBytes + bytes.length > this.#mostBytes) {
      this.#dropped++;
      return;
    }
    this.#add(bytes);
    this.#writeNext();
  }

  /** Resolves when everything is written, or after `withinMs`. */
  async flush(withinMs: number): Promise<void> {
    if (!this.#writing) return;
    const idle = new Promise<void>((resolve) => this.#idle.push(resolve));
    const late = new Promise<void>((resolve) => setTimeout(resolve, withinMs).unref());
    await Promise.race([idle, late]);
  }

  #add(bytes: Buffer): void {
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
  }

  #writeNext(): void {
    if (this.#writing) return;
    if (this.#waiting.length === 0 && this.#dropped > 0) {
      this.#add(Buffer.from(this.#droppedLine(this.#dropped)));
      this.#dropped = 0;
    }
    const [first] = this.#waiting;
    if (first === undefined) {
      for (const resolve of this.#idle.splice(0)) resolve();
      return;
    }
    this.#writing = true;
    write(this.#descriptor, first, 0, first.length, null, (error, written) => this.#wrote(first, error, written));
  }

  #wrote(bytes: Buffer, error: NodeJS.ErrnoException | null, written: number): void {
    this.#writing = false;
    if (error?.code === 'EAGAIN') {
      this.#writing = true;
      setTimeout(() => {
        this.#writing = false;
        this.#writeNext();
      }, AGAIN_MS).unref();
      return;
    }
    const done = error === null ? written : bytes.length; // nobody reads any more: there is no use in keeping it
    this.#waitingBytes -= done;
    if (done < bytes.length) this.#waiting[0] = bytes.subarray(done);
    else this.#waiting.shift();
    this.#writeNext();
  }
}
