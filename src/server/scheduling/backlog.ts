// What a stream has been sent and the engine has not taken yet. Blocks go on in order; those that have waited too long are given up by the stream's policy,
// and the engine is told where samples are missing. Also knows, of any position in the stream, which block brought it and when.
import type { DropPolicy } from '../../protocol/client-messages.js';
import type { Intake } from '../../source/source.js';
import { type ArrivedBlock, BlockTable } from '../streams/block-table.js';
import { WaitingSamples } from './waiting-samples.js';

/** More blocks than this do not wait, however small they are, nor are so many known. */
const MOST_BLOCKS = 65_536;
/** The share of `maxDelayMs` that a block may wait here and in the engine, and here alone; the rest is for the way to the client. */
const SHARE = 0.65;
const WAITING_SHARE = 0.5;
/** It may always wait so much: an engine that answers late for a moment is not to be starved. */
const LEAST_SHARE = 0.25;

export interface BacklogOptions {
  readonly drop: DropPolicy;
  readonly maxDelayMs: number;
  /** Of samples that wait. */
  readonly mostBytes: number;
}

export class Backlog {
  readonly table = new BlockTable();
  readonly #waiting = new WaitingSamples();
  readonly #options: BacklogOptions;
  /** Where the engine is, gaps counted in: what follows is for it to take. */
  #fedTo: number;
  /** How much of that is gaps. */
  #missing = 0;
  /** Whether samples were given up before the first block that waits, and before the next one that comes. */
  #gaveUpFirst = false;
  #gaveUpLast = false;
  /** Where blocks that wait begin before which samples were given up. */
  readonly #afterGivenUp = new Set<number>();
  /** The first block of which samples wait. */
  #next = 0;
  /** The block in which the last prediction ended. */
  #at = 0;
  /** After a resume, until nothing waits: blocks are late, and are all wanted. */
  catchingUp = false;
  /** Samples given up, ever. */
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

  /** Where the engine would be without gaps. */
  get handed(): number {
    return this.#fedTo - this.#missing;
  }

  get heldBytes(): number {
    return this.#waiting.heldBytes + this.table.heldBytes;
  }

  /** Whether what waits takes all the room there is. */
  get full(): boolean {
    return 4 * this.#waiting.count >= this.#options.mostBytes || this.table.end - this.#next >= MOST_BLOCKS;
  }

  /** How long the oldest block has waited, ms; 0 where none waits. */
  waitedMs(nowMs: number): number {
    return this.#next < this.table.end ? nowMs - this.table.arrivedMs(this.#next) : 0;
  }

  /** Takes a block in, or gives it up and returns false. */
  add(block: ArrivedBlock): boolean {
    if (!this.#admits(block.count, block.arrivedMs)) {
      this.giveUp(block.count);
      return false;
    }
    this.#waiting.push(block.samples, block.count);
    this.#note(block);
    return true;
  }

  /** What comes is given up before it is taken in. */
  giveUp(samples: number): void {
    this.dropped += samples;
    this.#gaveUpLast = true;
  }

