// Walks through every interleaving of a few threads that run the real code of the ring and the doorbell, and nothing
// but that code.
//
// Each access to shared memory (an Atomics call, or one element of the plain sample array) is one step. A thread is
// stopped before each of its steps by running it anew from its start: what its earlier steps gave is played back to it,
// the one new step is taken on the memory, and before the next it is thrown out. That is exact because a thread depends
// on nothing but what its steps gave. States that have been seen (equal memory, equal past of every thread) are not
// walked again, so the walk is exhaustive and still ends.
//
// The memory is sequentially consistent here. The ring needs no more: it publishes with atomic stores only, and
// JavaScript lets no plain access move over them in the direction that would matter.

import { Memory, type Thread, type ThreadState } from './watched-memory.js';

export type { Thread } from './watched-memory.js';

export interface Walk<T> {
  /** Bytes of each shared buffer. */
  readonly buffers: readonly number[];
  /** Changes the fresh memory before the threads start. */
  readonly prepare?: (...buffers: ArrayBufferLike[]) => void;
  readonly threads: readonly Thread<T>[];
  /**
   * Called at the end of every distinct run, with what each thread returned and with the memory as it is then. Throws
   * if something is wrong.
   */
  readonly check: (results: readonly T[], ...buffers: ArrayBufferLike[]) => void;
  /** Faults of the machine, each tried at every place where it can be. */
  readonly faults?: Faults;
}

export interface Faults {
  /** So many times a thread that sleeps wakes up although nobody has woken it. */
  readonly spurious?: number;
  /** So many wake-ups reach nobody. */
  readonly lost?: number;
  /** Whether a sleep ends by itself when nothing else happens any more: its ceiling. */
  readonly ceiling?: boolean;
}

export interface WalkReport {
  /** Distinct states, and distinct ends among them. */
  readonly states: number;
  readonly ends: number;
}

/** What threads did so far, and what memory holds. */
interface State {
  readonly cells: readonly number[];
  readonly threads: readonly ThreadState[];
  /** Faults that may still come. */
  readonly spurious: number;
  readonly lost: number;
}

/** More states than that are no small case. */
const MOST_STATES = 200_000;

/**
 * Walks all interleavings. Throws what `check` throws, with the schedule that led there, and when all that are not done
 * sleep for ever.
 */
export function walk<T>(options: Walk<T>): WalkReport {
  const { buffers } = options;
  const cells = new Array<number>(buffers.reduce((sum, bytes) => sum + bytes / 4, 0)).fill(0);
  if (options.prepare !== undefined) new Memory(cells, buffers).plainly(options.prepare);
  const { spurious = 0, lost = 0, ceiling = false } = options.faults ?? {};
  const asleep = { log: [], done: false, sleepsOn: -1 };
  const first: State = { cells, threads: options.threads.map(() => asleep), spurious, lost };
  const seen = new Set<string>([keyOf(first)]);
  const stack: { state: State; schedule: string }[] = [{ state: first, schedule: '' }];
  let ends = 0;
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { state, schedule } = top;
    const ready = state.threads.flatMap((thread, at) => (thread.done || thread.sleepsOn >= 0 ? [] : [at]));
    const sleeping = state.threads.flatMap((thread, at) => (thread.sleepsOn >= 0 ? [at] : []));
    if (ready.length === 0 && !(ceiling && sleeping.length > 0)) {
      ends++;
      finish(options, state, schedule);
      continue;
    }
    const nexts = ready.flatMap((at) => steps(options, state, at));
    if (state.spurious > 0) {
      for (const at of sleeping) nexts.push([woken(options, { ...state, spurious: state.spurious - 1 }, at), `s${at}`]);
    }
    if (ready.length === 0) for (const at of sleeping) nexts.push([woken(options, state, at), `c${at}`]);
    for (const [next, name] of nexts) {
      const key = keyOf(next);
      if (seen.has(key)) continue;
      seen.add(key);
      if (seen.size > MOST_STATES) throw new Error(`more than ${MOST_STATES} states`);
      stack.push({ state: next, schedule: `${schedule}${name}` });
    }
  }
  return { states: seen.size, ends };
}

function finish<T>(options: Walk<T>, state: State, schedule: string): void {
  try {
    const asleep = state.threads.findIndex((thread) => thread.sleepsOn >= 0);
    if (asleep >= 0) throw new Error(`thread ${asleep} sleeps for ever`);
    const results = options.threads.map((thread, at) => {
      const past = state.threads[at] as ThreadState;
      return new Memory([...state.cells], options.buffers).replayed(thread, past.log);
    });
    new Memory([...state.cells], options.buffers).plainly((...buffers) => options.check(results, ...buffers));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`after the steps ${schedule}: ${message}`, { cause: error });
  }
}

/** The state when a sleep has ended that nobody has ended. */
function woken<T>(options: Walk<T>, state: State, at: number): State {
  const memory = new Memory([...state.cells], options.buffers);
  const sleeper = state.threads[at] as ThreadState;
  const threads = state.threads.map((thread, i) =>
    i === at ? wokenBefore(options, sleeper, at, memory, 'timed-out') : thread,
  );
  return { ...state, threads };
}

/** The states that one more step of one thread may lead to, and how to call it in a schedule. */
function steps<T>(options: Walk<T>, state: State, at: number): [State, string][] {
  const { next, wakes } = step(options, state, at, true);
  if (!wakes || state.lost === 0) return [[next, `${at}`]];
  const unheard = step(options, state, at, false).next;
  return [
    [next, `${at}`],
    [{ ...unheard, lost: state.lost - 1 }, `${at}!`],
  ];
}

/**
 * The state after one more step of one thread, and whether it has woken others. `heard`: whether a wake-up reaches
 * them.
 */
function step<T>(
  options: Walk<T>,
  state: State,
  at: number,
  heard: boolean,
): { readonly next: State; readonly wakes: boolean } {
  const memory = new Memory([...state.cells], options.buffers);
  const thread = options.threads[at] as Thread<T>;
  const past = state.threads[at] as ThreadState;
  const { log, done, sleepsOn } = memory.advanced(thread, past.log);
  const wakes = state.threads.some((other, i) => i !== at && other.sleepsOn >= 0 && other.sleepsOn === memory.notified);
  const threads = state.threads.map((other, index) => {
    if (index === at) return { log, done, sleepsOn };
    // A thread that is woken finds out in its log: 'ok' is what its wait gave.
    if (!heard || other.sleepsOn < 0 || other.sleepsOn !== memory.notified) return other;
    return wokenBefore(options, other, index, memory, 'ok');
  });
  return { next: { ...state, cells: memory.cells, threads }, wakes };
}

function wokenBefore<T>(
  options: Walk<T>,
  sleeper: ThreadState,
  at: number,
  memory: Memory,
  answer: 'ok' | 'timed-out',
): ThreadState {
  const log = [...sleeper.log, answer];
  const done = new Memory([...memory.cells], options.buffers).isDone(options.threads[at] as Thread<T>, log);
  return { log, done, sleepsOn: -1 };
}

function keyOf(state: State): string {
  let cells = ''; // those that are not 0: most are never touched
  state.cells.forEach((value, at) => {
    if (value !== 0) cells += `${at}:${value},`;
  });
  return `${state.spurious};${state.lost}|${cells}|${state.threads.map(({ log, sleepsOn }) => `${log.join()};${sleepsOn}`).join('|')}`;
}
