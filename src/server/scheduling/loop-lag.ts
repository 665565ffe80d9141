// How long what is read now may have waited in its socket: as long as this thread was busy since it last looked at its
// sockets. While the event loop was idle, everything was read at once. Node says how long it was idle. Bun and Deno say
// 0 for ever: there a timer sees the loop turn while data comes.
import { performance } from 'node:perf_hooks';

/** Busy for longer than this between two looks at the sockets, the thread counts as pressed for a while. */
const PRESSED_MS = 15;
const PRESSED_FOR_MS = 1000;
/** Asking for the loop's idle time costs a good part of a block's work, and every block asks: so not more often. */
const ASK_EVERY_MS = 2;
/** How often the loop is seen to turn where nobody says how long it was idle. What is told is at most so much too long. */
const TURN_EVERY_MS = 4;
/** Where nobody has asked for so long, the turns are not watched any more. */
const WATCH_FOR_MS = 1000;

export class LoopLag {
  readonly #idleMs: () => number;
  /** The thread counts as busy since then, minus its idle time. */
  #markedMs = performance.now();
  #idleAtMarkMs = 0;
  /** When the idle time was last asked for, and how long the thread had been busy by then. */
  #askedMs = this.#markedMs;
  #busyMs = 0;
  #pressedUntilMs = Number.NEGATIVE_INFINITY;

  /** When somebody last asked how long it is. */
  #neededMs = this.#markedMs;
  /** When the loop was last seen to turn; null while nobody watches. */
  #turnedMs: number | null = null;

  /** `idleMs`: how long the event loop has been idle in all; 0 where that is not known. */
  constructor(idleMs = () => performance.eventLoopUtilization().idle) {
    this.#idleMs = idleMs;
  }

  /** The event loop is about to look at its sockets, or just did. */
  mark(): void {
    const nowMs = performance.now();
    this.#notePressure(nowMs);
    this.#markedMs = nowMs;
    this.#idleAtMarkMs = this.#idleMs();
    this.#askedMs = nowMs;
    this.#busyMs = 0;
  }

  /** Whether the thread recently had more work than time: data in sockets may be older than `ms` tells. */
  get pressed(): boolean {
    return performance.now() < this.#pressedUntilMs;
  }

  /** At most so long, ms. */
  get ms(): number {
    this.#neededMs = performance.now();
    return this.#busyFor(this.#neededMs);
  }

  #busyFor(nowMs: number): number {
    if (nowMs - this.#askedMs >= ASK_EVERY_MS) {
      this.#busyMs = this.#busySinceMark(nowMs);
      this.#askedMs = nowMs;
    }
    return this.#busyMs + nowMs - this.#askedMs;
  }

  #busySinceMark(nowMs: number): number {
    const idleMs = this.#idleMs();
    if (idleMs > 0) return Math.max(0, nowMs - this.#markedMs - (idleMs - this.#idleAtMarkMs));
    this.#turnedMs ??= this.#watchTurn(nowMs);
    return nowMs - Math.max(this.#markedMs, this.#turnedMs);
  }

  /** What the loop does now counts as a turn; the next one is seen in a while. Returns `nowMs`. */
  #watchTurn(nowMs: number): number {
    // After the timers of a turn the loop looks at its sockets, and then it calls what setImmediate was given.
    setTimeout(() => setImmediate(() => this.#turned()), TURN_EVERY_MS).unref();
    return nowMs;
  }

  #turned(): void {
    const nowMs = performance.now();
    this.#notePressure(nowMs);
    this.#askedMs = nowMs;
    this.#busyMs = 0;
    this.#turnedMs = nowMs - this.#neededMs < WATCH_FOR_MS ? this.#watchTurn(nowMs) : null;
  }

  #notePressure(nowMs: number): void {
    if (this.#busyFor(nowMs) > PRESSED_MS) this.#pressedUntilMs = nowMs + PRESSED_FOR_MS;
  }
}
