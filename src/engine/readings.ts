// Main thread: which of an engine's links have something to be read: those that the engine has marked, and those of which more may wait.
import type { DoorbellWaiter } from '../ring/doorbell.js';
import { Marked } from '../ring/marked.js';
import type { Link } from './link.js';

/** Links that are read before the event loop has its turn: what comes in meanwhile is not to wait for a thousand. */
const AT_ONCE = 128;

export class Readings {
  readonly #bell: DoorbellWaiter | null;
  readonly #links = new Map<number, Link>();
  readonly #byMark = new Marked<Link>();
  readonly #due = new Set<Link>();

  /** `bell`: of main; null: transport `messages`, where nothing lies in rings. */
  constructor(bell: DoorbellWaiter | null) {
    this.#bell = bell;
  }

  add(lane: number, link: Link): void {
    this.#links.set(lane, link);
    this.#byMark.add(lane, link);
  }

  forget(lane: number): void {
    const link = this.#links.get(lane);
    if (link === undefined) return;
    this.#links.delete(lane);
    this.#byMark.remove(lane, link);
    this.#due.delete(link);
  }

  /** Reads what is marked, and says whether there may be more. */
  read(): boolean {
    this.#bell?.takeMarks(this.#note);
    let left = Math.min(AT_ONCE, this.#due.size);
    for (const link of this.#due) {
      if (left-- === 0) break;
      // One of which there is more goes behind the others.
      this.#due.delete(link);
      if (link.read()) this.#due.add(link);
    }
    return this.#due.size > 0;
  }

  /** Reads whatever there is, marked or not. */
  readEvery(): void {
    for (const link of this.#links.values()) if (link.read()) this.#due.add(link);
  }

  readonly #note = (mark: number): void => {
    for (const link of this.#byMark.at(mark)) this.#due.add(link);
  };
}
