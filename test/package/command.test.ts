// The packed sluice-cli beside the packed sluice: the command runs, finds the recording and the pages, and the pages find
// every file, those of the library too.
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { beforeAll, describe, expect, it } from 'vitest';
import { sluice as clone } from '../support/command.js';
import { temporaryFolder } from '../support/folder.js';
import { link, manifestOf, pack, unpack } from './packed.js';

const folder = temporaryFolder();
const app = join(folder.path, 'app');
let command: string;
let studio: string;

beforeAll(() => {
  const packed = pack();
  mkdirSync(app);
  writeFileSync(join(app, 'package.json'), '{ "private": true }');
  const library = unpack(packed.sluice, app, 'sluice');
  const cli = unpack(packed.cli, app, 'sluice-cli');
  const { dependencies } = manifestOf(cli);
  link(
    app,
    [...Object.keys(manifestOf(library).dependencies), ...Object.keys(dependencies)].filter(
      (name) => name !== 'sluice',
    ),
  );
  command = join(cli, 'bin/sluice.js');
  studio = join(cli, 'dist/studio');
});

describe('the command of sluice-cli', () => {
  it('depends on the packages that sluice has as optional peers for it, in the same ranges', () => {
    const library = manifestOf(join(app, 'node_modules/sluice'));
    const cli = manifestOf(join(app, 'node_modules/sluice-cli'));
    expect(cli.version).toBe(library.version);
    expect(cli.dependencies.sluice).toBe(`^${String(library.version)}`);
    for (const [name, range] of Object.entries({ ...cli.dependencies, ...cli.optionalDependencies })) {
      if (name !== 'sluice') expect(range.split('.')[0], name).toBe(library.peerDependencies?.[name]?.split('.')[0]);
    }
    // What neither brings is named by both, so that a strict installation finds it from the command, too.
    const { react: _, ...named } = library.peerDependencies ?? {};
    const brought = { ...cli.dependencies, ...cli.optionalDependencies };
    expect(Object.keys(cli.peerDependencies ?? {})).toEqual(Object.keys(named).filter((name) => !(name in brought)));
    for (const [name, range] of Object.entries(cli.peerDependencies ?? {})) expect(range, name).toBe(named[name]);
  });

  it('hears in the bundled recording what a clone hears', async () => {
    const digest = (stdout: string) => /"digest":"(\w+)"/.exec(stdout)?.[1];
    const stdout = await new Promise<string>((resolve) => {
      execFile(process.execPath, [command, 'run', '--json'], { cwd: app }, (_, text) => resolve(text));
    });
    expect(digest(stdout)).toMatch(/^\w{64}$/);
    expect(digest(stdout)).toBe(digest((await clone(['run', '--json'])).stdout));
  });

  it('serves the pages with all that they name', async () => {
    const child = spawn(process.execPath, [command, 'studio', '--port', '0', '--json'], { cwd: app });
    try {
      const lines = createInterface({ input: child.stdout });
      const first = await new Promise<string>((resolve) => lines.once('line', resolve));
      const { url } = JSON.parse(first) as { url: string };
      const built = readdirSync(join(studio, 'assets')).filter((name) => /\.(js|css)$/.test(name));
      const named = built.flatMap((name) =>
        [
          ...readFileSync(join(studio, 'assets', name), 'utf8').matchAll(
            /[\w.-]+\.(?:wasm|safetensors|wav|js|css|svg)\b/g,
          ),
        ].map(([file]) => file),
      );
      const files = [...new Set(named)].filter((file) => /-[\w-]{8}\.|^(kernel|keywords|recording|capture)/.test(file));
      expect(files).toEqual(
        expect.arrayContaining(['kernel.wasm', 'keywords.safetensors', 'recording.wav', 'capture.js']),
      );
      for (const path of ['', 'sensors.html', ...files.map((file) => `assets/${file}`)]) {
        expect((await fetch(`${url}${path}`)).status, path).toBe(200);
      }
    } finally {
      child.kill();
    }
  });
});
