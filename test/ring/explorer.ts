// Walks through every interleaving of a few threads that run the real code of the ring and the doorbell, and nothing but that code.
//
// Each access to shared memory (an Atomics call, or one element of the plain sample array) is one step. A thread is stopped before each of its
// steps by running it anew from its start: what its earlier steps gave is played back to it, the one new step is taken on the memory, and
// before the next it is thrown out. That is exact because a thread depends on nothing but what its steps gave. States that have been seen
// (equal memory, equal past of every thread) are not walked again, so the walk is exhaustive and still ends.
//
// The memory is sequentially consistent here. The ring needs no more: it publishes with atomic stores only, and JavaScript lets no plain access
// move over them in the direction that would matter.

/** A thread: plain code on the shared buffers, without other state. What it returns is given to `check`. */
export type Thread<T> = (...buffers: ArrayBufferLike[]) => T;

export interface Walk<T> {
  /** Bytes of each shared buffer. */
  readonly buffers: readonly number[];
  /** Changes the fresh memory before the threads start. */
  readonly prepare?: (...buffers: ArrayBufferLike[]) => void;
  readonly threads: readonly Thread<T>[];
  /** Called at the end of every distinct run, with what each thread returned and with the memory as it is then. Throws if something is wrong. */
  readonly check: (results: readonly T[], ...buffers: ArrayBufferLike[]) => void;
}

export interface WalkReport {
  /** Distinct states, and distinct ends among them. */
  readonly states: number;
  readonly ends: number;
}

/** Stands for shared memory where code expects a buffer. */
class WatchedBuffer {
  /** Of its first cell. */
  readonly at: number;
  readonly byteLength: number;

  constructor(at: number, byteLength: number) {
    this.at = at;
    this.byteLength = byteLength;
  }
}

/** What threads did so far, and what memory holds. */
interface State {
  readonly cells: readonly number[];
  readonly threads: readonly ThreadState[];
}

interface ThreadState {
  /** What its steps gave. */
  readonly log: readonly unknown[];
  readonly done: boolean;
  /** The word on which it sleeps, or -1. */
  readonly sleepsOn: number;
}

/** More states than that are no small case. */
const MOST_STATES = 200_000;

/** Thrown into a thread to stop it. */
const STOP = Symbol('stop');

