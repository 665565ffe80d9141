// One account of what clients make the server hold: their streams, and what waits on their connections. It is summed up
// about once a second, and at once where so much has come or waits to go that the bound may be exceeded.
import { monotonicMs } from '../clock.js';

export interface MemoryAccountParts {
  /** Bound of everything, bytes. */
  readonly mostBytes: number;
  streamBytes(): number;
  connectionBytes(): number;
  /** So many bytes more are held than there may be. */
  exceeded(bytes: number): void;
}

/** Summing goes through all streams and connections, so it is not done more often. */
const SUM_EVERY_MS = 5;

export class MemoryAccount {
  readonly #parts: MemoryAccountParts;
  #heldBytes = 0;
  /** What may have been added since that was summed up. */
  #notedBytes = 0;
  #summedMs = Number.NEGATIVE_INFINITY;

  constructor(parts: MemoryAccountParts) {
    this.#parts = parts;
  }

  /** Bytes held, summed up now. */
  sum(): number {
    this.#heldBytes = this.#parts.streamBytes() + this.#parts.connectionBytes();
    this.#notedBytes = 0;
    this.#summedMs = monotonicMs();
    return this.#heldBytes;
  }

  /** Whether nothing more should be let in. */
  get isFull(): boolean {
    return this.#heldBytes + this.#notedBytes > this.#parts.mostBytes;
  }

  /** So many bytes may be held from now on. */
  note(bytes: number): void {
    this.#notedBytes += bytes;
    if (!this.isFull || monotonicMs() - this.#summedMs < SUM_EVERY_MS) return;
    const overBytes = this.sum() - this.#parts.mostBytes;
    if (overBytes > 0) this.#parts.exceeded(overBytes);
  }
}
