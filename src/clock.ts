// The clock of time stamps: ms since the epoch, shared by all threads, with the finest resolution that the machine has.

/** If the fine clock is further than this from the coarse one, it is set again. */
const APART_MS = 5;
/** How often the two are compared, by the fine clock: comparing costs as much as reading the time. */
const LOOK_EVERY_MS = 50;
/** Two clocks that are read within this time count as read at the same time. */
const TOGETHER_MS = 1;
let offsetMs = performance.timeOrigin;
let lookAtMs = 0;

/**
 * Ms since the epoch. It follows Date.now, the only clock that all threads share (a worklet has no other), and is
 * finer, because `performance.now` advances it in between. `performance.now` alone would stay wrong once the machine
 * has slept or its clock was set.
 *
 * Times of two threads can be compared. They agree to the resolution of `performance.now` (below 0.001 ms in Node,
 * 0.005 ms on an isolated page, 0.1 ms on other pages), and to 1 ms once the machine has slept or its clock was set.
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

/**
 * The thread may be suspended between reading the two clocks. Then they cannot be compared, and the next call tries
 * again.
 */
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

/** The clock was set by this much, and times from before may still be in use. */
interface Jump {
  readonly byMs: number;
  /** By the fine clock. */
  readonly forgottenAtMs: number;
}

/** Smaller jumps are ignored: they do not make an age absurd. */
const JUMP_MS = 1000;
const REMEMBERED_MS = 60_000;
const MOST_JUMPS = 8;
/** The newest first. */
const jumps: Jump[] = [];

/**
 * How long before `nowMs`, a time of `now`, another time was: a time of `now`, or of a thread that has only Date.now.
 * Never below 0. If the clock was set in between, either time may be from before that; then the smallest possible age
 * is returned.
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
