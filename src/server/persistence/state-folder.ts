// A folder of streams' states, one file each, owned by one server at a time. Whenever the power fails, a file is either
// the old one or the new one, whole: the new one is written beside the old one, synced, renamed over it, and then the
// folder is synced too. Links, pipes and folders that others may write to are not trusted.
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FolderLock } from './folder-lock.js';

const ENDING = '.state';
const NEW_ENDING = `${ENDING}.new`;
/** Whoever else may write into the folder could put streams there, or take them away. */
const OTHERS_WRITE = 0o002;
/** A link is not followed, and a pipe does not make the open wait. Both are 0 where the system does not have them. */
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

export class StateFolder {
  readonly #path: string;
  readonly #lock: FolderLock;

  /**
   * Makes the folder where there is none, and takes it for this process. Rejects with SluiceError STATE_IN_USE where
   * another server uses it, with Error where others may write to it, and with the system's error.
   */
  static async open(path: string): Promise<StateFolder> {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const { mode } = await stat(path);
    if (process.platform !== 'win32' && (mode & OTHERS_WRITE) !== 0) {
      const octal = (mode & 0o777).toString(8);
      throw new Error(`Cannot use the state folder ${path}: others may write to it; 'chmod 700' it: received ${octal}`);
    }
    return new StateFolder(path, await FolderLock.take(path));
  }

  private constructor(path: string, lock: FolderLock) {
    this.#path = path;
    this.#lock = lock;
  }

  /**
   * Every state in the folder. Where `read` rejects, the others can still be read. What a server that was killed left
   * half written is removed.
   */
  async *all(): AsyncGenerator<{ readonly file: string; readonly read: () => Promise<Uint8Array> }> {
    for (const file of await readdir(this.#path)) {
      const path = join(this.#path, file);
      if (file.endsWith(ENDING)) yield { file, read: () => readPlain(path) };
      else if (file.endsWith(NEW_ENDING)) await rm(path, { force: true, recursive: true }).catch(() => undefined);
    }
  }

  /** Whether a file is the one in which a stream of that name is saved, and not a copy of it. */
  isFileOf(name: string, file: string): boolean {
    return file === fileOf(name);
  }

  /** Writes a state. It is on the disk for good only after `settle`. */
  async write(name: string, bytes: Uint8Array): Promise<void> {
    await this.#checkOwner();
    const path = join(this.#path, fileOf(name));
    const handle = await openNew(`${path}.new`);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(`${path}.new`, path);
  }

  /** Resolves when everything written so far is on the disk. */
  async settle(): Promise<void> {
    const folder = await open(this.#path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  async remove(name: string): Promise<void> {
    await this.#checkOwner();
    await rm(join(this.#path, fileOf(name)), { force: true });
  }

  /** Renames a file so that the next start ignores it, and keeps it for whoever wants to look into it. */
  async setAside(file: string): Promise<void> {
    await rename(join(this.#path, file), join(this.#path, `${file}.broken`));
  }

  async #checkOwner(): Promise<void> {
    if (await this.#lock.isHeld()) return;
    throw new Error('another server has taken the state folder, because this one stood still for too long');
  }

  /** Another server may have the folder from here on. */
  async close(): Promise<void> {
    await this.#lock.release();
  }
}

/** Stream names may hold characters that file names may not. */
function fileOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 40) + ENDING;
}

/** Rejects where the path is a link, a pipe or anything else than a file. */
async function readPlain(path: string): Promise<Uint8Array> {
  const handle = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    if (!(await handle.stat()).isFile()) throw new Error('it is not a plain file');
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** What lies there, as after a write that was cut off, goes: a link in its place is not written through. */
async function openNew(path: string) {
  try {
    return await open(path, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    await rm(path, { force: true, recursive: true });
    return open(path, 'wx', 0o600);
  }
}
