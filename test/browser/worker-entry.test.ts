// WebKit runs a worker's entry a second time when another module of the worker imports it, and the second one takes
// over the messages. So no chunk that a bundler makes may import from the chunk of a worker's entry.
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Rollup } from 'vite';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/folder.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const ENTRIES = ['engine-worker', 'harness-worker', 'onnx-worker'];
const folder = temporaryFolder();

/** Scripts by their file names. */
type Scripts = ReadonlyMap<string, string>;

it("no chunk of the built studio imports a worker's entry", () => {
  const assets = `${repository}dist/studio/assets/`;
  const scripts = new Map(
    readdirSync(assets)
      .filter((file) => file.endsWith('.js'))
      .map((file) => [file, readFileSync(assets + file, 'utf8')]),
  );
  expect(entriesIn(scripts)).toEqual(['engine-worker']);
  expect(importsOfEntries(scripts)).toEqual([]);
});

it("no chunk of a Vite app imports a worker's entry", async () => {
  const external = [/^rxjs/, 'valibot', /^onnxruntime-web/];
  const input = folder.write(
    'entry.js',
    `export * from ${JSON.stringify(`${repository}dist/browser/index.js`)};
export { measureLatency } from ${JSON.stringify(`${repository}dist/browser/harness.js`)};
export { createOnnxWorker } from ${JSON.stringify(`${repository}dist/browser/onnx.js`)};\n`,
  );
  const { output } = (await build({
    configFile: false,
    logLevel: 'error',
    root: repository,
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: { input, external, preserveEntrySignatures: 'strict' },
    },
    worker: { format: 'es', rolldownOptions: { external } },
  })) as Rollup.RollupOutput;
  const scripts = new Map(
    output
      .filter(({ fileName }) => fileName.endsWith('.js'))
      .map((part) => [basename(part.fileName), String(part.type === 'chunk' ? part.code : part.source)]),
  );
  expect(entriesIn(scripts)).toEqual(ENTRIES);
  expect(importsOfEntries(scripts)).toEqual([]);
});

it('an import of an entry is found, static or not, and the address for a Worker is none', () => {
  const entry = 'engine-worker-Ab_c-123.js';
  const of = (code: string) =>
    importsOfEntries(
      new Map([
        [entry, ''],
        ['a.js', code],
      ]),
    );
  expect(of(`import{a as b}from"./${entry}";`)).toEqual([`a.js imports ${entry}`]);
  expect(of(`import"./${entry}"`)).toEqual([`a.js imports ${entry}`]);
  expect(of(`const a=await import(\`./${entry}\`)`)).toEqual([`a.js imports ${entry}`]);
  expect(of(`export * from './${entry}'`)).toEqual([`a.js imports ${entry}`]);
  expect(of(`new Worker(new URL("./${entry}",import.meta.url))`)).toEqual([]);
});

function entriesIn(scripts: Scripts): string[] {
  return ENTRIES.filter((name) => [...scripts.keys()].some((file) => file.startsWith(`${name}-`)));
}

function importsOfEntries(scripts: Scripts): string[] {
  const entries = [...scripts.keys()].filter((file) => ENTRIES.some((name) => file.startsWith(`${name}-`)));
  return [...scripts].flatMap(([file, code]) =>
    entries
      .filter((entry) => new RegExp(`(from|import\\(?)\\s*["'\`]\\./${entry}`).test(code))
      .map((entry) => `${file} imports ${entry}`),
  );
}
