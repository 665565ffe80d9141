// Reads bytes that come in chunks: look ahead, take, skip. It holds only bytes that were looked at and not taken, so
// a sound of any length is read in bounded memory. It does not know what the bytes mean.

/** Where bytes come from: chunks of any size, none of them changed later. */
export type ByteChunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

export class ByteReader {
  readonly #chunks: Iterator<Uint8Array> | AsyncIterator<Uint8Array>;
  #held: Uint8Array = NO_BYTES;
  #ended = false;
  #position = 0;

  /** Of everything, in bytes; undefined where it is not known before the end. */
  readonly size: number | undefined;

  constructor(chunks: ByteChunks, size?: number) {
    this.#chunks = Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
    this.size = size;
  }

  /** Bytes that were taken or skipped so far. */
  get position(): number {
    return this.#position;
  }

  /** Bytes that are left; undefined where the size is not known. */
  get left(): number | undefined {
    return this.size === undefined ? undefined : Math.max(0, this.size - this.#position);
  }

  /** What is there already, without waiting. */
  get held(): Uint8Array {
    return this.#held;
  }

  /** The next bytes, not taken: at least `count`, fewer only at the end. May give more. Valid until the next call. */
  async peek(count: number): Promise<Uint8Array> {
    if (this.#held.length < count && !this.#ended) await this.#fill(count);
    return this.#held;
  }

  /** Takes `count` bytes, fewer only at the end. Valid until the next call. */
  async take(count: number): Promise<Uint8Array> {
    const bytes = (await this.peek(count)).subarray(0, count);
    this.#drop(bytes.length);
    return bytes;
  }

  /** Takes what is at hand, at most `most` bytes; empty only at the end. Valid until the next call. */
  async some(most: number): Promise<Uint8Array> {
    const bytes = (await this.peek(Math.min(1, most))).subarray(0, most);
    this.#drop(bytes.length);
    return bytes;
  }

  /** Passes over `count` bytes and returns how many of them there were. */
  async skip(count: number): Promise<number> {
    let done = 0;
    while (done < count) {
      const { length } = await this.some(count - done);
      if (length === 0) break;
      done += length;
    }
    return done;
  }

  /** Ends the reading early: whoever gives the chunks releases what it holds. */
  async close(): Promise<void> {
    this.#ended = true;
    this.#held = NO_BYTES;
    await this.#chunks.return?.();
  }

  #drop(count: number): void {
    this.#held = this.#held.subarray(count);
    this.#position += count;
  }

  async #fill(count: number): Promise<void> {
    const parts = this.#held.length > 0 ? [this.#held] : [];
    let length = this.#held.length;
    while (length < count) {
      const next = await this.#chunks.next();
      if (next.done) {
        this.#ended = true;
        break;
      }
      parts.push(next.value);
      length += next.value.length;
    }
    this.#held = parts.length === 1 ? (parts[0] as Uint8Array) : joined(parts, length);
  }
}

const NO_BYTES = new Uint8Array(0);

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
