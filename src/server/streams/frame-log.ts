// Frames that are kept for a while, in order, in one piece of memory that grows as needed up to a bound: results until
// they are acknowledged, and points for those who begin to watch later. Each frame has a number, and numbers go up.
// When there is no room for a new frame, the oldest ones are dropped.
import { after } from '../../protocol/counting.js';

const FIRST_BYTES = 512;
const FIRST_ENTRIES = 16;

export class FrameLog {
  /** Frames dropped so far to make room. */
  dropped = 0;
  readonly #mostBytes: number;
  readonly #mostEntries: number;
  #bytes = new Uint8Array(0);
  #view = new DataView(this.#bytes.buffer);
  /** Where the next frame goes. */
  #top = 0;
  #numbers = new Uint32Array(0);
  #places = new Uint32Array(0);
  #lengths = new Uint32Array(0);
  #first = 0;
  #count = 0;

  constructor(mostBytes: number, mostEntries = 2 ** 24) {
    this.#mostBytes = mostBytes;
    this.#mostEntries = mostEntries;
  }

  get count(): number {
    return this.#count;
  }

  /** Memory that it takes. */
  get heldBytes(): number {
    return this.#bytes.length + 12 * this.#numbers.length;
  }

  get view(): DataView {
    return this.#view;
  }

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Makes room for a frame at the end and returns where in `view` to write it. Write it at once. */
  append(number: number, length: number): number {
    while (this.#count > 0 && this.#count >= this.#mostEntries) this.#dropFirst();
    let at = this.#placeFor(length);
    while (at < 0 && this.#grow(length)) at = this.#placeFor(length);
    while (at < 0 && this.#count > 0) {
      this.#dropFirst();
      at = this.#placeFor(length);
    }
    if (at < 0) throw new RangeError(`Cannot keep a frame of ${length} bytes in ${this.#mostBytes}`);
    if (this.#count === this.#numbers.length) this.#growEntries();
    const entry = (this.#first + this.#count++) % this.#numbers.length;
    this.#numbers[entry] = number;
    this.#places[entry] = at;
    this.#lengths[entry] = length;
    this.#top = at + length;
    return at;
  }

  /** Removes all frames whose number is before `number`. */
  forgetBefore(number: number): void {
    while (this.#count > 0 && after(this.#numbers[this.#first] as number, number) < 0) this.#removeFirst();
  }

  /** Visits each frame, the oldest first. */
  each(visit: (at: number, length: number, number: number) => void): void {
    for (let i = 0; i < this.#count; i++) {
      const entry = (this.#first + i) % this.#numbers.length;
      visit(this.#places[entry] as number, this.#lengths[entry] as number, this.#numbers[entry] as number);
    }
  }

  #dropFirst(): void {
    this.#removeFirst();
    this.dropped++;
  }

  #removeFirst(): void {
    this.#first = (this.#first + 1) % this.#numbers.length;
    if (--this.#count === 0) this.#top = 0;
  }

  /**
   * Where a frame fits in one piece, between the newest frame and the oldest or from the start on; -1 where it does not
   * fit.
   */
  #placeFor(length: number): number {
    if (this.#count === 0) return length <= this.#bytes.length ? 0 : -1;
    const oldest = this.#places[this.#first] as number;
    if (this.#top > oldest) {
      if (this.#top + length <= this.#bytes.length) return this.#top;
      return length <= oldest ? 0 : -1;
    }
    return this.#top + length <= oldest ? this.#top : -1;
  }

  /** Doubles the memory and moves the frames to its start. False at the bound. */
  #grow(length: number): boolean {
    const wanted = Math.min(this.#mostBytes, Math.max(FIRST_BYTES, 2 * this.#bytes.length, length));
    if (wanted <= this.#bytes.length) return false;
    const bytes = new Uint8Array(wanted);
    let top = 0;
    this.each((at, size) => {
      bytes.set(this.#bytes.subarray(at, at + size), top);
      top += size;
    });
    this.#restack();
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
    this.#top = top;
    return true;
  }

  #restack(): void {
    let top = 0;
    for (let i = 0; i < this.#count; i++) {
      const entry = (this.#first + i) % this.#numbers.length;
      this.#places[entry] = top;
      top += this.#lengths[entry] as number;
    }
  }

  #growEntries(): void {
    const size = Math.max(FIRST_ENTRIES, 2 * this.#numbers.length);
    const from = (old: Uint32Array) => {
      const grown = new Uint32Array(size);
      for (let i = 0; i < this.#count; i++) grown[i] = old[(this.#first + i) % old.length] as number;
      return grown;
    };
    const [numbers, places, lengths] = [from(this.#numbers), from(this.#places), from(this.#lengths)];
    this.#numbers = numbers;
    this.#places = places;
    this.#lengths = lengths;
    this.#first = 0;
  }
}
