// The bytes of a file in chunks, so that a sound is read in bounded memory however long it is.
import { type FileHandle, open } from 'node:fs/promises';
import { SluiceError } from '../errors.js';
import type { ByteChunks } from '../sound/byte-reader.js';

const CHUNK_BYTES = 262_144;

/** A file that is open. */
export interface OpenFile {
  /** To be read once; the file is closed when they end or are given up. */
  readonly chunks: ByteChunks;
  /** In bytes; undefined where it is no regular file, as a pipe. */
  readonly size: number | undefined;
}

/** What went wrong, by the system's code. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'it may not be read',
  EISDIR: 'it is a folder',
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
};

/** Rejects with AUDIO_UNREADABLE where there is no such file or it may not be read. */
export async function openFile(path: string | URL): Promise<OpenFile> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw unopened(path, error);
  });
  try {
    const facts = await file.stat();
    if (facts.isDirectory()) throw unopened(path, { code: 'EISDIR' });
    return { chunks: chunksOf(file), size: facts.isFile() ? facts.size : undefined };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function chunksOf(file: FileHandle): ByteChunks {
  // Not a generator: one that was never asked for a chunk would not close the file when it is given up.
  let closed = false;
  const close = async () => {
    if (!closed) await file.close();
    closed = true;
  };
  const end = { done: true, value: undefined } as const;
  return {
    [Symbol.asyncIterator]: () => ({
      async next() {
        if (closed) return end;
        const { bytesRead, buffer } = await file.read(new Uint8Array(CHUNK_BYTES), 0, CHUNK_BYTES, null);
        if (bytesRead > 0) return { done: false, value: buffer.subarray(0, bytesRead) };
        await close();
        return end;
      },
      async return() {
        await close();
        return end;
      },
    }),
  };
}

function unopened(path: string | URL, error: { readonly code?: string | undefined; readonly message?: string }) {
  const reason = REASONS[error.code ?? ''] ?? error.message ?? 'it cannot be opened';
  return new SluiceError('AUDIO_UNREADABLE', `Cannot read ${path} as audio: ${reason}`, { cause: error });
}
