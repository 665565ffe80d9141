// Notes on the disk, in a folder of one outlet: files of JSON lines that are only appended to, and a file that says up to
// which number everything is delivered. A note is written before anything else is done with it, so a process that is
// killed has lost none. A line that was cut off was never acknowledged, and is cut away.
import {
  closeSync,
  fdatasync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AlarmNote } from '../alarm-note.js';
import type { WaitingNote } from './waiting-note.js';

const SEGMENT = /^notes-(\d{12})\.jsonl$/;
const DELIVERED = 'delivered';
/** Notes of a file. */
const SEGMENT_NOTES = 1000;
/** Files that are kept though all their notes are delivered, so that a note that comes again is known. */
const KEPT_SEGMENTS = 2;

interface Segment {
  readonly first: number;
  last: number;
}

export class NoteSegments {
  readonly #folder: string;
  /** The oldest first. The last one is appended to. */
  readonly #segments: Segment[] = [];
  #descriptor: number | null = null;
  #delivered = 0;
  /** Lines that could not be read. */
  broken = 0;

  /** Throws the system's error where the folder cannot be used. */
  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /** Reads what an earlier process left, the delivered notes that are still kept included. */
  read(): { readonly notes: readonly WaitingNote[]; readonly delivered: number } {
    this.#delivered = this.#readDelivered();
    const notes: WaitingNote[] = [];
    for (const file of readdirSync(this.#folder).sort()) {
      const first = Number(SEGMENT.exec(file)?.[1] ?? Number.NaN);
      if (Number.isNaN(first)) continue;
      const read = this.#readSegment(join(this.#folder, file));
      notes.push(...read);
      this.#segments.push({ first, last: read.at(-1)?.number ?? first - 1 });
    }
    return { notes, delivered: this.#delivered };
  }

  /** Throws the system's error, as where the disk is full. */
  append(waiting: WaitingNote): void {
    const last = this.#segments.at(-1);
    if (this.#descriptor === null || last === undefined || last.last - last.first + 1 >= SEGMENT_NOTES) {
      this.#begin(waiting.number);
    }
    writeSync(this.#descriptor as number, `${JSON.stringify(waiting)}\n`);
    (this.#segments.at(-1) as Segment).last = waiting.number;
  }

  /** Everything up to that number is delivered. */
  delivered(upTo: number): void {
    if (upTo <= this.#delivered) return;
    this.#delivered = upTo;
    const path = join(this.#folder, DELIVERED);
    writeFileSync(`${path}.new`, `${upTo}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
    while (this.#segments.length > KEPT_SEGMENTS && (this.#segments[0] as Segment).last <= upTo) {
      const { first } = this.#segments.shift() as Segment;
      rmSync(join(this.#folder, fileOf(first)), { force: true });
    }
  }

  /** A note that its receiver refused for good is kept for whoever wants to look at it. */
  setAside(note: AlarmNote, reason: string): void {
    writeFileSync(join(this.#folder, 'refused.jsonl'), `${JSON.stringify({ reason, note })}\n`, {
      flag: 'a',
      mode: 0o600,
    });
  }

  /** Resolves when everything appended so far survives a power loss. */
  async sync(): Promise<void> {
    const descriptor = this.#descriptor;
    if (descriptor === null) return;
    await promisify(fdatasync)(descriptor).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EBADF') throw error; // the next file was begun meanwhile, and this one was synced then
    });
  }

  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }

  #begin(first: number): void {
    const before = this.#descriptor;
    // One that an earlier process began goes on, where it has room.
    const last = this.#segments.at(-1);
    const goesOn = before === null && last !== undefined && first - last.first < SEGMENT_NOTES;
    const begins = goesOn ? last.first : first;
    this.#descriptor = openSync(join(this.#folder, fileOf(begins)), 'a', 0o600);
    if (!goesOn) this.#segments.push({ first, last: first - 1 });
    if (before !== null) closeSync(before);
  }

  #readDelivered(): number {
    try {
      const number = Number(readFileSync(join(this.#folder, DELIVERED), 'utf8'));
      return Number.isSafeInteger(number) && number >= 0 ? number : 0;
    } catch {
      return 0;
    }
  }

  #readSegment(path: string): WaitingNote[] {
    const bytes = readFileSync(path);
    const whole = bytes.lastIndexOf(10) + 1;
    if (whole < bytes.length) truncateSync(path, whole);
    const notes: WaitingNote[] = [];
    for (const line of bytes.toString('utf8', 0, whole).split('\n')) {
      if (line === '') continue;
      const waiting = waitingIn(line);
      if (waiting === null) this.broken++;
      else notes.push(waiting);
    }
    return notes;
  }
}

function fileOf(first: number): string {
  return `notes-${String(first).padStart(12, '0')}.jsonl`;
}

function waitingIn(line: string): WaitingNote | null {
  try {
    const waiting = JSON.parse(line) as Partial<WaitingNote>;
    const { number, note } = waiting;
    const isNote = typeof note === 'object' && note !== null && typeof note.id === 'string';
    return Number.isSafeInteger(number) && isNote ? (waiting as WaitingNote) : null;
  } catch {
    return null;
  }
}
