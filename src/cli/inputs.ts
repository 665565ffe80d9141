// What the arguments of `run` name: files, folders of files, standard input.
import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Source } from '../node/index.js';
import { isSoundName } from '../sound/endings.js';
import { UsageError } from './failure.js';

/** One thing to run. */
export interface Input {
  /** In the output. */
  readonly name: string;
  /** Null: standard input. */
  readonly path: string | null;
  /** Where it comes from else. */
  readonly source?: Source;
}

/**
 * The inputs in the order given. A folder stands for all sound files below it, sorted by path. A file is taken whatever
 * its name is. Rejects with a UsageError for a second `-`, and with an Error for a folder without sound.
 */
export async function expandInputs(args: readonly string[]): Promise<Input[]> {
  if (args.filter((arg) => arg === '-').length > 1) throw new UsageError("standard input ('-') can be read only once");
  const inputs: Input[] = [];
  for (const arg of args) {
    if (arg === '-') inputs.push({ name: arg, path: null });
    else if (await isFolder(arg)) inputs.push(...(await filesBelow(arg)));
    else inputs.push({ name: arg, path: arg });
  }
  return inputs;
}

/** Tables of sensors. Data loggers call theirs .dat, spreadsheets .txt. */
const TABLES = new Set(['.csv', '.tsv', '.tab', '.psv', '.ssv', '.txt', '.dat']);

/** Whether an input is a series of sensors. */
export function isSeries({ path }: Input): boolean {
  return path !== null && TABLES.has(extname(path).toLowerCase());
}

async function filesBelow(folder: string): Promise<Input[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => !entry.isDirectory() && isSoundName(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (paths.length === 0) throw new Error(`Cannot run ${folder}: there is no sound file in this folder`);
  return paths.map((path) => ({ name: path, path }));
}

/** A path that does not exist is not a folder: reading it reports that. */
async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (facts) => facts.isDirectory(),
    () => false,
  );
}
