// The folder of states: what others can put there is not trusted.
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StateFolder } from '#src/server/persistence/state-folder.js';
import { temporaryFolder } from '../../support/folder.js';

async function states(folder: StateFolder): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  for await (const { file, read } of folder.all()) found.set(file, await read().catch((error: Error) => error));
  return found;
}

describe('StateFolder', () => {
  it('keeps a state under the name of its stream, until it is removed', async () => {
    const folder = await StateFolder.open(temporaryFolder().path);
    await folder.write('a/b', Uint8Array.of(1, 2));
    await folder.write('a/b', Uint8Array.of(3));
    await folder.settle();
    const [[file, bytes] = ['', null]] = await states(folder);
    expect(Uint8Array.from(bytes as Uint8Array)).toEqual(Uint8Array.of(3));
    expect([folder.isFileOf('a/b', file), folder.isFileOf('a', file), folder.isFileOf('a/b', `copy ${file}`)]).toEqual([
      true,
      false,
      false,
    ]);
    await folder.remove('a/b');
    expect((await states(folder)).size).toBe(0);
    await folder.close();
  });

  it('reads neither through links nor from pipes, and does not wait for these', async () => {
    const { path, write } = temporaryFolder();
    const outside = temporaryFolder().write('secret', new Uint8Array(8));
    await symlink(outside, join(path, 'link.state'));
    execFileSync('mkfifo', [join(path, 'pipe.state')]);
    await mkdir(join(path, 'folder.state'));
    write('plain.state', new Uint8Array(3));
    const folder = await StateFolder.open(path);
    const found = await states(folder);
    for (const name of ['link.state', 'pipe.state', 'folder.state']) expect(found.get(name)).toBeInstanceOf(Error);
    expect(found.get('plain.state')).toHaveLength(3);
    await folder.close();
  });

  it('writes through no link that lies in its way', async () => {
    const { path } = temporaryFolder();
    const target = temporaryFolder().write('target', new Uint8Array(8));
    const folder = await StateFolder.open(path);
    await folder.write('pump', Uint8Array.of(1));
    const [file = ''] = (await readdir(path)).filter((name) => name.endsWith('.state'));
    await symlink(target, join(path, `${file}.new`));
    await folder.write('pump', Uint8Array.of(2));
    expect(await readFile(target)).toHaveLength(8);
    expect([...(await readFile(join(path, file)))]).toEqual([2]);
    await folder.close();
  });

  it('refuses a folder into which others may write, and says what mends it', async () => {
    const { path } = temporaryFolder();
    await chmod(path, 0o777);
    await expect(StateFolder.open(path)).rejects.toThrow("others may write to it; 'chmod 700' it: received 777");
    await chmod(path, 0o700);
    await (await StateFolder.open(path)).close();
  });

  it('writes nothing once another process has taken it', async () => {
    const { path } = temporaryFolder();
    const folder = await StateFolder.open(path);
    await folder.write('pump', Uint8Array.of(1));
    execFileSync('rm', [join(path, 'lock.1')]);
    await writeFile(join(path, 'lock.2'), '{}');
    await expect(folder.write('pump', Uint8Array.of(2))).rejects.toThrow('another server has taken the state folder');
    await expect(folder.remove('pump')).rejects.toThrow('another server');
    await folder.close();
  });
});
