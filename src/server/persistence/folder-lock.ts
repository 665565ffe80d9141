// An exclusive lock on a folder that ends with its owner. Its file `lock.N` names the owning process. Where that
// process is dead, another one takes over by creating `lock.N+1`, which only one can; the highest number owns the
// folder. A file is never replaced, so there is no moment at which two processes can own the folder.
import { randomUUID } from 'node:crypto';
import { link, open, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { SluiceError } from '../../errors.js';
import { isRunning, ownIdentity, readIdentity } from './process-identity.js';

const LOCK = /^lock\.(\d{1,15})$/;
/** An owner in another container or on another machine is seen only by its touching the file, so often. */
const TOUCH_MS = 3000;
/** Not touched for so long, it is taken for dead. */
const DEAD_MS = 12_000;
/** Others may win the race for the next number; each time the new owner is looked at. */
const ATTEMPTS = 20;

export class FolderLock {
  readonly #path: string;
  readonly #touching: ReturnType<typeof setInterval>;

  /**
   * Takes the folder, which must exist. Rejects with SluiceError STATE_IN_USE where another process owns it, and with
   * the system's error where files cannot be written there.
   */
  static async take(folder: string): Promise<FolderLock> {
    const note = join(folder, `lock.${randomUUID()}.new`);
    await writeNew(note, JSON.stringify(await ownIdentity()));
    try {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const newest = await newestLock(folder);
        if (newest > 0 && (await isOwned(join(folder, `lock.${newest}`)))) throw inUse(folder);
        const mine = newest + 1;
        if (!(await linked(note, join(folder, `lock.${mine}`)))) continue;
        // Whoever has created a higher number meanwhile took over from an owner after the one that was seen here.
        if ((await newestLock(folder)) !== mine) {
          await rm(join(folder, `lock.${mine}`), { force: true });
          continue;
        }
        for (const number of await lockNumbers(folder)) {
          if (number < mine) await rm(join(folder, `lock.${number}`), { force: true });
        }
        return new FolderLock(join(folder, `lock.${mine}`));
      }
      throw inUse(folder);
    } finally {
      await rm(note, { force: true });
    }
  }

  private constructor(path: string) {
    this.#path = path;
    this.#touching = setInterval(() => void this.#touch(), TOUCH_MS);
    this.#touching.unref();
  }

  /** Whether this process still owns the folder: one that stood still for long may have been taken for dead. */
  async isHeld(): Promise<boolean> {
    return stat(this.#path).then(
      () => true,
      () => false,
    );
  }

  async release(): Promise<void> {
    clearInterval(this.#touching);
    await rm(this.#path, { force: true });
  }

  async #touch(): Promise<void> {
    const now = new Date();
    await utimes(this.#path, now, now).catch(() => undefined);
  }
}

function inUse(folder: string): SluiceError {
  const mends = "end that server, or give this one another 'state'";
  return new SluiceError('STATE_IN_USE', `Cannot use the state folder ${folder}: another server uses it; ${mends}`);
}

async function lockNumbers(folder: string): Promise<number[]> {
  return (await readdir(folder)).flatMap((name) => {
    const number = LOCK.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}

/** 0: there is none. */
async function newestLock(folder: string): Promise<number> {
  return Math.max(0, ...(await lockNumbers(folder)));
}

async function isOwned(path: string): Promise<boolean> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return false; // it is gone, or cannot be read by anybody
  const identity = readIdentity(text);
  const running = identity === null ? null : await isRunning(identity);
  return running ?? (await isTouched(path));
}

/** Whether the owner touches the file while it is watched. Clocks of other machines do not matter so. */
async function isTouched(path: string): Promise<boolean> {
  const touchedMs = () =>
    stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => null,
    );
  const first = await touchedMs();
  for (let waitedMs = 0; waitedMs < DEAD_MS; waitedMs += TOUCH_MS / 3) {
    await new Promise((resolve) => setTimeout(resolve, TOUCH_MS / 3));
    const later = await touchedMs();
    if (later === null) return false;
    if (later !== first) return true;
  }
  return false;
}

/** False where the name is taken. A link: the file has its whole content from its first moment on. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP' && code !== 'ENOSYS') throw error;
  }
  // A file system without links: the content comes a moment after the name, and until then the file counts as
  // untouched.
  try {
    await writeNew(to, await readFile(from, 'utf8'));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function writeNew(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}
