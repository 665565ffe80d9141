// The package's entries: each is one file that lists what it exports, and every type that a public signature mentions
// can be imported from one of them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { SluiceError } from '#src/errors.js';
import { Declarations } from './architecture/declarations.js';
import { temporaryFolder } from './support/folder.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  readonly exports: Readonly<Record<string, Entry | string>>;
  readonly typesVersions: { readonly '*': Readonly<Record<string, readonly string[]>> };
};
const { exports: entries } = manifest;

interface Entry {
  readonly types: string;
  readonly browser?: string;
  readonly default: string;
}

/** The entries that differ by platform, each with the types that package.json gives to everybody. */
interface Typed {
  readonly sluice: typeof import('#src/entry.js');
  readonly effects: typeof import('#src/browser/effects/index.js');
  readonly harness: typeof import('#src/node/harness.js');
  readonly onnx: typeof import('#src/browser/onnx.js');
  readonly react: typeof import('#src/node/react/index.js');
  readonly server: typeof import('#src/node/serve.js');
  readonly train: typeof import('#src/node/training/index.js');
}

const NODE_ONLY = [
  'attachServer',
  'audioFile',
  'audioStream',
  'isLoopback',
  'openTableFile',
  'pcm',
  'pcmStdin',
  'readAudio',
  'readDataset',
  'startServer',
  'trainingPool',
];
const BROWSER_ONLY = ['audioNode', 'createOnnxWorker', 'listMicrophones', 'microphone', 'openEffect'];
/** Files that programs place themselves are no entries: `sluice/standalone.js` is held by test/browser. */
const coded = Object.entries(entries).filter(([name]) => !name.endsWith('.js'));
const files = [...JSON.stringify(coded).matchAll(/"types":"\.\/([^"]+)"/g)].map(([, file]) => `${root}${file}`);
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
  const code = coded.filter((entry): entry is [string, Entry] => typeof entry[1] === 'object');

  it('are sluice and its parts, each with one file of types for every platform', () => {
    const names = code.map(([name]) => name).sort();
    expect(names).toEqual([
      '.',
      './cli',
      './commands',
      './effects',
      './harness',
      './nn',
      './onnx',
      './react',
      './server',
      './train',
    ]);
    expect(files.length).toBe(names.length);
    expect(Object.keys(manifest.typesVersions['*']).map((name) => `./${name}`)).toEqual(
      expect.arrayContaining(names.filter((name) => name !== '.')),
    );
    for (const [name, { types }] of code.filter(([name]) => name !== '.')) {
      expect(manifest.typesVersions['*'][name.slice(2)]).toEqual([types]);
    }
  });

  it.each(code)('%s has the same names in a browser and in Node, and types for all of them', async (_, entry) => {
    const names = Object.keys(await import(`${root}${entry.default}`)).sort();
    expect(Object.keys(await import(`${root}${entry.browser ?? entry.default}`)).sort()).toEqual(names);
    const typed = new Declarations().exportsOf(`${root}${entry.types}`);
    expect(names.filter((name) => !typed.has(name))).toEqual([]);
  });

  it('fit their types on both platforms', async () => {
    // The compiler checks these lines (npm run check:types).
    const everywhere: readonly Typed[] = [
      {
        sluice: await import('#src/node/index.js'),
        effects: await import('#src/node/effects/index.js'),
        harness: await import('#src/node/harness.js'),
        onnx: await import('#src/node/onnx.js'),
        react: await import('#src/node/react/index.js'),
        server: await import('#src/node/serve.js'),
        train: await import('#src/node/training/index.js'),
      },
      {
        sluice: await import('#src/browser/index.js'),
        effects: await import('#src/browser/effects/index.js'),
        harness: await import('#src/browser/harness.js'),
        onnx: await import('#src/browser/onnx.js'),
        react: await import('#src/browser/react/index.js'),
        server: await import('#src/browser/server.js'),
        train: await import('#src/browser/training/index.js'),
      },
    ];
    const platforms = code.filter(([, { browser }]) => browser !== undefined);
    for (const modules of everywhere) expect(Object.keys(modules).length).toBe(platforms.length);
  });

  it('say of what a platform lacks what it needs and what to use instead', async () => {
    const lacking = [
      ...Object.entries({
        ...(await import('#src/browser/index.js')),
        ...(await import('#src/browser/training/index.js')),
        ...(await import('#src/browser/server.js')),
      }).filter(([name]) => NODE_ONLY.includes(name)),
      ...Object.entries({
        ...(await import('#src/node/index.js')),
        ...(await import('#src/node/onnx.js')),
        ...(await import('#src/node/effects/index.js')),
      }).filter(([name]) => BROWSER_ONLY.includes(name)),
    ] as [string, () => unknown][];
    expect(lacking.length).toBe(NODE_ONLY.length + BROWSER_ONLY.length);
    for (const [name, call] of lacking) {
      const error = await Promise.resolve()
        .then(call)
        .then(
          () => null,
          (reason: unknown) => reason as SluiceError,
        );
      expect(error, name).toMatchObject({ name: 'SluiceError', code: 'PLATFORM_UNSUPPORTED' });
      expect(error?.message).toMatch(
        new RegExp(`^Cannot use '${name}': it needs (Node|a browser), and this is .+: .{10}`),
      );
    }
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
