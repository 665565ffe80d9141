// The package's entries: each is one file that lists what it exports, and every type that a public signature mentions
// can be imported from one of them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Declarations } from './architecture/declarations.js';
import { temporaryFolder } from './support/folder.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const { exports: entries } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { exports: object };
const files = [...JSON.stringify(entries).matchAll(/"types":"\.\/([^"]+)"/g)].map(([, file]) => `${root}${file}`);
const folder = temporaryFolder();

/** `A (file): mentioned by B`, for every type that an exported name mentions and no entry exports. */
function hidden(declarations: Declarations, entryFiles: readonly string[]): string[] {
  const all = entryFiles.flatMap((file) => [...declarations.exportsOf(file).values()]);
  const isExported = new Set(all.map(({ file, name }) => `${file} ${name}`));
  const found = all.flatMap((declared) =>
    declarations
      .mentionedBy(declared)
      .filter(({ file, name }) => !isExported.has(`${file} ${name}`))
      .map(({ file, name }) => `${name} (${file.replace(root, '')}): mentioned by ${declared.name}`),
  );
  return [...new Set(found)].sort();
}

describe('the entries', () => {
  it('are sluice, sluice/nn, sluice/react, sluice/train, sluice/server and sluice/harness', () => {
    const names = Object.entries(entries).filter(
      ([name, target]) => typeof target === 'object' && !name.endsWith('.js'),
    );
    expect(names.map(([name]) => name).sort()).toEqual(['.', './harness', './nn', './react', './server', './train']);
    expect(files.length).toBe(12);
  });

  it('export every type that their signatures mention', () => {
    expect(hidden(new Declarations(), files)).toEqual([]);
  });

  it('keep what trains, what serves, what is for offline use and what measures out of sluice', async () => {
    const names = Object.keys(await import('#src/node/index.js'));
    for (const other of ['GRU', 'LSTM', 'RNN', 'ndarray', 'SequenceTrainer', 'timeLayers', 'attachServer']) {
      expect(names).not.toContain(other);
    }
    expect(Object.keys(await import('#src/nn/index.js')).sort()).toEqual(['GRU', 'LSTM', 'RNN', 'ndarray']);
    expect(await import('#src/node/training/index.js')).toHaveProperty('SequenceTrainer');
    expect(await import('#src/node/harness.js')).toHaveProperty('timeLayers');
  });
});

describe('hidden()', () => {
  it('finds a type that is imported or declared, and not exported, and none in private parts, comments and strings', () => {
    mkdirSync(`${folder.path}/inner`);
    const entry = `${folder.path}/index.d.ts`;
    writeFileSync(
      entry,
      [
        "export { type A, make as made } from './inner/a.js';",
        "export { C } from './inner/c.js';",
        "import type { Own as Renamed } from './inner/a.js';",
        'export interface Here extends Renamed { readonly here: Local; }',
        'interface Local { readonly name: string; }',
      ].join('\n'),
    );
    writeFileSync(
      `${folder.path}/inner/a.d.ts`,
      [
        "import type { C, Hidden } from './c.js';",
        'export interface A { readonly c: C; /** Secret */ readonly kind: "Secret"; }',
        'export interface Own { readonly a: A; }',
        'export interface Secret { readonly a: A; }',
        'export declare function make(a: A): Promise<Hidden>;',
      ].join('\n'),
    );
    writeFileSync(
      `${folder.path}/inner/c.d.ts`,
      ['export interface Hidden { readonly n: number; }', 'export declare class C { #private; }'].join('\n'),
    );
    expect(hidden(new Declarations(), [entry]).map((line) => line.replace(`${folder.path}/`, ''))).toEqual([
      'Hidden (inner/c.d.ts): mentioned by make',
      'Local (index.d.ts): mentioned by Here',
      'Own (inner/a.d.ts): mentioned by Here',
    ]);
  });
});
