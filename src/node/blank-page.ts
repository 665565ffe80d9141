// A page in which nothing happens by itself, served with this package's built code: what drives a browser loads modules into it. Made for
// benchmarks and tests. The browser gets the very files that ship, so bare imports need an import map.
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type StaticServer, type StaticServerOptions, startStaticServer } from './static-server.js';

/** As of the static server. */
export type BlankPageOptions = Pick<StaticServerOptions, 'isolated' | 'mounts'>;

/**
 * Serves the page at `/`, this package's code under `/dist/`, and its dependencies. In the page `import('sluice')` is the browser's entry, and
 * `load(specifier)` is `import(specifier)` for code that must not contain the word itself. Rejects where a dependency is not installed.
 */
export function startBlankPage(options: BlankPageOptions = {}): Promise<StaticServer> {
  const root = new URL('../', import.meta.url);
  const rxjs = packageFolder('rxjs');
  const mounts = {
    ...options.mounts,
    '/dist/': root,
    '/packages/rxjs/': rxjs,
    '/packages/tslib/': packageFolder('tslib'),
    '/packages/valibot/': packageFolder('valibot'),
    '/packages/onnxruntime-web/': packageFolder('onnxruntime-web'),
  };
  const imports = {
    sluice: '/dist/browser/index.js',
    rxjs: '/packages/rxjs/dist/esm/index.js',
    tslib: '/packages/tslib/tslib.es6.mjs',
    valibot: '/packages/valibot/dist/index.mjs',
    'onnxruntime-web': '/packages/onnxruntime-web/dist/ort.wasm.min.mjs',
    ...withoutEndings(join(rxjs, 'dist/esm'), '/packages/rxjs/dist/esm/'),
  };
  return startStaticServer({ ...options, root, mounts, pages: { '/': page(imports) } });
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

/** rxjs' modules import each other without file endings, which only bundlers understand: a map from those addresses to the files. */
function withoutEndings(folder: string, url: string): Record<string, string> {
  const map: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = entry.replaceAll('\\', '/');
    if (path.endsWith('.js')) map[url + path.slice(0, -3)] = url + path;
  }
  return map;
}

/** Where a dependency is installed. */
function packageFolder(name: string): string {
  const places = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const found = places.map((place) => join(place, name)).find((folder) => existsSync(folder));
  if (found !== undefined) return found;
  throw new Error(`Cannot serve the page: the package '${name}' is not installed`);
}
