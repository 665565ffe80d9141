// A folder of streams' states, one file each. Whenever the power fails, a file is either the old one or the new one,
// whole: the new one is written beside the old one, synced, renamed over it, and then the folder is synced too.
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

const ENDING = '.state';

export class StateFolder {
  readonly #path: string;

  /** Rejects with the system's error where the folder cannot be made. */
  static async open(path: string): Promise<StateFolder> {
    await mkdir(path, { recursive: true, mode: 0o700 });
    return new StateFolder(path);
  }

  private constructor(path: string) {
    this.#path = path;
  }

  /** Every state in the folder. Where `read` rejects with the system's error, the others can still be read. */
  async *all(): AsyncGenerator<{ readonly file: string; readonly read: () => Promise<Uint8Array> }> {
    for (const file of await readdir(this.#path)) {
      const path = join(this.#path, file);
      if (file.endsWith(ENDING)) yield { file, read: () => readFile(path) };
      else if (file.endsWith(`${ENDING}.new`)) await rm(path, { force: true, recursive: true }).catch(() => undefined);
    }
  }

  /** Writes a state. It is on the disk for good only after `settle`. */
  async write(name: string, bytes: Uint8Array): Promise<void> {
    const path = this.#fileOf(name);
    const handle = await open(`${path}.new`, 'w', 0o600);
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
    await rm(this.#fileOf(name), { force: true });
  }

  /** Renames a file so that the next start ignores it, and keeps it for whoever wants to look into it. */
  async setAside(file: string): Promise<void> {
    await rename(join(this.#path, file), join(this.#path, `${file}.broken`));
  }

  /** Stream names may hold characters that file names may not. */
  #fileOf(name: string): string {
    return join(this.#path, createHash('sha256').update(name).digest('hex').slice(0, 40) + ENDING);
  }
}
