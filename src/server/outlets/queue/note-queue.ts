// The notes that wait for one outlet, in order. A note that came before is known and not taken again. There is a bound:
// over it the oldest notes are dropped and counted. With a folder the queue survives the process.
import { type AlarmNote, keyOf } from '../alarm-note.js';
import { NoteSegments } from './note-segments.js';
import { RecentKeys } from './recent-keys.js';
import type { WaitingNote } from './waiting-note.js';

export interface NoteQueueOptions {
  /** Null: what waits is lost with the process. */
  readonly folder: string | null;
  /** Notes that may wait. */
  readonly most: number;
}

export class NoteQueue {
  readonly #segments: NoteSegments | null;
  readonly #most: number;
  #waiting: WaitingNote[] = [];
  readonly #known = new RecentKeys();
  #next = 1;
  dropped = 0;
  /** Notes that came again. */
  repeated = 0;

  /** Throws the system's error where the folder cannot be used. */
  constructor({ folder, most }: NoteQueueOptions) {
    this.#most = most;
    this.#segments = folder === null ? null : new NoteSegments(folder);
    if (this.#segments === null) return;
    const { notes, delivered } = this.#segments.read();
    for (const waiting of notes) {
      this.#known.add(keyOf(waiting.note));
      this.#next = Math.max(this.#next, waiting.number + 1);
      if (waiting.number > delivered) this.#waiting.push(waiting);
    }
    this.#next = Math.max(this.#next, delivered + 1);
    this.#bound();
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Lines on the disk that could not be read. */
  get broken(): number {
    return this.#segments?.broken ?? 0;
  }

  /** False where the note came before. Throws the system's error where it cannot be written. */
  add(note: AlarmNote): boolean {
    const key = keyOf(note);
    if (this.#known.has(key)) {
      this.repeated++;
      return false;
    }
    const waiting = { number: this.#next, note };
    this.#segments?.append(waiting);
    this.#next++;
    this.#known.add(key);
    this.#waiting.push(waiting);
    this.#bound();
    return true;
  }

  /** The oldest notes, at most so many. */
  first(most: number): readonly WaitingNote[] {
    return this.#waiting.slice(0, most);
  }

  /** Everything up to that number is delivered. */
  delivered(upTo: number): void {
    let count = 0;
    while (count < this.#waiting.length && (this.#waiting[count] as WaitingNote).number <= upTo) count++;
    this.#waiting.splice(0, count);
    this.#segments?.delivered(upTo);
  }

  /** The first note is given up: its receiver refuses it. */
  setAside({ number, note }: WaitingNote, reason: string): void {
    this.#segments?.setAside(note, reason);
    this.delivered(number);
  }

  /** Resolves when all that was added survives a power loss. */
  async sync(): Promise<void> {
    await this.#segments?.sync();
  }

  close(): void {
    this.#segments?.close();
  }

  #bound(): void {
    const over = this.#waiting.length - this.#most;
    if (over <= 0) return;
    // A tenth at once: each time, the disk is told.
    const dropped = this.#waiting.splice(0, Math.min(this.#waiting.length, over + Math.floor(this.#most / 10)));
    this.dropped += dropped.length;
    this.#segments?.delivered((dropped.at(-1) as WaitingNote).number);
  }
}
