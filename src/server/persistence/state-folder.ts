// A folder of streams' states, a file each. A file is either the one before or the new one, whole, whenever the power goes: it is written beside, brought to the
// disk, put in the old one's place, and the folder brought to the disk too.
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

  /** Every state there is. `read` rejects with the system's error, and the others can be read all the same. */
  async *all(): AsyncGenerator<{ readonly file: string; readonly read: () => Promise<Uint8Array> }> {
    for (const file of await readdir(this.#path)) {
      const path = join(this.#path, file);
      if (file.endsWith(ENDING)) yield { file, read: () => readFile(path) };
      else if (file.endsWith(`${ENDING}.new`)) await rm(path, { force: true, recursive: true }).catch(() => undefined);
    }
  }

  /** Not yet for good: `settle` comes after it. */
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

  /** What was written is on the disk when it resolves. */
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

  /** Out of the way of the next start, and kept for whoever wants to know. */
  async setAside(file: string): Promise<void> {
    await rename(join(this.#path, file), join(this.#path, `${file}.broken`));
  }

  /** Names may hold what file names may not. */
  #fileOf(name: string): string {
    return join(this.#path, createHash('sha256').update(name).digest('hex').slice(0, 40) + ENDING);
  }
}
