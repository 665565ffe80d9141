// The packed packages: what is in them, what is installed with them, what tools that check packages say, and that every
// entry loads on every platform without doing anything.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/folder.js';
import { link, manifestOf, type Packed, pack, unpack } from './packed.js';

const MB = 1_000_000;
const folder = temporaryFolder();
const app = join(folder.path, 'app');
let packed: Packed;
let sluice: string;
let others: readonly string[];

beforeAll(() => {
  packed = pack();
  mkdirSync(app);
  writeFileSync(join(app, 'package.json'), '{ "type": "module", "private": true }');
  sluice = unpack(packed.sluice, app, 'sluice');
  const { dependencies } = manifestOf(sluice);
  others = link(app, [...Object.keys(dependencies), 'rxjs']);
});

describe('the package sluice', () => {
  it('is a tarball of at most 2.5 MB, and so is sluice-cli', () => {
    for (const tarball of [packed.sluice, packed.cli]) expect(statSync(tarball).size).toBeLessThan(2.5 * MB);
  });

  it('installs at most 12 packages and 25 MB with rxjs', () => {
    expect(others.length + 1).toBeLessThanOrEqual(12);
    expect(others.length).toBeGreaterThan(5);
    const bytes = [sluice, ...others].reduce((sum, each) => sum + diskBytes(each), 0);
    expect(bytes).toBeLessThan(25 * 2 ** 20);
    expect(bytes).toBeGreaterThan(15 * 2 ** 20);
  });

  it('has the file of each of its exports, and none of onnxruntime', () => {
    const { exports } = manifestOf(sluice);
    const files = Object.values(exports).flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target),
    );
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((file) => !existsSync(join(sluice, file)))).toEqual([]);
    expect(filesIn(sluice).filter((file) => /(^|\/)ort[.-].*(wasm|min|bundle)/.test(file))).toEqual([]);
    expect(filesIn(sluice).filter((file) => file.endsWith('.wasm')).length).toBeGreaterThan(1);
  });

  it('shares no file with sluice-cli, and neither has one twice', () => {
    const cli = unpack(packed.cli, join(folder.path, 'cli'), 'sluice-cli');
    const files = [sluice, cli].flatMap((each) => filesIn(each).map((file) => join(each, file)));
    const places = new Map<string, string[]>();
    for (const file of files.filter((each) => !/LICENSE$/.test(each) && statSync(each).size > 500)) {
      const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
      places.set(hash, [...(places.get(hash) ?? []), file.slice(folder.path.length)]);
    }
    expect(places.size).toBeGreaterThan(500);
    expect([...places.values()].filter((each) => each.length > 1)).toEqual([]);
  });

  it('has each module once, by itself or in a bundle, and every module that its code names', () => {
    const code = filesIn(sluice).filter((file) => /^dist\/(?!standalone|worklets).*\.js$/.test(file));
    const modules = code.flatMap((file) => {
      const text = readFileSync(join(sluice, file), 'utf8');
      const bundled = [...text.matchAll(/^\/\/ (dist\/\S+\.js)$/gm)].map(([, module]) => module as string);
      return file.startsWith('dist/bundles/') ? bundled : [file];
    });
    expect(code.filter((file) => file.startsWith('dist/bundles/')).length).toBeLessThan(120);
    expect(modules.length).toBeGreaterThan(650);
    expect(modules.filter((module, i) => modules.indexOf(module) < i)).toEqual([]);
    const named = code.flatMap((file) =>
      [...readFileSync(join(sluice, file), 'utf8').matchAll(/['"]((?:\.{1,2}|\/dist)\/[^'"\s]+\.js)['"]/g)].map(
        ([, path]) => join((path as string).startsWith('/') ? '.' : dirname(file), path as string),
      ),
    );
    expect(named.length).toBeGreaterThan(1000);
    expect(named.filter((file) => !existsSync(join(sluice, file)))).toEqual([]);
  });

  it('has ranges for what it depends on, and rxjs as a peer', () => {
    const { dependencies, peerDependencies } = manifestOf(sluice);
    expect(Object.values(dependencies).filter((range) => !range.startsWith('^'))).toEqual([]);
    expect(peerDependencies).toMatchObject({ rxjs: '^7.8.0' });
    expect(dependencies).not.toHaveProperty('rxjs');
  });

  it('is found flawless by publint', async () => {
    const { messages } = await publint({ pkgDir: sluice, pack: false, strict: true });
    expect(messages).toEqual([]);
  });

  it('is found flawless by attw, for every entry and every way to resolve it', async () => {
    const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(packed.sluice))));
    if (analysis.types === false) throw new Error('attw found no types');
    // Not code that anybody imports: files whose address is asked for.
    const assets = /\.(wasm|safetensors)$|\/(capture|effect|engine-worker)\.js$|\/package\.json$/;
    const problems = analysis.problems
      .filter((problem) => !('entrypoint' in problem && assets.test(problem.entrypoint)))
      // An ES module can be required in every Node that we support.
      .filter(({ kind }) => kind !== 'CJSResolvesToESM')
      .map((problem) => JSON.stringify(problem));
    expect(problems).toEqual([]);
    expect(Object.keys(analysis.entrypoints).filter((name) => !assets.test(name)).length).toBeGreaterThan(6);
  }, 180_000);
});

