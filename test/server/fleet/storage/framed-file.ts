// A file to which records are appended, each with its length and a checksum. What a crash left half written at the end
// is cut off when the file is opened.
import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from '#src/model/crc32.js';

/** Length and checksum of a record. */
const HEAD_BYTES = 8;

export class FramedFile {
  readonly #handle: FileHandle;
  #end: number;
  /** Appends are made one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  /** Calls back with each whole record. */
  static async open(path: string, record: (bytes: Uint8Array) => void): Promise<FramedFile> {
    const handle = await open(path, 'a+', 0o600);
    const bytes = new Uint8Array(await handle.readFile());
    const view = new DataView(bytes.buffer);
    let at = 0;
    while (at + HEAD_BYTES <= bytes.length) {
      const end = at + HEAD_BYTES + view.getUint32(at, true);
      if (end > bytes.length) break;
      const whole = bytes.slice(at + HEAD_BYTES, end);
      if (crc32(whole) !== view.getUint32(at + 4, true)) break;
      record(whole);
      at = end;
    }
    await handle.truncate(at);
    return new FramedFile(handle, at);
  }

  private constructor(handle: FileHandle, end: number) {
    this.#handle = handle;
    this.#end = end;
  }

  /** Resolves when the record is on the disk. */
  append(bytes: Uint8Array): Promise<void> {
    const written = this.#last.then(() => this.#write(bytes));
    this.#last = written.catch(() => undefined);
    return written;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#handle.close();
  }

  /** A record that was written in part must not stand before the next one. */
  async #write(bytes: Uint8Array): Promise<void> {
    const framed = new Uint8Array(HEAD_BYTES + bytes.length);
    const view = new DataView(framed.buffer);
    view.setUint32(0, bytes.length, true);
    view.setUint32(4, crc32(bytes), true);
    framed.set(bytes, HEAD_BYTES);
    try {
      await this.#handle.appendFile(framed);
      await this.#handle.sync();
    } catch (error) {
      await this.#handle.truncate(this.#end).catch(() => undefined);
      throw error;
    }
    this.#end += framed.length;
  }
}
