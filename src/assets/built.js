// What lies in dist: which files the compiler wrote, and which modules a file can import or start.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const dist = join(root, 'dist/');

// Workers and worklets are named by their addresses, so any string that is a path counts, also one from the root of the
// page that `sluice bench` opens.
const PATH = /['"`]((?:\.{1,2}\/|\/dist\/)[^'"`]+\.js)['"`]/g;

/** All files, by their names below dist. @returns {string[]} */
export function filesInDist() {
  return readdirSync(dist, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
}

/** Whether the compiler writes it. @param {string} name below dist */
export function isOfSource(name) {
  return name.endsWith('.js') && existsSync(join(root, 'src', name.replace(/\.js$/, '.ts')));
}

/** Modules that these can import or start, and these. @param {Iterable<string>} files @returns {Set<string>} */
export function reachable(files) {
  const found = new Set();
  for (const file of files) follow(file, found);
  return found;
}

/** @param {string} file @param {Set<string>} found */
function follow(file, found) {
  if (found.has(file) || !existsSync(file)) return;
  found.add(file);
  for (const each of namedIn(file)) follow(each, found);
}

/** @param {string} file */
function namedIn(file) {
  return Array.from(readFileSync(file, 'utf8').matchAll(PATH), ([, path]) =>
    path.startsWith('/') ? join(root, path) : normalize(join(dirname(file), path)),
  );
}

/** The modules that are targets of an entry, under any condition. @param {unknown} target @returns {string[]} */
export function targetsOf(target) {
  if (typeof target === 'string') return target.endsWith('.js') ? [join(root, target)] : [];
  return Object.values(target ?? {}).flatMap(targetsOf);
}
