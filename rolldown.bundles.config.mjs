// Builds dist/bundles: the command line, the server and training, which are packed in few files instead of some 300,
// because each file takes whole blocks of 4 KB of a disk. Names stay, so stack traces can be read; what was loaded when
// it was needed still is. What opens streams stays in single modules, as in dist, and is imported from there.
import { readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { dist, reachable, root, targetsOf } from './src/assets/built.js';

const out = join(dist, 'bundles');
const entries = [
  'cli/main.js',
  'cli/index.js',
  'node/serve.js',
  'node/training/index.js',
  'browser/training/index.js',
  'node/harness.js',
  'browser/harness.js',
  'nn/index.js',
  'browser/effects/index.js',
  'node/effects/index.js',
];
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const single = reachable(targetsOf(exports).filter((file) => dirname(file) !== out));

const singleModules = {
  name: 'single-modules',
  resolveId(name, from) {
    const file = from && name.startsWith('.') ? join(dirname(from), name) : name;
    if (single.has(file)) return { id: seen(file), external: true };
    return file.startsWith(dist) ? file : { id: name, external: true };
  },
};

/**
 * The addresses in `new URL('…', import.meta.url)`, as seen from dist/bundles, and those from the root of the page that
 * `sluice bench` opens. Modules that are loaded by them become bundles too.
 */
const addresses = {
  name: 'addresses',
  transform(code, file) {
    if (/new URL\((?!'\.)[^()]*import\.meta/.test(code)) throw new Error(`Cannot follow an address in ${file}`);
    const moved = (target) => {
      if (!target.endsWith('.js') || single.has(target)) return seen(target);
      const fileName = bundleOf(target);
      this.emitFile({ type: 'chunk', id: target, fileName });
      return `./${fileName}`;
    };
    return code
      .replace(/(?<=new URL\(')\.[^']+(?=', import\.meta\.url\))/g, (address) =>
        moved(fileURLToPath(new URL(address, pathToFileURL(file)))),
      )
      .replace(/(?<=')\/dist\/[^']+\.js(?=')/g, (path) => posix.join('/dist/bundles', moved(join(root, path))));
  },
};

/** What a bundle is called that begins at a module. */
function bundleOf(file) {
  return relative(dist, file).replace(/[\\/]/g, '-');
}

/** A path from dist/bundles. That of a folder keeps the slash at its end. */
function seen(target) {
  const path = relative(out, target).replaceAll('\\', '/');
  return /[\\/]$/.test(target) ? `${path}/` : path;
}

export default {
  platform: 'neutral',
  checks: { pluginTimings: false },
  makeAbsoluteExternalsRelative: false,
  input: entries.map((name) => join(dist, name)),
  plugins: [singleModules, addresses],
  onLog(level, log) {
    throw new Error(`${level}: ${log.message}`);
  },
  output: {
    dir: out,
    format: 'es',
    cleanDir: true,
    comments: { legal: false, annotation: true, jsdoc: false },
    minifyInternalExports: false,
    // what every part of effects needs, in one file instead of five
    codeSplitting: {
      groups: [
        {
          name: 'effects',
          test: /[\\/]dist[\\/](effects[\\/]|model[\\/](effect-model|file[\\/]effect-))/,
        },
      ],
    },
    entryFileNames: ({ facadeModuleId }) => bundleOf(facadeModuleId),
    chunkFileNames: '[name].js',
  },
};
