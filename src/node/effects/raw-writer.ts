// Raw samples to standard output, as fast as its reader takes them.
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { encodeSamples, type SampleWriter, type WrittenFormat } from './samples.js';

/** `stream` stays open. */
export function rawWriter(stream: Writable, format: WrittenFormat): SampleWriter {
  return {
    async write(channels) {
      const bytes = encodeSamples(channels, format);
      if (bytes.length > 0 && !stream.write(bytes)) await once(stream, 'drain');
    },
    async end() {},
  };
}
