// What the package takes from dist. Declarations that no program can reach from its entries (three of four), and code
// that none can (files that hold types alone, oracles of tests, modules that are packed in a bundle) would only take
// room wherever it is installed: dist/.npmignore leaves them out. Code whose source is gone is removed.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { dist, filesInDist, isOfSource, reachable, root, targetsOf } from './built.js';

/** What is built beside the package: benchmarks, the site, the pages. */
const OTHERS = /^(bench|docs|studio)\//;

const { exports, bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const declared = new Set();
for (const entry of Object.values(exports)) if (typeof entry === 'object') reach(join(root, entry.types));
const runnable = reachable(targetsOf([exports, bin]));

const unreachable = [];
for (const name of filesInDist()) {
  if (OTHERS.test(name)) continue;
  if (isStale(name)) rmSync(join(dist, name));
  else if (name.endsWith('.d.ts') && !declared.has(join(dist, name))) unreachable.push(`/${name}`);
  else if (isOfSource(name) && !runnable.has(join(dist, name))) unreachable.push(`/${name}`);
}
writeFileSync(join(dist, '.npmignore'), `${unreachable.sort().join('\n')}\n`);

/** Whether the compiler wrote a file once from a source that is not there any more. @param {string} name */
function isStale(name) {
  const [room] = name.split('/');
  return /^[^.]+\.js$/.test(name) && isRoom(room) && !isOfSource(name);
}

/** @param {string} name */
function isRoom(name) {
  return !name.endsWith('.js') && existsSync(join(root, 'src', name));
}

/** @param {string} file */
function reach(file) {
  if (declared.has(file)) return;
  if (!existsSync(file)) throw new Error(`Cannot find the declarations ${file}: run 'npm run build:code' first`);
  declared.add(file);
  for (const [, from] of readFileSync(file, 'utf8').matchAll(
    /(?:from\s*|import\(\s*|import\s+)['"](\.[^'"]+)\.js['"]/g,
  )) {
    reach(normalize(join(dirname(file), `${from}.d.ts`)));
  }
}
