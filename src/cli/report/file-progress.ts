// How far a large file has been read, on stderr.
import { bytesOf } from './format.js';
import { progressBar } from './progress-bar.js';

export interface FileProgress {
  /** `read`: bytes of the file. */
  show(text: string, read: number): void;
  clear(): void;
}

/** Files below this are read before anybody wonders. */
const LARGE_BYTES = 16_777_216;
const EVERY_MS = 200;

/** Where nobody watches there is a line every tenth of the file. */
export function fileProgress(name: string, bytes: number): FileProgress {
  if (bytes < LARGE_BYTES) return { show: () => undefined, clear: () => undefined };
  const bar = progressBar(process.stderr);
  let shownAt = 0;
  let tenth = 0;
  return {
    show(text, read) {
      const now = performance.now();
      const share = read / bytes;
      const milestone = Math.floor(share * 10) > tenth;
      if (now - shownAt < EVERY_MS && !milestone) return;
      shownAt = now;
      tenth = Math.floor(share * 10);
      bar.show(`${name}: ${text}, ${bytesOf(read)} of ${bytesOf(bytes)}`, share, milestone);
    },
    clear: () => bar.clear(),
  };
}
