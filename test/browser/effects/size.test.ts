// What a page loads for an effect, made by a bundler as a page's author would: JavaScript, worklet and kernel, without
// rxjs, the model, and the readers of other programs' files, which are loaded when one comes.
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Rollup } from 'vite';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../support/folder.js';

const MOST_BYTES = 15 * 1024;
const folder = temporaryFolder();
const effects = fileURLToPath(new URL('../../../dist/bundles/browser-effects-index.js', import.meta.url));

it('an effect loads at most 15 KB, compressed, beside its kernel of 3 KB', async () => {
  const external = [/^rxjs/];
  const input = folder.write('entry.js', `export { openEffect } from ${JSON.stringify(effects)};\n`);
  const { output } = (await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('../../..', import.meta.url)),
    build: { write: false, target: 'es2022', rolldownOptions: { input, external, preserveEntrySignatures: 'strict' } },
  })) as Rollup.RollupOutput;
  const parts = output.map((part) => {
    const code = Buffer.from(part.type === 'chunk' ? part.code : part.source);
    const name = basename(part.fileName).replace(/-[\w-]{8}(?=\.)/, '');
    return { name, bytes: gzipSync(code, { level: 9 }).length, isLater: part.type === 'chunk' && part.isDynamicEntry };
  });
  const names = parts.map(({ name }) => name);
  // as files, which a content-security policy allows, not as data: URLs
  expect(names).toEqual(expect.arrayContaining(['entry.js', 'effect.js', 'kernel-effects.wasm']));
  expect(parts.filter(({ isLater }) => isLater).map(({ name }) => name)).toEqual([
    expect.stringMatching(/^read-effect/),
  ]);
  const loaded = parts.filter(({ name, isLater }) => !isLater && name !== 'kernel-effects.wasm');
  expect(parts.find(({ name }) => name === 'kernel-effects.wasm')?.bytes).toBeLessThan(3200);
  expect(loaded.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(MOST_BYTES);
}, 30_000);
