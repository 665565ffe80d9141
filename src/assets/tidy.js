// What the package takes from dist. Declarations that no program can reach from its entries (three of four), and code
// that none can (files that hold types alone, oracles of tests), would only take room wherever it is installed:
// dist/.npmignore leaves them out. Code whose source is gone is removed.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** What is built beside the package: benchmarks, the site, the pages. */
const OTHERS = /^(bench|docs|studio)\//;

const { exports, bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const reachable = new Set();
for (const entry of Object.values(exports)) if (typeof entry === 'object') reach(join(root, entry.types));
const runnable = new Set();
for (const target of [...Object.values(exports), ...Object.values(bin)]) run(target);

const dist = join(root, 'dist/');
const unreachable = [];
for (const path of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
  const name = path.replaceAll('\\', '/');
  if (OTHERS.test(name)) continue;
  if (isStale(name)) rmSync(join(dist, name));
  else if (name.endsWith('.d.ts') && !reachable.has(join(dist, name))) unreachable.push(`/${name}`);
  else if (isOfSource(name) && !runnable.has(join(dist, name))) unreachable.push(`/${name}`);
}
writeFileSync(join(dist, '.npmignore'), `${unreachable.sort().join('\n')}\n`);

/** Whether the compiler wrote a file once from a source that is not there any more. @param {string} name */
function isStale(name) {
  const [room] = name.split('/');
  return /^[^.]+\.js$/.test(name) && isRoom(room) && !isOfSource(name);
}

/** Whether the compiler writes a file. @param {string} name */
function isOfSource(name) {
  return name.endsWith('.js') && existsSync(join(root, 'src', name.replace(/\.js$/, '.ts')));
}

/** @param {string} name */
function isRoom(name) {
  return !name.endsWith('.js') && existsSync(join(root, 'src', name));
}

/** @param {string} file */
function reach(file) {
  if (reachable.has(file)) return;
  if (!existsSync(file)) throw new Error(`Cannot find the declarations ${file}: run 'npm run build:code' first`);
  reachable.add(file);
  for (const [, from] of readFileSync(file, 'utf8').matchAll(
    /(?:from\s*|import\(\s*|import\s+)['"](\.[^'"]+)\.js['"]/g,
  )) {
    reach(normalize(join(dirname(file), `${from}.d.ts`)));
  }
}

/** What a target of an entry, under any condition, can import or start. @param {unknown} target */
function run(target) {
  if (typeof target === 'object' && target !== null) for (const each of Object.values(target)) run(each);
  else if (typeof target === 'string' && target.endsWith('.js')) runFile(join(root, target));
}

/** @param {string} file */
function runFile(file) {
  if (runnable.has(file) || !existsSync(file)) return;
  runnable.add(file);
  // Workers and worklets are named by their addresses, so any string that is a path counts.
  for (const [, path] of readFileSync(file, 'utf8').matchAll(/['"`](\.{1,2}\/[^'"`]+\.js)['"`]/g)) {
    runFile(normalize(join(dirname(file), path)));
  }
}
