// The journal of alarms and marks: lines are appended before anything else is done with them, and read when a server
// starts. Without a folder nothing is kept beyond the process.
import { join } from 'node:path';
import * as v from 'valibot';
import { LineFile } from './line-file.js';
import { type Line, LineSchema } from './records.js';

/** A longer file is written anew with what is still wanted of it. */
const MOST_BYTES = 8 * 2 ** 20;

export class Journal {
  readonly #file: LineFile | null;
  readonly #mostBytes: number;
  #sparedBytes = 0;

  /** `folder` null: in memory. Throws the system's error. */
  constructor(folder: string | null, mostBytes = MOST_BYTES) {
    this.#file = folder === null ? null : new LineFile(join(folder, 'journal.jsonl'));
    this.#mostBytes = mostBytes;
  }

  /** What an earlier process left, and how many lines were refused. */
  read(): { readonly lines: readonly Line[]; readonly refused: number } {
    const { values, refused } = this.#file?.read() ?? { values: [], refused: 0 };
    const lines = values.flatMap((value) => {
      const parsed = v.safeParse(LineSchema, value);
      return parsed.success ? [parsed.output] : [];
    });
    return { lines, refused: refused + values.length - lines.length };
  }

  /** Written, but perhaps lost in a power loss until `sync`. Throws the system's error. */
  append(...lines: Line[]): void {
    this.#file?.append(lines);
  }

  async sync(): Promise<void> {
    await this.#file?.sync();
  }

  /** Whether it has grown so much that it should be written anew. */
  get isLong(): boolean {
    return (this.#file?.bytes ?? 0) > this.#mostBytes + this.#sparedBytes;
  }

  /** Throws the system's error. */
  replace(lines: readonly Line[]): void {
    if (this.#file === null) return;
    this.#file.replace(lines);
    this.#sparedBytes = this.#file.bytes;
  }

  close(): void {
    this.#file?.close();
  }
}
