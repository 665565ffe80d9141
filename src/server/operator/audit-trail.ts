// Who did what, when: appended, never changed, and kept up to a bound. The newest entries are in memory too.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { type AuditEntry, AuditEntrySchema } from '../../protocol/operator.js';
import { LineFile } from './line-file.js';

const FILE = /^audit-(\d{12})\.jsonl$/;
/** Entries of a file, and files that are kept. */
const FILE_ENTRIES = 1000;
const KEPT_FILES = 20;
/** Entries that can be asked for. */
export const MOST_SHOWN = 1000;

export class AuditTrail {
  readonly #folder: string | null;
  /** By number of the first entry. */
  readonly #files: number[] = [];
  #file: LineFile | null = null;
  readonly #newest: AuditEntry[] = [];
  #next = 1;
  /** Lines that were refused. */
  refused = 0;

  /** `folder` null: in memory. Throws the system's error. */
  constructor(folder: string | null) {
    this.#folder = folder;
    if (folder === null) return;
    const firsts = readdirSync(folder).flatMap((file) => Number(FILE.exec(file)?.[1] ?? Number.NaN));
    this.#files.push(...firsts.filter(Number.isSafeInteger).sort((a, b) => a - b));
    for (const first of this.#files.slice(-2)) this.#read(first);
  }

  /** Returns a function that takes it back, to be called at once. Throws the system's error. */
  append(entry: Omit<AuditEntry, 'number'>): () => void {
    const numbered = { number: this.#next, ...entry };
    const file = this.#fileFor(this.#next);
    const bytes = file?.bytes ?? 0;
    file?.append([numbered]);
    this.#next++;
    this.#remember(numbered);
    return () => {
      file?.cut(bytes);
      this.#next--;
      this.#newest.pop();
    };
  }

  /** Resolves when what was appended survives a power loss. */
  async sync(): Promise<void> {
    await this.#file?.sync();
  }

  /** The newest first. */
  newest(most: number): AuditEntry[] {
    return this.#newest.slice(-Math.min(most, MOST_SHOWN)).reverse();
  }

  close(): void {
    this.#file?.close();
  }

  #fileFor(number: number): LineFile | null {
    if (this.#folder === null) return null;
    const last = this.#files.at(-1);
    if (this.#file !== null && last !== undefined && number - last < FILE_ENTRIES) return this.#file;
    const goesOn = this.#file === null && last !== undefined && number - last < FILE_ENTRIES;
    const first = goesOn ? last : number;
    this.#file?.close();
    this.#file = new LineFile(pathOf(this.#folder, first));
    if (!goesOn) this.#files.push(first);
    while (this.#files.length > KEPT_FILES) {
      rmSync(pathOf(this.#folder, this.#files.shift() as number), { force: true });
    }
    return this.#file;
  }

  #read(first: number): void {
    const file = new LineFile(pathOf(this.#folder ?? '', first));
    const { values, refused } = file.read();
    file.close();
    this.refused += refused;
    for (const value of values) {
      const parsed = v.safeParse(AuditEntrySchema, value);
      if (!parsed.success || parsed.output.number < this.#next) this.refused++;
      else {
        this.#remember(parsed.output);
        this.#next = parsed.output.number + 1;
      }
    }
  }

  #remember(entry: AuditEntry): void {
    this.#newest.push(entry);
    if (this.#newest.length > MOST_SHOWN) this.#newest.shift();
  }
}

function pathOf(folder: string, first: number): string {
  return join(folder, `audit-${String(first).padStart(12, '0')}.jsonl`);
}
