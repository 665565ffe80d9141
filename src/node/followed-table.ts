// A table that somebody still writes to. First it is a file like any other; once it is followed it has no end, and who
// reads waits until whole lines have been added. Where the file is replaced (as logs are, each day) or cut to nothing, the
// new one follows.
import { open, stat } from 'node:fs/promises';
import { SluiceError } from '../errors.js';
import { platformClock } from '../source/clock.js';
import { type DiskTable, openTableFile } from './table-file.js';

export interface FollowedTable extends DiskTable {
  /** From here on there is no end, until the signal aborts. */
  follow(): void;
}

export interface FollowOptions {
  readonly signal: AbortSignal;
  /** How often it is looked whether something was added, ms. @default 200 */
  readonly everyMs?: number;
  /** The file was replaced. */
  replaced(): void;
}

/** So many lines are waited for before it can be said what the columns are. */
const FIRST_LINES = 5;
const LF = 10;
const LINE_END = Uint8Array.of(LF);

/** Waits for the file, and for its first lines. Rejects with the system's error, and with the signal's reason. */
export async function followTable(path: string, options: FollowOptions): Promise<FollowedTable> {
  const { signal, everyMs = 200, replaced } = options;
  await firstLines(path, signal, everyMs);
  let file = await openTableFile(path);
  let identity = await identityOf(path);
  let following = false;
  /** Where the present file begins, counted over all of them. */
  let base = 0;
  const close = () => file.close();

  return {
    name: path,
    get bytes() {
      return following ? Number.MAX_SAFE_INTEGER : file.bytes;
    },
    follow() {
      following = true;
    },
    read: (from, to) => (following ? more(from, to) : file.read(from, to)),
    close,
    [Symbol.asyncDispose]: close,
  };

  /** Whole lines. Empty where the signal aborts: that is the end. */
  async function more(from: number, to: number): Promise<Uint8Array> {
    while (!signal.aborted) {
      const bytes = await file.read(from - base, to - base);
      const end = bytes.lastIndexOf(LF) + 1;
      if (end > 0) return bytes.subarray(0, end);
      if (bytes.length === to - from)
        throw new SluiceError('DATA_UNUSABLE', `Cannot follow ${path}: a line has no end`);
      const now = await identityOf(path);
      if (now !== null && identity !== null && (now.inode !== identity.inode || base + now.size < from)) {
        const next = await openTableFile(path).catch(() => null);
        if (next !== null) {
          await file.close();
          [file, identity] = [next, now];
          // What was begun in the old one has ended: its last line is told from the first one here.
          base = from + LINE_END.length;
          replaced();
          return LINE_END.slice();
        }
      }
      await platformClock.sleep(everyMs, signal);
    }
    return new Uint8Array(0);
  }
}

async function firstLines(path: string, signal: AbortSignal, everyMs: number): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null; // it is not there yet
      throw error;
    });
    if (handle !== null) {
      const { bytesRead, buffer } = await handle
        .read(new Uint8Array(65_536), 0, 65_536, 0)
        .finally(() => handle.close());
      const lines = buffer.subarray(0, bytesRead).filter((byte) => byte === LF).length;
      if (lines >= FIRST_LINES || bytesRead === buffer.length) return;
    }
    await platformClock.sleep(everyMs, signal);
  }
}

async function identityOf(path: string): Promise<{ readonly inode: number; readonly size: number } | null> {
  return stat(path).then(
    ({ ino: inode, size }) => ({ inode, size }),
    () => null,
  );
}
