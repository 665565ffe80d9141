// Engine thread: how it waits for its doorbell. To be woken costs a sleeping thread several times what a small step takes: the core has gone to sleep too, and
// has forgotten. So where somebody asked for it (`latencyHint: 'interactive'`) and rings keep a beat, the thread is awake a moment before the next one and
// watches for it. It watches for a twentieth of the time at most, and not at all where rings come as they like.
import { Beat } from './beat.js';

/** A doorbell, from its waiting end. */
export interface Bell {
  /** Whether somebody has rung since it was looked at. */
  readonly rung: boolean;
  /** Sleeps until somebody has, at most so long. False at the ceiling. */
  wait(ceilingMs: number): boolean;
}

/** Looks at the bell in a millisecond, before it is known how fast that goes here, and at least and most. */
const LOOKS_A_MS = 10_000;
const LEAST_LOOKS_A_MS = 1000;
const MOST_LOOKS_A_MS = 1_000_000;

/** Real-time. */
export class Watch {
  readonly #bell: Bell;
  readonly #seen: () => void;
  readonly #now: () => number;
  readonly #beat = new Beat();
  /** The clock is not asked between looks: some engines make garbage of each answer. */
  readonly #looksAMs = new Float64Array(1).fill(LOOKS_A_MS);

  /** `seen`: called when it was watched for and came. `now`: ms. */
  constructor(bell: Bell, seen: () => void, now: () => number = () => performance.now()) {
    this.#bell = bell;
    this.#seen = seen;
    this.#now = now;
  }

  /** As the bell's own `wait`. */
  wait(ceilingMs: number): boolean {
    const rang = this.#inTime() || this.#bell.wait(ceilingMs);
    if (rang) this.#beat.rang(this.#now());
    return rang;
  }

  /** Waits until the beat is over, if there is one, and says whether somebody has rung. */
  #inTime(): boolean {
    const { dueMs, toleranceMs } = this.#beat;
    const nowMs = this.#now();
    const sleepMs = dueMs - toleranceMs - nowMs;
    if (!(dueMs + toleranceMs > nowMs)) return false; // also where nobody can tell
    if (sleepMs > 0 && this.#bell.wait(sleepMs)) return true;
    if (this.#watch(dueMs + toleranceMs)) return true;
    this.#beat.missed();
    return false;
  }

  #watch(untilMs: number): boolean {
    const startedAtMs = this.#now();
    const looksAMs = this.#looksAMs[0] as number;
    const looks = looksAMs * (untilMs - startedAtMs);
    for (let look = 0; look < looks; look++) {
      if (!this.#bell.rung) continue;
      this.#seen();
      return true;
    }
    const tookMs = this.#now() - startedAtMs;
    const measured = Math.min(MOST_LOOKS_A_MS, Math.max(LEAST_LOOKS_A_MS, looks / tookMs));
    if (looks > 0 && tookMs > 0) this.#looksAMs[0] = (looksAMs + measured) / 2;
    return false;
  }
}
