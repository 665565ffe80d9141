// A stream recorded to a file, as it runs.
import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type { Stream } from '../node/index.js';

/**
 * Records what a stream receives from here on. Disposing waits until the file is complete. Rejects if the file cannot
 * be written.
 */
export async function recordTo(path: string, stream: Stream): Promise<AsyncDisposable> {
  const handle = await open(path, 'w');
  const file = createWriteStream(path, { fd: handle });
  const written = finished(file);
  written.catch(() => undefined); // told when it is disposed of
  const stop = await stream.record((bytes) => void file.write(bytes));
  return {
    async [Symbol.asyncDispose]() {
      await stop();
      file.end();
      await written;
    },
  };
}
