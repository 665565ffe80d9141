// Which of an engine's streams may hand it samples, and how many: one after the other, each a few hops a turn, so that none starves; and no more in all
// than it answers soon, for what waits in here can still be given up fairly, and what is in there cannot. How much that is shows in how long answers take,
// as the window of a network connection does: while they come soon it grows, where they take long it shrinks.

/** A stream's side of it. */
export interface Feedable {
  /** Whether it is in a feeder's list: the feeder's to change. */
  listed: boolean;
  /** Hands the engine up to `hops` hops. Returns the hops it took; `more`: samples wait still and there is room for them. */
  feed(hops: number, nowMs: number): { readonly hops: number; readonly more: boolean };
}

/** The engine's doorbell: held while many streams hand over samples, so that it is woken once. */
export interface FeederBell {
  hold(): void;
  release(): void;
}

/** Hops a stream hands over before the next one has its turn. */
const QUANTUM = 8;
const FIRST_HOPS = 4096;
const LEAST_HOPS = 256;
const MOST_HOPS = 1 << 18;
/** Where an answer takes longer the bound falls; where none takes half of it, and more waits, it rises. */
const ANSWER_MS = 80;
const LOOK_MS = 50;
const LESS = 0.75;
const MORE = 1.25;

export class Feeder {
  readonly #bell: FeederBell;
  /** Streams whose turn is to come, from #first on: to shift a long array would move all of it. */
  #turns: Feedable[] = [];
  #first = 0;
  /** Hops handed over and not answered yet; of fractions where hops are no whole samples. */
  #underWay = 0;
  #bound = FIRST_HOPS;
  /** Since the last look. */
  #held = false;
  #slowestMs = 0;
  #slowestBeforeMs = 0;
  #lookedMs = 0;

  constructor(bell: FeederBell) {
    this.#bell = bell;
  }

  /** How long the slowest of the last answers took. */
  get answerMs(): number {
    return Math.max(this.#slowestMs, this.#slowestBeforeMs);
  }

  /** Hops that may be under way. */
  get bound(): number {
    return this.#bound;
  }

  get underWay(): number {
    return this.#underWay;
  }

  /** Streams whose turn is to come. */
  get waiting(): number {
    return this.#turns.length - this.#first;
  }

  /** Samples wait on this stream. */
  list(feedable: Feedable): void {
    if (feedable.listed) return;
    feedable.listed = true;
    this.#turns.push(feedable);
  }

  /** Whether a stream on which nothing waits may hand over what comes at once, past nobody. The engine hears of it with the next `pump`. */
  get open(): boolean {
    return this.waiting === 0 && this.#underWay < this.#bound;
  }

  /** A stream is about to hand over at once what has come; `handed`: how much it was. */
  passing(): void {
    this.#bell.hold();
  }

  handed(hops: number): void {
    this.#underWay += hops;
  }

  /** The engine has answered for so many hops, the last of which it was given so long ago; NaN where that is not known. */
  answered(hops: number, tookMs: number): void {
    this.#underWay = Math.max(0, this.#underWay - hops);
    if (tookMs > this.#slowestMs) this.#slowestMs = tookMs;
  }

  /** Gives turns as long as there are streams that wait and the engine may have more, and wakes it. */
  pump(nowMs: number): void {
    if (nowMs - this.#lookedMs >= LOOK_MS) this.#look(nowMs);
    this.#bell.hold();
    if (this.waiting > 0) this.#giveTurns(nowMs);
    this.#bell.release();
  }

  #giveTurns(nowMs: number): void {
    // Nobody can hand anything over once all that wait have been asked in vain.
    let inVain = 0;
    while (this.waiting > inVain) {
      if (this.#underWay >= this.#bound) {
        this.#held = true;
        break;
      }
      const feedable = this.#turns[this.#first++] as Feedable;
      feedable.listed = false;
      const { hops, more } = feedable.feed(QUANTUM, nowMs);
      this.#underWay += hops;
      if (more) this.list(feedable);
      inVain = hops > 0 ? 0 : inVain + 1;
    }
    if (2 * this.#first < this.#turns.length) return;
    this.#turns = this.#turns.slice(this.#first);
    this.#first = 0;
  }

  #look(nowMs: number): void {
    if (this.#slowestMs > ANSWER_MS) this.#bound = Math.max(LEAST_HOPS, Math.round(LESS * this.#bound));
    else if (this.#held && this.#slowestMs < ANSWER_MS / 2) {
      this.#bound = Math.min(MOST_HOPS, Math.round(MORE * this.#bound));
    }
    this.#held = false;
    this.#slowestBeforeMs = this.#slowestMs;
    this.#slowestMs = 0;
    this.#lookedMs = nowMs;
  }
}
