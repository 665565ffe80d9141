// Blocks that the server has not acknowledged. They are kept, up to a bound, so that they can be sent again. When to
// send them is decided elsewhere.
import type { OwnBytes } from '../arrays.js';
import { after, plus } from '../protocol/counting.js';

export interface KeptBlock {
  readonly sequence: number;
  /** A frame, or a text message. */
  readonly data: OwnBytes | string;
  readonly rows: number;
}

export class KeptBlocks {
  readonly #mostBytes: number;
  readonly #blocks: KeptBlock[] = [];
  #first = 0;
  #isWhole = true;
  #bytes = 0;
  /** Sequence of the last block that was sent. */
  #sentTo = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Whether all blocks of the stream are kept, from the first one on. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Adds a block. Returns how many rows that were never sent had to be dropped for it. */
  add(block: KeptBlock): number {
    let dropped = 0;
    this.#blocks.push(block);
    this.#bytes += sizeOf(block);
    while (this.#bytes > this.#mostBytes && this.#blocks.length - this.#first > 1) {
      const oldest = this.#removeFirst();
      if (after(oldest.sequence, this.#sentTo) <= 0) continue;
      this.#sentTo = oldest.sequence;
      dropped += oldest.rows;
    }
    return dropped;
  }

  /** The server has these for good. */
  acknowledged(sequence: number): void {
    while (
      this.#first < this.#blocks.length &&
      after((this.#blocks[this.#first] as KeptBlock).sequence, sequence) <= 0
    ) {
      this.#removeFirst();
    }
  }

  /** The oldest block that was not sent, or null. */
  get next(): KeptBlock | null {
    const first = this.#blocks[this.#first];
    if (first === undefined) return null;
    return this.#blocks[this.#first + Math.max(0, after(plus(this.#sentTo, 1), first.sequence))] ?? null;
  }

  sent(block: KeptBlock): void {
    this.#sentTo = block.sequence;
  }

  /**
   * The server has the blocks up to `sequence` (null: none). The blocks after it are to be sent, again or for the first
   * time.
   */
  resumeFrom(sequence: number | null): void {
    const first = this.#blocks[this.#first];
    const before = first === undefined ? this.#sentTo : plus(first.sequence, -1);
    this.#sentTo = sequence === null || after(before, sequence) > 0 ? before : sequence;
  }

  #removeFirst(): KeptBlock {
    this.#isWhole = false;
    const block = this.#blocks[this.#first++] as KeptBlock;
    this.#bytes -= sizeOf(block);
    if (this.#first > 64 && 2 * this.#first > this.#blocks.length) {
      this.#blocks.splice(0, this.#first);
      this.#first = 0;
    }
    return block;
  }
}

/** Memory of a block beside its data, bytes. */
const OVERHEAD = 64;

function sizeOf({ data }: KeptBlock): number {
  return data.length + OVERHEAD;
}
