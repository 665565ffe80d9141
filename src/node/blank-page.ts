// A page in which nothing happens by itself, served with this package's built code. Whoever drives the browser loads
// modules into it. Made for benchmarks and tests. The browser gets the very files that ship, with the addresses of
// packages in place of their names, as a bundler would write them: workers know no import maps.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type StaticServer, type StaticServerOptions, startStaticServer } from './static-server.js';

/** As of the static server. */
export type BlankPageOptions = Pick<StaticServerOptions, 'isolated' | 'mounts'>;

/**
 * Serves the page at `/`, this package's code under `/dist/`, and its dependencies. In the page `import('sluice')` is
 * the browser's entry, and `load(specifier)` is `import(specifier)` for code that must not contain the word itself.
 * Rejects where a dependency is not installed; without onnxruntime-web, an optional one, only its folder is missing.
 */
export function startBlankPage(options: BlankPageOptions = {}): Promise<StaticServer> {
  const root = new URL('../', import.meta.url);
  const onnx = packageFolder('onnxruntime-web');
  const mounts = {
    ...options.mounts,
    '/dist/': root,
    '/packages/rxjs/': neededPackage('rxjs'),
    '/packages/tslib/': neededPackage('tslib'),
    '/packages/valibot/': neededPackage('valibot'),
    ...(onnx === undefined ? {} : { '/packages/onnxruntime-web/': onnx }),
  };
  return startStaticServer({
    ...options,
    root,
    mounts,
    rewrite,
    pages: { '/': page({ sluice: SLUICE, ...PACKAGES }) },
  });
}

const SLUICE = '/dist/browser/index.js';
const PACKAGES: Readonly<Record<string, string>> = {
  rxjs: '/packages/rxjs/dist/esm/index.js',
  tslib: '/packages/tslib/tslib.es6.mjs',
  valibot: '/packages/valibot/dist/index.mjs',
  'onnxruntime-web': '/packages/onnxruntime-web/dist/ort.wasm.min.mjs',
};

/**
 * Names of packages become addresses. rxjs' modules import each other without file endings, which only bundlers
 * understand. `#src/` is how the benchmarks of a clone name the code of this package.
 */
function rewrite(path: string, text: string): string {
  if (!path.startsWith('/dist/') && !path.startsWith('/packages/rxjs/')) return text;
  return text.replace(/(from |import\()(['"])([^'"]+)\2/g, (_, before: string, quote: string, from: string) => {
    if (from.startsWith('#src/')) return `${before}${quote}/dist/${from.slice('#src/'.length)}${quote}`;
    const relative = from.startsWith('.') && !/\.m?js$/.test(from);
    return `${before}${quote}${relative ? `${from}.js` : (PACKAGES[from] ?? from)}${quote}`;
  });
}

function page(imports: Readonly<Record<string, string>>): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>sluice</title>',
    '<link rel="icon" href="data:,">',
    `<script type="importmap">${JSON.stringify({ imports })}</script>`,
    '<script type="module">globalThis.load = (specifier) => import(specifier);</script>',
    '</head><body></body></html>',
  ].join('\n');
}

function neededPackage(name: string): string {
  const found = packageFolder(name);
  if (found === undefined) throw new Error(`Cannot serve the page: the package '${name}' is not installed`);
  return found;
}

/** Where a package is installed; undefined where it is not. */
function packageFolder(name: string): string | undefined {
  const places = createRequire(import.meta.url).resolve.paths(name) ?? [];
  return places.map((place) => join(place, name)).find((folder) => existsSync(folder));
}
