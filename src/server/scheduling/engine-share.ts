// What one connection has of an engine: its streams that wait for a turn, and its work under way. How much that may be
// is decided in stream-scheduler.ts.

/** A stream's side of scheduling. */
export interface ScheduledStream {
  /** Its connection's share: its work under way is counted there. */
  readonly share: EngineShare;
  /** Whether it waits for a turn. Only the scheduler changes it. */
  listed: boolean;
  /**
   * Hands the engine hops of up to that work, but at least one. Returns their work; `more`: samples still wait and
   * there is room. Work is counted in hops of a small network: see StreamPlan.hopWork.
   */
  feed(work: number, nowMs: number): { readonly work: number; readonly more: boolean };
}

/** Intervals without any movement after which what is under way is no work: too little for a hop. */
const STILL = 20;

export class EngineShare {
  readonly client: string;
  readonly connection: string;
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

  constructor(client: string, connection: string, most: number) {
    this.client = client;
    this.connection = connection;
    this.most = most;
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
    return this.waiting === 0 && this.hasRoom;
  }

  get hasRoom(): boolean {
    return this.#underWay < this.most;
  }

  push(stream: ScheduledStream): void {
    this.#queue.push(stream);
  }

  remove(stream: ScheduledStream): void {
    this.#queue = this.#queue.slice(this.#first).filter((each) => each !== stream);
    this.#first = 0;
  }

  /** A stream was handed so much work. */
  handed(work: number): void {
    this.#underWay += work;
    this.#moved = true;
  }

  /** The engine has answered for so much work; it got the last of it `tookMs` ago (NaN where that is not known). */
  answered(work: number, tookMs: number): void {
    this.#underWay = Math.max(0, this.#underWay - work);
    this.#moved = true;
    if (tookMs > this.#slowestMs) this.#slowestMs = tookMs;
  }

  /** Gives the streams that wait a turn, one after the other, until one hands something over. Returns whether any did. */
  giveTurn(quantum: number, nowMs: number): boolean {
    for (let left = this.waiting; left > 0; left--) {
      const stream = this.#queue[this.#first++] as ScheduledStream;
      stream.listed = false;
      const { work, more } = stream.feed(quantum, nowMs);
      stream.listed = more;
      if (more) this.#queue.push(stream);
      if (work === 0) continue;
      this.handed(work);
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
    if (this.#still >= STILL) this.#underWay = 0;
    this.#moved = false;
    this.#trim();
    return slowestMs;
  }

  #trim(): void {
    if (2 * this.#first < this.#queue.length) return;
    this.#queue = this.#queue.slice(this.#first);
    this.#first = 0;
  }
}
