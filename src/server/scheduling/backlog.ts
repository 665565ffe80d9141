// The blocks of one stream that the engine has not taken yet. Blocks go on in order. Those that waited too long are
// dropped by the stream's policy, and the engine is told where samples are missing. The backlog also knows, for any
// position in the stream, which block brought it and when. docs/architecture.md, "Back-pressure", describes the whole.
import type { DropPolicy } from '../../protocol/client-messages.js';
import type { Intake } from '../../source/source.js';
import { type ArrivedBlock, BlockTable } from './block-table.js';
import { WaitingSamples } from './waiting-samples.js';

/** At most so many blocks wait or are remembered, however small they are. */
const MOST_BLOCKS = 65_536;
/** The share of `maxDelayMs` that a block may wait here and in the engine; the rest is for its way to the client. */
const SHARE = 0.65;
/** The share that it may wait here, and the share that it may always wait here, however slowly the engine answers. */
const WAITING_SHARE = 0.5;
const LEAST_SHARE = 0.25;

export interface BacklogOptions {
  readonly drop: DropPolicy;
  readonly maxDelayMs: number;
  /** Bytes of samples that may wait. */
  readonly mostBytes: number;
}

/** The last block that a position covers wholly. */
export interface CoveredBlock {
  readonly sequence: number;
  readonly endsAt: number;
  /** By the sender's clock, ms since the epoch. */
  readonly timeMs: number;
}

/** All times are by the monotonic clock. */
export class Backlog {
  readonly table = new BlockTable();
  readonly #waiting = new WaitingSamples();
  readonly #options: BacklogOptions;
  /** The engine's position, gaps counted in: the samples from here on are still to be handed over. */
  #fedTo: number;
  /** How much of that is gaps. */
  #missing = 0;
  /** Whether samples were dropped right before the first block that waits, and right before the next one that comes. */
  #droppedBeforeFirst = false;
  #droppedBeforeNext = false;
  /** Where waiting blocks begin right before which samples were dropped. */
  readonly #startsAfterDropped = new Set<number>();
  /** The first block of which samples wait. */
  #next = 0;
  /** The block in which the last prediction ended. */
  #at = 0;
  /** After a resume, until nothing waits: blocks are late, and all of them are wanted. */
  catchingUp = false;
  /** Samples dropped so far. */
  dropped = 0;

  /** `fedTo`: position of the first sample that the engine wants. */
  constructor(fedTo: number, options: BacklogOptions) {
    this.#fedTo = fedTo;
    this.#options = options;
  }

  /** Samples that wait. */
  get waiting(): number {
    return this.#waiting.count;
  }

  get fedTo(): number {
    return this.#fedTo;
  }

  /** Samples that the engine got, gaps not counted. */
  get handed(): number {
    return this.#fedTo - this.#missing;
  }

  get heldBytes(): number {
    return this.#waiting.heldBytes + this.table.heldBytes;
  }

  /** Whether the waiting blocks take all the room there is. */
  get full(): boolean {
    return 4 * this.#waiting.count >= this.#options.mostBytes || this.table.end - this.#next >= MOST_BLOCKS;
  }

  /** How long the oldest block has waited, ms; 0 where none waits. */
  waitedMs(nowMs: number): number {
    return this.#next < this.table.end ? nowMs - this.table.arrivedMs(this.#next) : 0;
  }

  /** Takes a block in, or drops it and returns false. */
  add(block: ArrivedBlock): boolean {
    if (!this.#admits(block)) {
      this.drop(block.count);
      return false;
    }
    this.#waiting.push(block.samples, block.count);
    this.#note(block);
    return true;
  }

  /** Counts samples that are dropped before they are taken in. */
  drop(samples: number): void {
    this.dropped += samples;
    this.#droppedBeforeNext = true;
  }

