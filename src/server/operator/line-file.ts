// A file of lines that is only appended to. Each line is a checksum and JSON. A line that was cut off was never
// answered for, and is cut away; one that has changed is refused.
import {
  closeSync,
  constants,
  fdatasync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { promisify } from 'node:util';
import { crc32 } from '../../model/crc32.js';

const { O_APPEND, O_CREAT, O_RDWR, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
const LINE = /^([0-9a-f]{8}) (.*)$/s;

export class LineFile {
  readonly #path: string;
  #descriptor: number;
  bytes: number;

  /** Opens or makes it. Throws the system's error, and Error where it is a link, a pipe or anything but a plain file. */
  constructor(path: string) {
    this.#path = path;
    this.#descriptor = openPlain(path);
    this.bytes = fstatSync(this.#descriptor).size;
  }

  /** What its lines hold, and how many were refused. A last line without an end is cut away. */
  read(): { readonly values: unknown[]; readonly refused: number } {
    const bytes = readFileSync(this.#path);
    const whole = bytes.lastIndexOf(10) + 1;
    if (whole < bytes.length) ftruncateSync(this.#descriptor, whole);
    this.bytes = whole;
    const values: unknown[] = [];
    let refused = 0;
    for (const line of bytes.toString('utf8', 0, whole).split('\n')) {
      if (line === '') continue;
      const value = valueIn(line);
      if (value === undefined) refused++;
      else values.push(value);
    }
    return { values, refused };
  }

  /** Throws the system's error, as where the disk is full: what was written of the lines is taken back then. */
  append(values: readonly unknown[]): void {
    const text = Buffer.from(values.map(lineOf).join(''));
    try {
      for (let at = 0; at < text.length; ) at += writeSync(this.#descriptor, text, at);
      this.bytes += text.length;
    } catch (error) {
      ftruncateSync(this.#descriptor, this.bytes);
      throw error;
    }
  }

  /** Takes back what was appended after it had so many bytes. */
  cut(bytes: number): void {
    ftruncateSync(this.#descriptor, bytes);
    this.bytes = bytes;
  }

  /** Resolves when everything appended so far survives a power loss. */
  sync(): Promise<void> {
    return promisify(fdatasync)(this.#descriptor);
  }

  /**
   * Holds these values alone from now on. Whatever happens, it is either the old file or the new one. At once, so that no
   * line is appended to the old one meanwhile. Throws the system's error.
   */
  replace(values: readonly unknown[]): void {
    const path = `${this.#path}.new`;
    const fresh = new LineFile(path);
    ftruncateSync(fresh.#descriptor, 0);
    fresh.bytes = 0;
    fresh.append(values);
    fdatasyncSync(fresh.#descriptor);
    renameSync(path, this.#path);
    closeSync(this.#descriptor);
    this.#descriptor = fresh.#descriptor;
    this.bytes = fresh.bytes;
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

function openPlain(path: string): number {
  const descriptor = openSync(path, O_APPEND | O_CREAT | O_RDWR | O_NOFOLLOW | O_NONBLOCK, 0o600);
  if (fstatSync(descriptor).isFile()) return descriptor;
  closeSync(descriptor);
  throw new Error(`${path} is not a plain file`);
}

function lineOf(value: unknown): string {
  const text = JSON.stringify(value);
  return `${checksum(text)} ${text}\n`;
}

function valueIn(line: string): unknown {
  const [, sum, text = ''] = LINE.exec(line) ?? [];
  if (sum !== checksum(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checksum(text: string): string {
  return crc32(new TextEncoder().encode(text)).toString(16).padStart(8, '0');
}
