// A table in a file on disk, read at any place.
import { open } from 'node:fs/promises';
import type { TableFile } from '../series/text/table-file.js';

/** An open file; closed by `await using` or `close`. */
export interface DiskTable extends TableFile, AsyncDisposable {
  close(): Promise<void>;
}

/**
 * Rejects with the system's error where the file cannot be read, and for what is no file that can be read at any place.
 */
export async function openTableFile(path: string): Promise<DiskTable> {
  const handle = await open(path, 'r');
  const facts = await handle.stat();
  if (!facts.isFile()) {
    await handle.close();
    throw Object.assign(
      new Error(`Cannot read ${path}: it is no file`),
      facts.isDirectory() ? { code: 'EISDIR', path } : {},
    );
  }
  const close = () => handle.close();
  return {
    name: path,
    bytes: facts.size,
    async read(from, to) {
      const bytes = new Uint8Array(Math.max(0, to - from));
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, from + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