  /** Takes a block in where none waits, and hands the engine what it takes of it. Returns how many samples that was. */
  pass(intake: Intake, block: ArrivedBlock, nowMs: number): number {
    const { samples, count } = block;
    this.#note(block);
    this.#reach(intake, block.startsAt);
    this.table.fed(this.#next, nowMs, this.#missing);
    const took = intake.push(samples, 0, count);
    this.#fedTo += took;
    if (took === count) this.#next++;
    else this.#waiting.push(samples.subarray(took), count - took);
    this.catchingUp = false;
    return took;
  }

  /** Hands up to `most` samples to the engine and returns how many it took. */
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

  /** How long a block may have waited when the engine gets it, if that takes so long to answer. */
  mostWaitMs(answerMs: number): number {
    const { drop, maxDelayMs } = this.#options;
    if (drop === 'none' || this.catchingUp) return Number.POSITIVE_INFINITY;
    return Math.min(WAITING_SHARE * maxDelayMs, Math.max(LEAST_SHARE * maxDelayMs, SHARE * maxDelayMs - answerMs));
  }

  /** Gives up what has waited too long. */
  dropStale(nowMs: number, answerMs: number): void {
    const mostMs = this.mostWaitMs(answerMs);
    while (this.#next < this.table.end && nowMs - this.table.arrivedMs(this.#next) > mostMs) this.#dropNext();
    if (this.#next === this.table.end) this.#emptied();
  }

  /** The block that brought the samples before `position`; -1 where it is known no more. Positions must go up. */
  blockBefore(position: number): number {
    this.#at = Math.max(this.#at, this.table.first);
    while (this.#at < this.table.end && this.table.endsAt(this.#at) < position) this.#at++;
    return this.#at < this.table.end && this.table.startsAt(this.#at) < position ? this.#at : -1;
  }

  /** How much the engine had been handed up to `position`, which lies in `block`, in samples as `handed`; NaN where it was given nothing of the block. */
  handedBefore(position: number, block: number): number {
    return Math.min(position - this.table.missing(block), this.handed);
  }

  /** Forgets blocks that are predicted on and before `block`. */
  forgetBefore(block: number): void {
    this.table.forgetBefore(Math.min(block, this.#at, this.#next));
  }

  /** Forgets blocks that lie wholly before `position`. */
  forgetCovered(position: number): void {
    let block = this.table.first;
    while (block < this.table.end && this.table.endsAt(block) <= position) block++;
    this.forgetBefore(block);
  }

  /** Of blocks that lie wholly before `position`, the last one; null where there is none. */
  lastCovered(position: number): { readonly sequence: number; readonly endsAt: number } | null {
    const { first, end } = this.table;
    let block = first;
    while (block < end && this.table.endsAt(block) <= position) block++;
    return block === first ? null : { sequence: this.table.sequence(block - 1), endsAt: this.table.endsAt(block - 1) };
  }

  /** The engine's place goes up to `position`, where a block begins: what lies before it is missing. What was given up here is no silence. */
  #reach(intake: Intake, position: number): void {
    const gaveUp = this.#afterGivenUp.delete(position) || this.#gaveUpFirst;
    if (position <= this.#fedTo) return;
    intake.lose(position - this.#fedTo, gaveUp);
    this.#missing += position - this.#fedTo;
    this.#fedTo = position;
    this.#gaveUpFirst = false;
  }

  /** Of blocks that are with the engine the oldest is forgotten where there are too many: there may never be a prediction that tells of it, or a state on disk. */
  #note(block: ArrivedBlock): void {
    const { first, end } = this.table;
    if (end - first >= MOST_BLOCKS) this.table.forgetBefore(Math.min(first + 1, this.#next));
    this.table.add(block);
    if (this.#gaveUpLast) this.#afterGivenUp.add(block.startsAt);
    this.#gaveUpLast = false;
  }

  #admits(count: number, nowMs: number): boolean {
    const { drop, mostBytes, maxDelayMs } = this.#options;
    if (drop === 'none') return true; // its connection is held while it is full
    if (drop === 'newest' && !this.catchingUp && this.waitedMs(nowMs) > (WAITING_SHARE * maxDelayMs) / 2) return false;
    const fits = () => 4 * (this.#waiting.count + count) <= mostBytes && this.table.end - this.#next < MOST_BLOCKS;
    if (drop === 'oldest') while (!fits() && this.#next < this.table.end) this.#dropNext();
    return fits();
  }

  #dropNext(): void {
    const left = this.table.endsAt(this.#next) - Math.max(this.#fedTo, this.table.startsAt(this.#next));
    this.#waiting.skip(left);
    this.dropped += left;
    this.#afterGivenUp.delete(this.table.startsAt(this.#next));
    this.#gaveUpFirst = true;
    this.#next++;
  }

  #emptied(): void {
    this.catchingUp = false;
    this.#waiting.shrink();
  }
}
