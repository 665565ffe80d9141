// Main thread: which of an engine's links have records to read: those that the engine has marked, and those that may
// have more.
import { monotonicMs } from '../../clock.js';
import type { DoorbellWaiter } from '../../ring/doorbell.js';
import { Marked } from '../../ring/marked.js';

/** A link, as it is read. */
export interface Readable {
  /** Reads the records that wait. True where there may be more. */
  read(): boolean;
}

interface Entry {
  readonly link: Readable;
  /** Whether it is in the list. */
  due: boolean;
}

/** Links are read for so long before the event loop gets a turn: other events must not wait for a thousand links. */
const AT_ONCE_MS = 2;

export class Readings {
  readonly #bell: DoorbellWaiter | null;
  readonly #entries = new Map<number, Entry>();
  readonly #byMark = new Marked<Entry>();
  /**
   * The links to read, from #first on. A plain list: a Set to which so many are added and removed is copied again and
   * again.
   */
  #due: Entry[] = [];
  #first = 0;

  /** `bell`: main's. Null: transport `messages`, without rings. */
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

  /** Reads the marked links. Returns whether there may be more. */
  read(): boolean {
    this.#bell?.takeMarks(this.#note);
    const untilMs = monotonicMs() + AT_ONCE_MS;
    for (const { length } = this.#due; this.#first < length && monotonicMs() < untilMs; ) {
      const entry = this.#due[this.#first++] as Entry;
      entry.due = false;
      if (entry.link.read()) this.#list(entry); // to the end of the list
    }
    if (this.#first < this.#due.length) return true;
    this.#due.length = 0;
    this.#first = 0;
    return false;
  }

  /** Reads all links, marked or not. */
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
