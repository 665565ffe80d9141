// The lock on a state folder: one owner at a time, and none that is dead.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FolderLock } from '#src/server/persistence/folder-lock.js';
import { temporaryFolder } from '../../support/folder.js';

const scratch = await mkdtemp(join(tmpdir(), 'sluice-lock-'));
afterAll(() => rm(scratch, { recursive: true, force: true }));
const MODULE = new URL('../../../dist/server/persistence/folder-lock.js', import.meta.url).href;
const IN_USE = { code: 'STATE_IN_USE' };

/** A process that takes the lock, says `taken` or why not, and keeps it. */
function taker(path: string) {
  const program = `import { FolderLock } from ${JSON.stringify(MODULE)};
    FolderLock.take(${JSON.stringify(path)}).then(() => console.log('taken'), (error) => console.log(error.code));
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = once(child.stdout, 'data').then(([data]) => String(data).trim());
  return { child, said };
}

async function end({ child }: ReturnType<typeof taker>, signal: NodeJS.Signals = 'SIGKILL') {
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

describe('FolderLock', () => {
  it('has one owner until that lets go', async () => {
    const { path } = temporaryFolder();
    const first = await FolderLock.take(path);
    await expect(FolderLock.take(path)).rejects.toMatchObject(IN_USE);
    expect(await first.isHeld()).toBe(true);
    await first.release();
    expect(await readdir(path)).toEqual([]);
    await (await FolderLock.take(path)).release();
  });

  it('ends with its owner, however that ends, and not while the owner merely stands still', async () => {
    const { path } = temporaryFolder();
    const owner = taker(path);
    expect(await owner.said).toBe('taken');
    owner.child.kill('SIGSTOP');
    await expect(FolderLock.take(path)).rejects.toMatchObject(IN_USE);
    owner.child.kill('SIGCONT');
    await end(owner);
    const fromMs = performance.now();
    const lock = await FolderLock.take(path);
    expect(performance.now() - fromMs).toBeLessThan(3000);
    expect(await readdir(path)).toEqual(['lock.2']);
    await lock.release();
  });

  it('goes to one of many who find it left behind at the same moment', async () => {
    const { path } = temporaryFolder();
    for (let round = 0; round < 3; round++) {
      const owner = taker(path);
      expect(await owner.said).toBe('taken');
      await end(owner);
      const tries = await Promise.allSettled(Array.from({ length: 12 }, () => FolderLock.take(path)));
      const won = tries.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      expect(won.length).toBe(1);
      for (const each of tries) if (each.status === 'rejected') expect(each.reason).toMatchObject(IN_USE);
      await won[0]?.release();
    }
  }, 30_000);

  it('is not held by another process that got the number of a dead owner', async () => {
    const { path } = temporaryFolder();
    const owner = taker(path);
    await owner.said;
    const identity = JSON.parse(await readFile(join(path, 'lock.1'), 'utf8'));
    await end(owner);
    await writeFile(join(path, 'lock.1'), JSON.stringify({ ...identity, pid: process.pid }));
    await (await FolderLock.take(path)).release();
  });

  it('of another container is held as long as that touches it', async () => {
    const { path } = temporaryFolder();
    const lock = await FolderLock.take(path);
    const file = join(path, 'lock.1');
    const identity = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...identity, space: 'pid:[1]', pid: 1 }));
    await expect(FolderLock.take(path)).rejects.toMatchObject(IN_USE);
    await lock.release();
    await writeFile(file, JSON.stringify({ ...identity, space: 'pid:[1]', pid: 1 }));
    const next = await FolderLock.take(path); // nobody touches it
    expect(await next.isHeld()).toBe(true);
    await next.release();
  }, 40_000);
});
