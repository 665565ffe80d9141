// Files of a published benchmark, and their lines. What does not fit is refused by the name of the file and the number of
// the line.
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { SluiceError } from '../../errors.js';

/** Files below a folder whose name ends so, as paths from there, in the order of their names. */
export async function filesBelow(folder: string, ending: string): Promise<string[]> {
  let entries: { readonly name: string; readonly parentPath: string; isFile(): boolean }[];
  try {
    entries = await readdir(folder, { recursive: true, withFileTypes: true });
  } catch (cause) {
    throw new SluiceError('DATA_UNUSABLE', `Cannot read the folder ${folder}: it is not there, or it is none`, {
      cause,
    });
  }
  const found = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map(({ name, parentPath }) => relative(folder, join(parentPath, name)))
    .sort();
  if (found.length > 0) return found;
  throw new SluiceError(
    'DATA_UNUSABLE',
    `Cannot read the folder ${folder}: it holds no file whose name ends in ${ending}`,
  );
}

/** The lines of a file, without an empty end. */
export async function linesOf(path: string): Promise<string[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new SluiceError('DATA_UNUSABLE', `Cannot read ${path}: there is no such file, or it may not be read`, {
      cause,
    });
  }
  const lines = text
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split(/\r?\n/);
  if (lines.length === 1 && lines[0] === '') throw refused(path, 1, 'the file is empty');
  return lines;
}

/** `line`: from 1. */
export function refused(path: string, line: number, why: string): SluiceError {
  return new SluiceError('DATA_UNUSABLE', `Cannot read ${path}, line ${line}: ${why}`);
}

/** A value; an empty cell or `nan` is a missing one. */
export function cellValue(cell: string, path: string, line: number): number {
  const text = cell.trim();
  if (text === '' || /^nan$/i.test(text)) return Number.NaN;
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  throw refused(path, line, `a number was expected: received '${text.slice(0, 40)}'`);
}

/** A label: 0 or 1. */
export function labelOf(cell: string | undefined, path: string, line: number): number {
  const text = (cell ?? '').trim();
  if (/^[01](\.0*)?$/.test(text)) return Number(text);
  throw refused(path, line, `a label of 0 or 1 was expected: received '${text.slice(0, 40)}'`);
}
