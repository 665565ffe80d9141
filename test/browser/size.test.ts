// What a page loads before its first prediction, made by a bundler as a page's author would: JavaScript and WebAssembly, without rxjs and the model.
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Rollup } from 'vite';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/folder.js';

const MOST_BYTES = 60 * 1024;
const folder = temporaryFolder();
const sluice = fileURLToPath(new URL('../../dist/browser/index.js', import.meta.url));

it('a page loads at most 60 KB, compressed', async () => {
  const external = [/^rxjs/, 'onnxruntime-web'];
  const input = folder.write(
    'entry.js',
    `export { openStream, microphone, keywords } from ${JSON.stringify(sluice)};\n`,
  );
  const { output } = (await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('../..', import.meta.url)),
    build: {
      write: false,
      target: 'es2022',
      assetsInlineLimit: 0,
      rolldownOptions: { input, external, preserveEntrySignatures: 'strict' },
    },
    worker: { format: 'es', rolldownOptions: { external } },
  })) as Rollup.RollupOutput;
  const sizes = output
    .filter(({ fileName }) => !fileName.endsWith('.safetensors'))
    .map((part) => ({
      name: part.fileName.replace(/^assets\/|-[\w-]{8}(?=\.)/g, ''),
      bytes: gzipSync(part.type === 'chunk' ? part.code : part.source, { level: 9 }).length,
    }));
  // the page, its worker, its worklet, and the two kernels, of which it loads one
  expect(sizes.map(({ name }) => name).sort()).toEqual([
    'capture.js',
    'engine-worker.js',
    'entry.js',
    'kernel-relaxed.wasm',
    'kernel.wasm',
  ]);
  const loaded = sizes.filter(({ name }) => name !== 'kernel.wasm'); // the larger one
  expect(loaded.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(MOST_BYTES);
}, 30_000);
