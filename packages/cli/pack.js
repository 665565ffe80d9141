// Before this package is packed: copies what the build of the repository made for it, the pages and the bundled
// recording, without what the package `sluice` has already (src/cli/files.ts serves that from there).
import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../../dist/', import.meta.url));
/** The folder of the package, or a copy of it that is named. */
const package_ = process.argv[2] ?? fileURLToPath(new URL('./', import.meta.url));
const out = join(package_, 'dist/');
const root = fileURLToPath(new URL('../../', import.meta.url));
const LIBRARY = new Set([
  'capture.js',
  'kernel.wasm',
  'kernel-relaxed.wasm',
  'kernel-training.wasm',
  'keywords.safetensors',
  'base.safetensors',
  'talk.bank',
]);

if (!existsSync(`${built}studio/index.html`)) {
  console.error("Cannot pack sluice-cli: the pages are not built: run 'npm run build' in the repository first");
  process.exit(1);
}
rmSync(out, { recursive: true, force: true });
cpSync(`${built}studio`, `${out}studio`, { recursive: true, filter: (file) => !LIBRARY.has(basename(file)) });
mkdirSync(`${out}assets`, { recursive: true });
// The recording itself is among the files of the pages.
copyFileSync(`${built}assets/recording.json`, `${out}assets/recording.json`);
copyFileSync(`${root}LICENSE`, join(package_, 'LICENSE'));
