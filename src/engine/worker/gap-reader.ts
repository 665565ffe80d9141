// Engine thread: the sample ring as one stream reads it. It says whether a hop's samples are there, and skips samples:
// those that are too old, and those before a gap that are too few for a hop. Real-time throughout.
import type { RingReader } from '../../ring/ring.js';

export class GapReader {
  /** Samples skipped so far. */
  skipped = 0;
  /**
   * After `skipGap` or `takeTail`: samples that the stream does not get here, the missing ones and the skipped ones
   * together.
   */
  missing = 0;
  readonly #reader: RingReader;

  constructor(reader: RingReader) {
    this.#reader = reader;
  }

  /** Samples that wait; those of gaps count. */
  get waiting(): number {
    return this.#reader.waiting;
  }

  /** What comes next: a hop of `needed` samples, a gap before the hop is whole, or nothing yet. */
  next(needed: number): 'hop' | 'gap' | 'nothing' {
    if (this.#has(needed)) return 'hop';
    if (!this.#seesGap()) return 'nothing';
    // The samples before the gap may have come together with its mark, after the check above. Now the mark is visible,
    // so they are all there.
    return this.#has(needed) ? 'hop' : 'gap';
  }

  /** Samples of the gap that `next` has found. */
  get gapLength(): number {
    return this.#reader.gapLength;
  }

  #has(needed: number): boolean {
    return !this.#reader.atGap && this.#reader.available >= needed;
  }

  #seesGap(): boolean {
    // Keep this order. `available` is read later and can be less only because of a gap: the writer never takes samples
    // back.
    const waiting = this.#reader.waiting;
    return this.#reader.available < waiting || this.#reader.atGap;
  }

  /** Whether the samples of that gap were skipped, and not missing. */
  get gapSkipped(): boolean {
    return this.#reader.gapPassedOver;
  }

  /**
   * Reads the samples before the next gap into `into[from, …)` and goes past the gap. Returns how many samples it read.
   */
  takeTail(into: Float32Array, from: number): number {
    const tail = this.#reader.available;
    this.#reader.read(into, tail, from);
    this.missing = this.#reader.takeGap();
    return tail;
  }

  /** Goes past the gap that `next` has found, and skips the samples before it: they are too few for a hop. */
  skipGap(): void {
    const tail = this.#reader.available;
    this.#reader.skip(tail);
    this.skipped += tail;
    this.missing = tail + this.#reader.takeGap();
  }

  /** When the next sample came, ms since the epoch; NaN where it is not known. */
  get nextCameAtMs(): number {
    return this.#reader.nextCameAtMs();
  }

  /**
   * Skips whole hops of `needed` samples, so that one or two are left; or the samples of the newest push, where those
   * are more: they have not waited yet. Returns how many samples the stream does not get because of it.
   */
  skipToNewest(needed: number): number {
    const hop = Math.max(1, needed);
    const excess = Math.floor((this.#reader.waiting - Math.max(hop, this.#reader.newest)) / hop) * hop;
    let skipped = 0;
    let missing = 0;
    while (skipped < excess) {
      missing += this.#reader.takeGap();
      const count = Math.min(this.#reader.available, excess - skipped);
      if (count === 0 && !this.#reader.atGap) break;
      this.#reader.skip(count);
      skipped += count;
    }
    this.skipped += skipped;
    return missing + skipped;
  }
}
