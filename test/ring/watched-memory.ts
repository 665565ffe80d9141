// Shared memory as the explorer gives it to a thread: every access is one step that is played back, taken, or the end
// of the run.

/** A thread: plain code on the shared buffers, without other state. What it returns is given to `check`. */
export type Thread<T> = (...buffers: ArrayBufferLike[]) => T;

export interface ThreadState {
  /** What its steps gave. */
  readonly log: readonly unknown[];
  readonly done: boolean;
  /** The word on which it sleeps, or -1. */
  readonly sleepsOn: number;
}

/** Thrown into a thread to stop it. */
const STOP = Symbol('stop');

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

/** The memory, and the globals through which code reaches it. */
export class Memory {
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

  /**
   * Code finds shared memory through globals alone, so these are changed while it runs; it runs to its end or STOP
   * without a pause.
   */
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
      or: (view: View, index: number, value: number) =>
        this.#step(() => {
          const at = cellOf(view, index);
          const before = cells[at] as number;
          cells[at] = before | value;
          return before;
        }),
      exchange: (view: View, index: number, value: number) =>
        this.#step(() => {
          const at = cellOf(view, index);
          const before = cells[at] as number;
          cells[at] = value;
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
