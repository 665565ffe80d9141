// Which of an engine's streams may hand it samples, and how many: one after the other, each a few hops a turn, so that none starves; and no more in all
// than the engine works off soon, for what waits in here can still be given up fairly.

/** A stream's side of it. */
export interface Feedable {
  /** Hands the engine up to `hops` hops. Returns the hops it took; `more`: samples wait still and there is room for them. */
  feed(hops: number, nowMs: number): { readonly hops: number; readonly more: boolean };
}

/** Hops a stream hands over before the next one has its turn. */
const QUANTUM = 8;
const LEAST_HOPS = 128;
const MOST_HOPS = 1 << 16;
/** What is under way should be worked off within this. */
const UNDER_WAY_MS = 30;
const MEASURE_MS = 100;

export class Feeder {
  readonly #waiting: Feedable[] = [];
  readonly #listed = new Set<Feedable>();
  /** Hops handed over and not answered yet; of fractions where hops are no whole samples. */
  #underWay = 0;
  #bound = 2048;
  #done = 0;
  #held = false;
  #sinceMs = 0;

  /** Hops that may be under way. */
  get bound(): number {
    return this.#bound;
  }

  get underWay(): number {
    return this.#underWay;
  }

  /** Streams whose turn is to come. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Samples wait on this stream. */
  list(feedable: Feedable): void {
    if (this.#listed.has(feedable)) return;
    this.#listed.add(feedable);
    this.#waiting.push(feedable);
  }

  /** The engine has answered for so many hops. */
  answered(hops: number): void {
    this.#underWay = Math.max(0, this.#underWay - hops);
    this.#done += hops;
  }

  /** Gives turns as long as there are streams that wait and the engine may have more. */
  pump(nowMs: number): void {
    this.#measure(nowMs);
    let turns = this.#waiting.length;
    while (this.#waiting.length > 0 && turns-- > 0) {
      if (this.#underWay >= this.#bound) {
        this.#held = true;
        return;
      }
      const feedable = this.#waiting.shift() as Feedable;
      this.#listed.delete(feedable);
      const { hops, more } = feedable.feed(QUANTUM, nowMs);
      this.#underWay += hops;
      if (!more) continue;
      this.list(feedable);
      if (hops > 0) turns++;
    }
  }

  /** As many hops as it does in that time, where it was never short of them. */
  #measure(nowMs: number): void {
    const passedMs = nowMs - this.#sinceMs;
    if (passedMs < MEASURE_MS) return;
    if (this.#held && passedMs < 3 * MEASURE_MS) {
      const soon = (this.#done * UNDER_WAY_MS) / passedMs;
      this.#bound = Math.min(MOST_HOPS, Math.max(LEAST_HOPS, Math.round((this.#bound + soon) / 2)));
    }
    this.#held = false;
    this.#done = 0;
    this.#sinceMs = nowMs;
  }
}
