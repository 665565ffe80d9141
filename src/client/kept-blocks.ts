// Blocks that the server has not acknowledged: kept so that they can be sent again, up to a bound. Pure: what is sent when is for others to decide.
import { after, plus } from '../protocol/counting.js';

export interface KeptBlock {
  readonly sequence: number;
  /** A frame, or a text message. */
  readonly data: Uint8Array<ArrayBuffer> | string;
  readonly rows: number;
}

export class KeptBlocks {
  readonly #mostBytes: number;
  readonly #blocks: KeptBlock[] = [];
  #first = 0;
  #bytes = 0;
  /** Sequence of the last block that was sent. */
  #sentTo = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Adds a block and returns how many rows were lost for it that were never sent. */
  add(block: KeptBlock): number {
    let lost = 0;
    this.#blocks.push(block);
    this.#bytes += sizeOf(block);
    while (this.#bytes > this.#mostBytes && this.#blocks.length - this.#first > 1) {
      const oldest = this.#pass();
      if (after(oldest.sequence, this.#sentTo) <= 0) continue;
      this.#sentTo = oldest.sequence;
      lost += oldest.rows;
    }
    return lost;
  }

  /** The server will never ask for these again. */
  acknowledged(sequence: number): void {
    while (
      this.#first < this.#blocks.length &&
      after((this.#blocks[this.#first] as KeptBlock).sequence, sequence) <= 0
    ) {
      this.#pass();
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

  /** The server has blocks up to this one: what follows is to be sent, again or for the first time. Null: it has none. Returns whether it has all that it can have. */
  resumeFrom(sequence: number | null): void {
    const first = this.#blocks[this.#first];
    const before = first === undefined ? this.#sentTo : plus(first.sequence, -1);
    this.#sentTo = sequence === null || after(before, sequence) > 0 ? before : sequence;
  }

  #pass(): KeptBlock {
    const block = this.#blocks[this.#first++] as KeptBlock;
    this.#bytes -= sizeOf(block);
    if (this.#first > 64 && 2 * this.#first > this.#blocks.length) {
      this.#blocks.splice(0, this.#first);
      this.#first = 0;
    }
    return block;
  }
}

/** What it takes beside its data. */
const OVERHEAD = 64;

function sizeOf({ data }: KeptBlock): number {
  return data.length + OVERHEAD;
}
