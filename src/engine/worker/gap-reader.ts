// Engine thread: what one stream's ring holds, as its stream sees it: whether a hop's samples are there, and which samples are passed over because
// they are too old, or too few before a gap. Real-time throughout.
import type { RingReader } from '../../ring/ring.js';

export class GapReader {
  /** Samples passed over, ever. */
  skipped = 0;
  /** Samples that the last `passGap` or `takeTail` went over: those missing, and those passed over. */
  lost = 0;
  readonly #reader: RingReader;

  constructor(reader: RingReader) {
    this.#reader = reader;
  }

  /** Samples that wait, gaps counted in. */
  get waiting(): number {
    return this.#reader.waiting;
  }

  /** What comes next: a hop of `needed` samples, a gap that keeps it from being whole, or nothing yet. */
  next(needed: number): 'hop' | 'gap' | 'nothing' {
    if (this.#has(needed)) return 'hop';
    if (!this.#seesGap()) return 'nothing';
    // The samples before the gap may have come together with its mark, after they were looked for. Now that the mark is seen they are all there.
    return this.#has(needed) ? 'hop' : 'gap';
  }

  /** The length of the gap that `next` has seen. */
  get gapLength(): number {
    return this.#reader.gapLength;
  }

  #has(needed: number): boolean {
    return !this.#reader.atGap && this.#reader.available >= needed;
  }

  #seesGap(): boolean {
    // In this order: `available` is looked up later and can be less only because of a gap, for the writer never takes samples back.
    const waiting = this.#reader.waiting;
    return this.#reader.available < waiting || this.#reader.atGap;
  }

  /** Whether the samples of that gap were passed over for lack of time. */
  get gapPassedOver(): boolean {
    return this.#reader.gapPassedOver;
  }

  /** Puts the samples before the next gap into `into[from, …)`, is past the gap then, and returns how many samples those were. */
  takeTail(into: Float32Array, from: number): number {
    const tail = this.#reader.available;
    this.#reader.read(into, tail, from);
    this.lost = this.#reader.takeGap();
    return tail;
  }

  /** Goes past the gap that `next` has seen, with the samples before it that are too few for a step. */
  passGap(): void {
    const tail = this.#reader.available;
    this.#reader.skip(tail);
    this.skipped += tail;
    this.lost = tail + this.#reader.takeGap();
  }

  /** When the next sample came, ms since the epoch; NaN where nobody said. */
  get nextCameAtMs(): number {
    return this.#reader.nextCameAtMs();
  }

  /**
   * Skips whole hops of `needed` samples so that one or two are left, or what came with the newest push where that is more: it has not waited yet.
   * Returns how many samples that lost.
   */
  skipToNewest(needed: number): number {
    const hop = Math.max(1, needed);
    const excess = Math.floor((this.#reader.waiting - Math.max(hop, this.#reader.newest)) / hop) * hop;
    let skipped = 0;
    let lost = 0;
    while (skipped < excess) {
      lost += this.#reader.takeGap();
      const count = Math.min(this.#reader.available, excess - skipped);
      if (count === 0 && !this.#reader.atGap) break;
      this.#reader.skip(count);
      skipped += count;
    }
    this.skipped += skipped;
    return lost + skipped;
  }
}