/** Walks all interleavings. Throws what `check` throws, with the schedule that led there, and when all that are not done sleep for ever. */
export function walk<T>(options: Walk<T>): WalkReport {
  const { buffers } = options;
  const cells = new Array<number>(buffers.reduce((sum, bytes) => sum + bytes / 4, 0)).fill(0);
  if (options.prepare !== undefined) new Memory(cells, buffers).plainly(options.prepare);
  const first: State = { cells, threads: options.threads.map(() => ({ log: [], done: false, sleepsOn: -1 })) };
  const seen = new Set<string>([keyOf(first)]);
  const stack: { state: State; schedule: string }[] = [{ state: first, schedule: '' }];
  let ends = 0;
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { state, schedule } = top;
    const ready = state.threads.flatMap((thread, at) => (thread.done || thread.sleepsOn >= 0 ? [] : [at]));
    if (ready.length === 0) {
      ends++;
      finish(options, state, schedule);
      continue;
    }
    for (const at of ready) {
      const next = step(options, state, at);
      const key = keyOf(next);
      if (seen.has(key)) continue;
      seen.add(key);
      if (seen.size > MOST_STATES) throw new Error(`more than ${MOST_STATES} states`);
      stack.push({ state: next, schedule: `${schedule}${at}` });
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

/** The state after one more step of one thread. */
function step<T>(options: Walk<T>, state: State, at: number): State {
  const memory = new Memory([...state.cells], options.buffers);
  const thread = options.threads[at] as Thread<T>;
  const past = state.threads[at] as ThreadState;
  const { log, done, sleepsOn } = memory.advanced(thread, past.log);
  const threads = state.threads.map((other, index) => {
    if (index === at) return { log, done, sleepsOn };
    // A thread that is woken finds out in its log: 'ok' is what its wait gave.
    if (other.sleepsOn < 0 || other.sleepsOn !== memory.notified) return other;
    return wokenBefore(options, other, index, memory);
  });
  return { cells: memory.cells, threads };
}

function wokenBefore<T>(options: Walk<T>, sleeper: ThreadState, at: number, memory: Memory): ThreadState {
  const log = [...sleeper.log, 'ok'];
  const done = new Memory([...memory.cells], options.buffers).isDone(options.threads[at] as Thread<T>, log);
  return { log, done, sleepsOn: -1 };
}

function keyOf(state: State): string {
  let cells = ''; // those that are not 0: most are never touched
  state.cells.forEach((value, at) => {
    if (value !== 0) cells += `${at}:${value},`;
  });
  return `${cells}|${state.threads.map(({ log, sleepsOn }) => `${log.join()};${sleepsOn}`).join('|')}`;
}

/** The memory, and the globals through which code reaches it. */
class Memory {
  readonly cells: number[];
  /** The word that was notified in the last step, or -1. */
  notified = -1;
  readonly #buffers: readonly ArrayBufferLike[];
  #log: unknown[] = [];
  #played = 0;
  /** Steps that may be taken after the log is played back. */
  #left = 0;
  #sleepsOn = -1;

  constructor(cells: number[], byteLengths: readonly number[]) {
    this.cells = cells;
    let at = 0;
    this.#buffers = byteLengths.map((byteLength) => {
      const buffer = new WatchedBuffer(at, byteLength);
      at += byteLength / 4;
      return buffer as unknown as ArrayBufferLike;
    });
  }

  /** Runs code to its end. */
  plainly<T>(code: Thread<T>): T {
    this.#left = Number.POSITIVE_INFINITY;
    return this.#run(code);
  }

  /** Runs a thread whose whole log is known, and returns what it returns. */
  replayed<T>(thread: Thread<T>, log: readonly unknown[]): T {
    this.#log = [...log];
    return this.#run(thread);
  }

  /** Whether a thread is done after what it has logged. */
  isDone<T>(thread: Thread<T>, log: readonly unknown[]): boolean {
    this.#log = [...log];
    return !this.#stopped(thread);
  }

  /** Takes one more step of a thread. */
  advanced<T>(thread: Thread<T>, log: readonly unknown[]): ThreadState {
    this.#log = [...log];
    this.#left = 1;
    const stopped = this.#stopped(thread);
    return { log: this.#log, done: !stopped, sleepsOn: this.#sleepsOn };
  }

  #stopped<T>(thread: Thread<T>): boolean {
    try {
      this.#run(thread);
      return false;
    } catch (error) {
      if (error === STOP) return true;
      throw error;
    }
  }

  /** Code finds shared memory through globals alone, so these are changed while it runs; it runs to its end or STOP without a pause. */
  #run<T>(code: Thread<T>): T {
    const real = {
      Atomics: globalThis.Atomics,
      Int32Array: globalThis.Int32Array,
      Float32Array: globalThis.Float32Array,
    };
    Object.assign(globalThis, {
      Atomics: this.#atomics(),
      Int32Array: this.#viewed(real.Int32Array),
      Float32Array: this.#viewed(real.Float32Array),
    });
    try {
      return code(...this.#buffers);
    } finally {
      Object.assign(globalThis, real);
    }
  }

  /** One step: played back, or taken, or the end of this run. */
  #step<T>(take: () => T): T {
    if (this.#played < this.#log.length) return this.#log[this.#played++] as T;
    if (this.#left === 0) throw STOP;
    this.#left--;
    const result = take();
    // In a run without a limit nobody plays back.
    if (this.#left === 0) this.#log.push(result);
    this.#played = this.#log.length;
    return result;
  }

  #atomics(): unknown {
    const { cells } = this;
    return {
      load: (view: View, index: number) => this.#step(() => cells[cellOf(view, index)]),
      store: (view: View, index: number, value: number) =>
        this.#step(() => {
          cells[cellOf(view, index)] = value;
          return value;
        }),
      add: (view: View, index: number, value: number) =>
        this.#step(() => {
          const at = cellOf(view, index);
          const before = cells[at] as number;
          cells[at] = (before + value) | 0;
          return before;
        }),
      notify: (view: View, index: number) =>
        this.#step(() => {
          this.notified = cellOf(view, index);
          return 0;
        }),
      wait: (view: View, index: number, expected: number) =>
        this.#step(() => {
          if (cells[cellOf(view, index)] !== expected) return 'not-equal';
          this.#sleepsOn = cellOf(view, index);
          this.#left = 0;
          throw STOP;
        }),
    };
  }

  /** A typed array constructor: on the watched buffer a view whose every access is a step, elsewhere the real thing. */
  #viewed(Real: Int32ArrayConstructor | Float32ArrayConstructor): unknown {
    const view = ({ at, byteLength }: WatchedBuffer, byteOffset = 0, length = (byteLength - byteOffset) / 4) =>
      this.#view(at + byteOffset / 4, length);
    return new Proxy(Real, {
      construct: (_, [from, ...rest]: [unknown, number?, number?]) =>
        from instanceof WatchedBuffer ? view(from, ...rest) : Reflect.construct(Real, [from, ...rest]),
    });
  }

  #view(at: number, length: number): View {
    return new Proxy({ at, length } as View, {
      get: (view, key) => {
        const index = indexOf(key);
        return index < 0 ? Reflect.get(view, key) : this.#step(() => this.cells[cellOf(view, index)]);
      },
      set: (view, key, value: number) => {
        this.#step(() => {
          this.cells[cellOf(view, indexOf(key))] = value;
        });
        return true;
      },
    });
  }
}

interface View {
  readonly at: number;
  readonly length: number;
}

function cellOf(view: View, index: number): number {
  if (!(index >= 0 && index < view.length)) throw new RangeError(`no element ${index} in a view of ${view.length}`);
  return view.at + index;
}

function indexOf(key: string | symbol): number {
  return typeof key === 'string' && /^\d+$/.test(key) ? Number(key) : -1;
}
