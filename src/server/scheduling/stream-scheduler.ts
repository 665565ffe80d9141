// Decides which of an engine's streams may hand it samples next, and how many. Streams take turns of equal work, and
// the engine never holds more work than it answers soon. docs/architecture.md, "Back-pressure", describes the control
// loop.

/** A stream's side of scheduling. */
export interface ScheduledStream {
  /** Whether it is in a scheduler's list. Only the scheduler changes it. */
  listed: boolean;
  /**
   * Hands the engine hops of up to that work, but at least one. Returns their work; `more`: samples still wait and
   * there is room. Work is counted in hops of a small network: see StreamPlan.hopWork.
   */
  feed(work: number, nowMs: number): { readonly work: number; readonly more: boolean };
}

/** The engine's doorbell. It is held while many streams hand over samples, so that the engine wakes up once. */
export interface SchedulerBell {
  hold(): void;
  release(): void;
}

/** Work that a stream hands over before the next stream has its turn. */
const QUANTUM = 8;
/** Bounds of the window: work that may be under way. */
const FIRST_WORK = 4096;
const LEAST_WORK = 256;
const MOST_WORK = 1 << 18;
/** The window shrinks where an answer takes longer. It grows where no answer takes half as long and streams wait. */
const ANSWER_MS = 80;
const ADJUST_EVERY_MS = 50;
const SHRINK = 0.75;
const GROW = 1.25;

export class StreamScheduler {
  readonly #bell: SchedulerBell;
  /** Streams that wait for a turn, from #first on: shifting a long array would move all of it. */
  #queue: ScheduledStream[] = [];
  #first = 0;
  /** Work handed over and not answered yet. */
  #underWay = 0;
  #window = FIRST_WORK;
  /** Whether streams had to wait for the window since it was last adjusted. */
  #limited = false;
  /** The slowest answer of this interval and of the one before it. */
  #slowestMs = 0;
  #slowestBeforeMs = 0;
  #adjustedMs = 0;

  constructor(bell: SchedulerBell) {
    this.#bell = bell;
  }

  /** How long the slowest of the recent answers took. */
  get answerMs(): number {
    return Math.max(this.#slowestMs, this.#slowestBeforeMs);
  }

  /** Work that may be under way. */
  get window(): number {
    return this.#window;
  }

  get underWay(): number {
    return this.#underWay;
  }

  /** Streams that wait for a turn. */
  get waiting(): number {
    return this.#queue.length - this.#first;
  }

  /** Samples wait on this stream. */
  list(stream: ScheduledStream): void {
    if (stream.listed) return;
    stream.listed = true;
    this.#queue.push(stream);
  }

  /**
   * Whether a stream on which nothing waits may hand over a new block at once, because no other stream waits either.
   * The engine hears of the block with the next `flush`.
   */
  get open(): boolean {
    return this.waiting === 0 && this.#underWay < this.#window;
  }

  /** A stream is about to hand over a new block at once; `handed` then says how much it was. */
  handsOver(): void {
    this.#bell.hold();
  }

  handed(work: number): void {
    this.#underWay += work;
  }

  /** The engine has answered for so much work; it got the last of it `tookMs` ago (NaN where that is not known). */
  answered(work: number, tookMs: number): void {
    this.#underWay = Math.max(0, this.#underWay - work);
    if (tookMs > this.#slowestMs) this.#slowestMs = tookMs;
  }

  /** Gives turns while streams wait and the window has room, and wakes the engine. */
  flush(nowMs: number): void {
    if (nowMs - this.#adjustedMs >= ADJUST_EVERY_MS) this.#adjust(nowMs);
    this.#bell.hold();
    try {
      if (this.waiting > 0) this.#giveTurns(nowMs);
    } finally {
      this.#bell.release();
    }
  }

  #giveTurns(nowMs: number): void {
    // Once every waiting stream was asked in vain, none of them can hand anything over.
    let inVain = 0;
    while (this.waiting > inVain) {
      if (this.#underWay >= this.#window) {
        this.#limited = true;
        break;
      }
      const stream = this.#queue[this.#first++] as ScheduledStream;
      stream.listed = false;
      const { work, more } = stream.feed(QUANTUM, nowMs);
      this.#underWay += work;
      if (more) this.list(stream);
      inVain = work > 0 ? 0 : inVain + 1;
    }
    if (2 * this.#first < this.#queue.length) return;
    this.#queue = this.#queue.slice(this.#first);
    this.#first = 0;
  }

  #adjust(nowMs: number): void {
    if (this.#slowestMs > ANSWER_MS) this.#window = Math.max(LEAST_WORK, Math.round(SHRINK * this.#window));
    else if (this.#limited && this.#slowestMs < ANSWER_MS / 2) {
      this.#window = Math.min(MOST_WORK, Math.round(GROW * this.#window));
    }
    this.#limited = false;
    this.#slowestBeforeMs = this.#slowestMs;
    this.#slowestMs = 0;
    this.#adjustedMs = nowMs;
  }
}
