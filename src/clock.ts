// The time of stamps: ms since the epoch, which all threads share, as fine as the machine tells it.

/** How far the fine clock may be from the coarse one before it is set again. */
const APART_MS = 5;
/** How often that is looked at, by the fine clock: looking costs as much as the time itself. */
const LOOK_EVERY_MS = 50;
/** Clocks that are read within this time are read at once. */
const TOGETHER_MS = 1;
let offsetMs = performance.timeOrigin;
let lookAtMs = 0;

/**
 * Ms since the epoch. Follows Date.now, the only clock that all threads share (a worklet has no other), but finer: `performance.now` moves it
 * on in between, and alone would be off for good once the machine slept or the clock was set.
 *
 * Times of two threads can be compared: they agree to the tick of `performance.now` (below 0.001 ms in Node, 0.005 ms on an isolated page, 0.1 ms
 * on others), and to 1 ms once the machine has slept or its clock was set.
 */
export function now(): number {
  const ms = performance.now();
  if (ms >= lookAtMs) follow(ms);
  return offsetMs + ms;
}

/**
 * Ms by a clock that only ever goes forward, whatever happens to the time of day: for durations inside one thread. Its
 * zero means nothing, and times of two threads cannot be compared.
 */
export function monotonicMs(): number {
  return performance.now();
}

/** The thread may be put aside between two readings of clocks, for as long as it takes: then nothing can be told, and it is looked again next time. */
function follow(beforeMs: number): void {
  const coarseMs = Date.now();
  const afterMs = performance.now();
  const together = afterMs - beforeMs < TOGETHER_MS;
  lookAtMs = together ? afterMs + LOOK_EVERY_MS : afterMs;
  const apartMs = coarseMs - (offsetMs + afterMs);
  if (!together || Math.abs(apartMs) < APART_MS) return;
  offsetMs += apartMs;
  if (Math.abs(apartMs) >= JUMP_MS) jumps.unshift({ byMs: apartMs, forgottenAtMs: afterMs + REMEMBERED_MS });
  while (jumps.length > MOST_JUMPS || (jumps.at(-1)?.forgottenAtMs ?? afterMs) < afterMs) jumps.pop();
}

/** The clock was set by that much, and times from before may still be about. */
interface Jump {
  readonly byMs: number;
  /** By the fine clock. */
  readonly forgottenAtMs: number;
}

/** Less is told as it is: it is no absurd age. */
const JUMP_MS = 1000;
const REMEMBERED_MS = 60_000;
const MOST_JUMPS = 8;
/** The newest first. */
const jumps: Jump[] = [];

/**
 * How long before `nowMs`, of `now`, another time was, of `now` or of a thread that has Date.now alone; never less than 0. Where the clock was set
 * in between, one of the two may be by the clock as it was: the least of what it can have been is told.
 */
export function age(thenMs: number, nowMs: number): number {
  const ms = nowMs - thenMs;
  if (ms < 0 || ms > JUMP_MS) follow(performance.now());
  if (jumps.length === 0 || Number.isNaN(ms)) return Math.max(0, ms);
  let least = ms >= 0 ? ms : Number.POSITIVE_INFINITY;
  let byMs = 0;
  for (const jump of jumps) {
    byMs += jump.byMs;
    for (const possible of [ms - byMs, ms + byMs]) if (possible >= 0 && possible < least) least = possible;
  }
  return least === Number.POSITIVE_INFINITY ? 0 : least;
}
