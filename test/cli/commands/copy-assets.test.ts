// `sluice copy-assets`: the files are those of the package, and the lines it prints name files that are there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VERSION } from '#src/loading/version.js';
import { sluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';

const folder = temporaryFolder();
const dist = new URL('../../../dist/', import.meta.url);

describe('sluice copy-assets', () => {
  it('lays out the files of the package, to the byte, and names the option of each', async () => {
    const to = join(folder.path, 'app/public/vendor/sluice');
    const { code, lines, stderr } = await sluice(['copy-assets', to, '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const assets = lines.filter(({ kind }) => kind === 'asset') as unknown as {
      file: string;
      url: string;
      option: string;
    }[];
    expect(assets.map(({ option }) => option).filter((option) => option !== null)).toEqual([
      'workerUrl',
      'workletUrl',
      'kernel',
      'kernel',
      'workletUrl',
      'kernel',
      'model',
    ]);
    expect(assets.map(({ file }) => file)).toEqual(
      expect.arrayContaining(['worklets/effect.js', 'kernel/kernel-effects.wasm']),
    );
    for (const { file, url } of assets) {
      expect(url).toBe(`/vendor/sluice/${file}`);
      expect(readFileSync(join(to, file)).equals(readFileSync(new URL(file, dist)))).toBe(true);
    }
    expect(assets.map(({ file }) => file)).toEqual(
      expect.arrayContaining(readdirSync(new URL('standalone/', dist)).map((file) => `standalone/${file}`)),
    );
    expect(lines.at(-1)).toMatchObject({ kind: 'copied', folder: to, url: '/vendor/sluice/', version: VERSION });
  });

  it('prints lines whose addresses lie in the folder', async () => {
    const to = join(folder.path, 'site');
    const { code, stdout } = await sluice(['copy-assets', to, '--url', 'https://example.org/there']);
    expect(code).toBe(0);
    const addresses = [...stdout.matchAll(/'https:\/\/example\.org\/there\/([^']*)'/g)].map(
      (match) => match[1] as string,
    );
    expect(addresses).toHaveLength(5); // worklet, model, worker, the kernels' folder, and the standalone entry
    for (const address of addresses) expect(existsSync(join(to, address)), address).toBe(true);
    for (const option of ['workletUrl', 'model', 'workerUrl', 'kernel']) expect(stdout).toContain(`${option}: '`);
  });

  it('copies over what is there, and refuses a file and a wrong address in one sentence', async () => {
    const to = join(folder.path, 'site');
    expect((await sluice(['copy-assets', to])).code).toBe(0);
    const file = folder.write('file', 'x');
    const taken = await sluice(['copy-assets', file]);
    expect(taken.code).toBe(1);
    expect(taken.stderr).toMatch(
      /^sluice: Cannot write .*file\/standalone\/engine-worker\.js: received (ENOTDIR|EEXIST)\n$/,
    );
    const wrong = await sluice(['copy-assets', to, '--url', 'sluice']);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain("'--url' must be an address or a path that starts with '/': received 'sluice'");
    expect((await sluice(['copy-assets'])).code).toBe(2);
  });
});