  /**
   * Takes a block in where none waits, and hands up to `most` samples of it to the engine at once. Returns how many the
   * engine took; the others wait.
   */
  handOver(intake: Intake, block: ArrivedBlock, nowMs: number, most = block.count): number {
    const { samples, count } = block;
    this.#note(block);
    this.#reach(intake, block.startsAt);
    this.table.fed(this.#next, nowMs, this.#missing);
    const took = intake.push(samples, 0, Math.min(count, most));
    this.#fedTo += took;
    if (took === count) this.#next++;
    else this.#waiting.push(samples.subarray(took), count - took);
    this.catchingUp = false;
    return took;
  }

  /** Hands up to `most` waiting samples to the engine and returns how many it took. */
  feed(intake: Intake, most: number, nowMs: number): number {
    let fed = 0;
    while (fed < most && this.#next < this.table.end) {
      this.#reach(intake, this.table.startsAt(this.#next));
      const left = this.table.endsAt(this.#next) - this.#fedTo;
      const want = Math.min(left, most - fed);
      const took = this.#waiting.offer(want, (samples, from, to) => intake.push(samples, from, to));
      if (took > 0) this.table.fed(this.#next, nowMs, this.#missing);
      this.#fedTo += took;
      fed += took;
      if (took === left) this.#next++;
      if (took < want) break;
    }
    if (this.#next === this.table.end) this.#emptied();
    return fed;
  }

  /** How long a block may have waited when the engine gets it, given that the engine takes so long to answer. */
  mostWaitMs(answerMs: number): number {
    const { drop, maxDelayMs } = this.#options;
    if (drop === 'none' || this.catchingUp) return Number.POSITIVE_INFINITY;
    return Math.min(WAITING_SHARE * maxDelayMs, Math.max(LEAST_SHARE * maxDelayMs, SHARE * maxDelayMs - answerMs));
  }

  /** Drops the blocks that waited too long. `aheadMs`: stream time that came ahead of real time by now. */
  dropTooOld(nowMs: number, answerMs: number, aheadMs = 0): void {
    const mostMs = Math.max(aheadMs, this.mostWaitMs(answerMs));
    const { table } = this;
    const mayWaitMs = () => Math.max(mostMs, table.mayWaitMs(this.#next));
    while (this.#next < table.end && nowMs - table.arrivedMs(this.#next) > mayWaitMs()) this.#dropNext();
    if (this.#next === this.table.end) this.#emptied();
  }

  /** The block that brought the samples before `position`; -1 where it is not remembered. Positions must go up. */
  blockBefore(position: number): number {
    this.#at = Math.max(this.#at, this.table.first);
    while (this.#at < this.table.end && this.table.endsAt(this.#at) < position) this.#at++;
    return this.#at < this.table.end && this.table.startsAt(this.#at) < position ? this.#at : -1;
  }

  /**
   * How many samples the engine got up to `position`, which lies in `block`, counted as `handed` is; NaN where it got
   * none of the block.
   */
  handedBefore(position: number, block: number): number {
    return Math.min(position - this.table.missing(block), this.handed);
  }

  /** Forgets the blocks before `block` that have been predicted on. */
  forgetBefore(block: number): void {
    this.table.forgetBefore(Math.min(block, this.#at, this.#next));
  }

  /** Forgets the blocks that lie wholly before `position`. */
  forgetCovered(position: number): void {
    let block = this.table.first;
    while (block < this.table.end && this.table.endsAt(block) <= position) block++;
    this.forgetBefore(block);
  }

  /** The last block that lies wholly before `position`; null where there is none. */
  lastCovered(position: number): CoveredBlock | null {
    const { table } = this;
    const { first, end } = table;
    let block = first;
    while (block < end && table.endsAt(block) <= position) block++;
    if (block-- === first) return null;
    return { sequence: table.sequence(block), endsAt: table.endsAt(block), timeMs: table.timeMs(block) };
  }

  /**
   * Moves the engine to `position`, where a block begins: everything before it that the engine did not get is missing.
   * Where samples were dropped here, the engine is told so: such a gap is no silence.
   */
  #reach(intake: Intake, position: number): void {
    const dropped = this.#startsAfterDropped.delete(position) || this.#droppedBeforeFirst;
    if (position <= this.#fedTo) return;
    intake.lose(position - this.#fedTo, dropped);
    this.#missing += position - this.#fedTo;
    this.#fedTo = position;
    this.#droppedBeforeFirst = false;
  }

  /**
   * Remembers a block. Where too many are remembered, the oldest one that the engine already has is forgotten: there
   * may never be a prediction that refers to it, or a saved state that covers it.
   */
  #note(block: ArrivedBlock): void {
    const { first, end } = this.table;
    if (end - first >= MOST_BLOCKS) this.table.forgetBefore(Math.min(first + 1, this.#next));
    this.table.add(block);
    if (this.#droppedBeforeNext) this.#startsAfterDropped.add(block.startsAt);
    this.#droppedBeforeNext = false;
  }

  #admits({ count, arrivedMs, mayWaitMs }: ArrivedBlock): boolean {
    const { drop, mostBytes, maxDelayMs } = this.#options;
    if (drop === 'none') return true; // its connection is held while the backlog is full
    const oldestMayWaitMs = Math.max(mayWaitMs, (WAITING_SHARE * maxDelayMs) / 2);
    if (drop === 'newest' && !this.catchingUp && this.waitedMs(arrivedMs) > oldestMayWaitMs) return false;
    const fits = () => 4 * (this.#waiting.count + count) <= mostBytes && this.table.end - this.#next < MOST_BLOCKS;
    if (drop === 'oldest') while (!fits() && this.#next < this.table.end) this.#dropNext();
    return fits();
  }

  #dropNext(): void {
    const left = this.table.endsAt(this.#next) - Math.max(this.#fedTo, this.table.startsAt(this.#next));
    this.#waiting.skip(left);
    this.dropped += left;
    this.#startsAfterDropped.delete(this.table.startsAt(this.#next));
    this.#droppedBeforeFirst = true;
    this.#next++;
  }

  #emptied(): void {
    this.catchingUp = false;
    this.#waiting.shrink();
  }
}
