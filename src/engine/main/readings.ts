// Main thread: which of an engine's links have something to be read: those that the engine has marked, and those of
// which more may wait.
import type { DoorbellWaiter } from '../../ring/doorbell.js';
import { Marked } from '../../ring/marked.js';

/** A link's side of it. */
export interface Readable {
  /** Reads what waits. True where there may be more. */
  read(): boolean;
}

interface Entry {
  readonly link: Readable;
  /** Whether it is in the list. */
  due: boolean;
}

/** Links that are read before the event loop has its turn: what comes in meanwhile is not to wait for a thousand. */
const AT_ONCE = 512;

export class Readings {
  readonly #bell: DoorbellWaiter | null;
  readonly #entries = new Map<number, Entry>();
  readonly #byMark = new Marked<Entry>();
  /** From #first on. A plain list: a set of so many that come and go is copied over and over. */
  #due: Entry[] = [];
  #first = 0;

  /** `bell`: of main; null: transport `messages`, where nothing lies in rings. */
  constructor(bell: DoorbellWaiter | null) {
    this.#bell = bell;
  }

  add(stream: number, link: Readable): void {
    const entry = { link, due: false };
    this.#entries.set(stream, entry);
    this.#byMark.add(stream, entry);
  }

  forget(stream: number): void {
    const entry = this.#entries.get(stream);
    if (entry === undefined) return;
    this.#entries.delete(stream);
    this.#byMark.remove(stream, entry);
  }

  /** Reads what is marked, and says whether there may be more. */
  read(): boolean {
    this.#bell?.takeMarks(this.#note);
    const until = Math.min(this.#due.length, this.#first + AT_ONCE);
    while (this.#first < until) {
      const entry = this.#due[this.#first++] as Entry;
      entry.due = false;
      // One of which there is more goes behind the others.
      if (entry.link.read()) this.#list(entry);
    }
    if (this.#first < this.#due.length) return true;
    this.#due.length = 0;
    this.#first = 0;
    return false;
  }

  /** Reads whatever there is, marked or not. */
  readEvery(): void {
    for (const entry of this.#entries.values()) if (entry.link.read()) this.#list(entry);
  }

  readonly #note = (mark: number): void => {
    for (const entry of this.#byMark.at(mark)) this.#list(entry);
  };

  #list(entry: Entry): void {
    if (entry.due) return;
    entry.due = true;
    this.#due.push(entry);
  }
}