/** What a program prints that runs in the app. */
function run(args: readonly string[], code: string): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [...args, '-e', code], { cwd: app, timeout: 30_000 }, (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
    });
  });
}

describe('every entry', () => {
  const entries = ['', '/cli', '/harness', '/nn', '/onnx', '/server', '/train'].map((name) => `sluice${name}`);
  const loading = [
    'const before = new Set(Object.getOwnPropertyNames(globalThis));',
    ...entries.map((name) => `await import('${name}');`),
    'const added = Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name));',
    'console.log(JSON.stringify({ added, window: typeof window }));',
  ].join('\n');

  it.each([
    ['in Node', []],
    ['for a page that a server renders (--conditions browser)', ['--conditions', 'browser']],
    ['of a server component (--conditions react-server)', ['--conditions', 'react-server']],
    [
      'of an edge runtime (--conditions edge-light --conditions browser)',
      ['--conditions', 'edge-light', '--conditions', 'browser'],
    ],
  ])('loads %s without optional packages, does nothing and lets the process end', async (_, conditions) => {
    expect(await run([...conditions, '--input-type=module'], loading)).toEqual({
      status: 0,
      stdout: '{"added":[],"window":"undefined"}\n',
      stderr: '',
    });
  });

  it('can be required where Node requires ES modules', async () => {
    if (!process.features.require_module) return;
    const code = `console.log(${entries.map((name) => `typeof require('${name}')`).join(', ')});`;
    const { status, stdout } = await run(['--no-warnings', '--input-type=commonjs'], code);
    expect({ status, stdout }).toEqual({ status: 0, stdout: `${entries.map(() => 'object').join(' ')}\n` });
  });
});

describe('what needs an optional package', () => {
  const told = async (code: string) => {
    const caught = `try { ${code} } catch ({ code, message }) { console.log(code, message); }`;
    return (await run(['--input-type=module'], caught)).stdout;
  };

  it('names the command that installs it: a server', async () => {
    expect(await told("await (await import('sluice/server')).startServer({ port: 0 })")).toBe(
      "PACKAGE_MISSING Cannot serve streams: the package 'prom-client' is not installed: run 'npm install ws prom-client'\n",
    );
  });

  it('names the command that installs it: headers of a socket', async () => {
    const code = "const { socket } = await import('sluice'); const signal = new AbortController().signal;";
    const open = "await socket('ws://127.0.0.1:9', { sampleRate: 8000, headers: { a: 'b' } }).open(signal);";
    expect(await told(`${code} ${open}`)).toMatch(/^PACKAGE_MISSING .*'headers'.* run 'npm install ws'\n$/);
  });

  it('names the package where the command line is missing', async () => {
    const { stderr, status } = await run(
      ['--input-type=module'],
      "import 'sluice/cli'; process.argv = ['node', 'sluice', 'run']; await import('./node_modules/sluice/dist/bundles/cli-main.js');",
    );
    expect(stderr).toMatch(
      /^sluice: the command line is the package sluice-cli, which is not installed \(commander is missing\): see .*\n$/,
    );
    expect(status).toBe(1);
  });
});

function filesIn(place: string): string[] {
  return readdirSync(place, { recursive: true, encoding: 'utf8' }).filter((file) =>
    statSync(join(place, file)).isFile(),
  );
}

/** As `du` counts: whole blocks. */
function diskBytes(place: string): number {
  return ['', ...readdirSync(place, { recursive: true, encoding: 'utf8' })].reduce((sum, file) => {
    return sum + statSync(join(place, file)).blocks * 512;
  }, 0);
}
