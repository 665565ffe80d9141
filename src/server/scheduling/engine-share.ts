// What one connection has of an engine: its streams that wait for a turn, and its work under way. How much that may be
// is decided in stream-scheduler.ts.
import type { ClientWork } from './client-work.js';

/** A stream's side of scheduling. */
export interface ScheduledStream {
  /** Its connection's share: its work under way is counted there. */
  readonly share: EngineShare;
  /** Whether it waits for a turn. Only the scheduler changes it. */
  listed: boolean;
  /**
   * Hands the engine hops of up to that work, but at least one. Returns them; `more`: samples still wait and there is
   * room. Work is counted in hops of a small network: see StreamPlan.hopWork.
   */
  feed(work: number, nowMs: number): { readonly work: number; readonly hops: number; readonly more: boolean };
}

/** Intervals without any movement after which what is under way is no work: too little for a hop. */
const STILL = 20;

export class EngineShare {
  readonly client: string;
  readonly connection: string;
  readonly #ofClient: ClientWork;
  /** Work that may be under way. Only the scheduler changes it. */
  most: number;
  /** Streams that have this share. */
  streams = 0;
  /** Work handed over and not answered yet. */
  #underWay = 0;
  /** Streams that wait for a turn, from #first on: shifting a long array would move all of it. */
  #queue: ScheduledStream[] = [];
  #first = 0;
  /** The slowest answer of this interval and of the one before it. */
  #slowestMs = 0;
  #slowestBeforeMs = 0;
  #moved = true;
  #still = 0;

  constructor(client: string, connection: string, most: number, ofClient: ClientWork) {
    this.client = client;
    this.connection = connection;
    this.most = most;
    this.#ofClient = ofClient;
  }

  get underWay(): number {
    return this.#underWay;
  }

  get waiting(): number {
    return this.#queue.length - this.#first;
  }

  /** How long the slowest of the recent answers took. */
  get answerMs(): number {
    return Math.max(this.#slowestMs, this.#slowestBeforeMs);
  }

  /** Whether it had work in this interval. */
  get isActive(): boolean {
    return this.#moved || this.waiting > 0;
  }

  /**
   * Whether a stream on which nothing waits may hand over a new block at once: there is room, and no other stream of
   * the connection waits.
   */
  get isOpen(): boolean {
    this.#ofClient.look();
    return this.waiting === 0 && this.hasRoom;
  }

  get hasRoom(): boolean {
    return this.#underWay < this.most && this.#ofClient.underWay < this.#ofClient.most && !this.hasToRest;
  }

  /** Whether its client has cost this thread so much that nothing more may be handed over for now. */
  get hasToRest(): boolean {
    return this.#ofClient.hasToRest;
  }

  /** Hops of `hopWork` each that may be handed over now. */
  room(hopWork: number): number {
    const { most, underWay, roomHops } = this.#ofClient;
    return Math.min(roomHops, Math.min(this.most - this.#underWay, most - underWay) / hopWork);
  }

  push(stream: ScheduledStream): void {
    this.#queue.push(stream);
  }

  remove(stream: ScheduledStream): void {
    this.#queue = this.#queue.slice(this.#first).filter((each) => each !== stream);
    this.#first = 0;
  }

  /** A stream was handed so much work, in so many hops. */
  handed(work: number, hops: number): void {
    this.#setUnderWay(this.#underWay + work);
    this.#ofClient.handed(hops);
    this.#moved = true;
  }

  /** Work that another share was handed is this one's now. */
  takeOver(work: number): void {
    this.#setUnderWay(this.#underWay + work);
    this.#moved = true;
  }

  /** The engine has answered for so much work; it got the last of it `tookMs` ago (NaN where that is not known). */
  answered(work: number, hops: number, tookMs: number): void {
    this.giveUp(work);
    this.#ofClient.answered(hops);
    if (tookMs > this.#slowestMs) this.#slowestMs = tookMs;
  }

  /** Nobody waits for that work any more. */
  giveUp(work: number): void {
    this.#setUnderWay(Math.max(0, this.#underWay - work));
    this.#moved = true;
  }

  /** This thread has worked so long for the results of what was answered. */
  spent(ms: number): void {
    this.#ofClient.spent(ms);
  }

  /** Gives the streams that wait a turn, one after the other, until one hands something over. Returns whether any did. */
  giveTurn(quantum: number, nowMs: number): boolean {
    for (let left = this.waiting; left > 0; left--) {
      const stream = this.#queue[this.#first++] as ScheduledStream;
      stream.listed = false;
      const { work, hops, more } = stream.feed(quantum, nowMs);
      stream.listed = more;
      if (more) this.#queue.push(stream);
      if (work === 0) continue;
      this.handed(work, hops);
      return true;
    }
    return false;
  }

  /** An interval has ended. Returns how long its slowest answer took. */
  next(): number {
    const slowestMs = this.#slowestMs;
    this.#slowestBeforeMs = slowestMs;
    this.#slowestMs = 0;
    this.#still = this.#moved ? 0 : this.#still + 1;
    if (this.#still >= STILL) this.#setUnderWay(0);
    this.#moved = false;
    this.#trim();
    return slowestMs;
  }

  #setUnderWay(work: number): void {
    this.#ofClient.underWay += work - this.#underWay;
    this.#underWay = work;
  }

  #trim(): void {
    if (2 * this.#first < this.#queue.length) return;
    this.#queue = this.#queue.slice(this.#first);
    this.#first = 0;
  }
}
