// What a page loads before its first prediction, made by a bundler as a page's author would: JavaScript and
// WebAssembly, without rxjs and the model.
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Rollup } from 'vite';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/folder.js';

const MOST_BYTES = 60 * 1024;
/**
 * What a worker loads only when it is needed: what watches series, the second engine, front ends of other libraries.
 */
const LATER = ['ort-network.js', 'program.js', 'spectral.js'];
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
  const parts = output
    .filter(({ fileName }) => !fileName.endsWith('.safetensors'))
    .map((part) => {
      const code = Buffer.from(part.type === 'chunk' ? part.code : part.source);
      return {
        file: basename(part.fileName),
        name: nameOf(part.fileName),
        code,
        bytes: gzipSync(code, { level: 9 }).length,
      };
    });
  // the page, its worker's entry, the engine and what it shares with parts that it loads later, the worklet, the two
  // kernels, of which it loads one, and what a page of keywords never loads
  expect(parts.map(({ name }) => name).sort()).toEqual(
    [
      'capture.js',
      'engine-worker.js',
      'entry.js',
      'kernel-relaxed.wasm',
      'kernel.js',
      'kernel.wasm',
      'loop.js',
      'pack.js',
      ...LATER,
    ].sort(),
  );
  for (const later of LATER) {
    const file = parts.find(({ name }) => name === later)?.file ?? '';
    const mentions = parts.filter(({ code }) => code.includes(file));
    expect(mentions.map(({ name }) => name)).toEqual(['loop.js']);
    const [before, ...after] = mentions[0]?.code.toString().split(file) ?? [];
    expect(before?.slice(-16)).toMatch(/await import\([`'"]\.\/$/);
    expect(after).toHaveLength(1);
  }
  const loaded = parts.filter(({ name }) => name !== 'kernel.wasm' && !LATER.includes(name)); // the larger kernel
  expect(loaded.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(MOST_BYTES);
}, 30_000);

/** Without folder and hash. */
function nameOf(file: string): string {
  return basename(file).replace(/-[\w-]{8}(?=\.)/, '');
}
