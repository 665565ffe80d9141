// A second server on the same state folder touches nothing of it, whether it could have its port or not.
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blockFrame } from '#src/protocol/client-frames.js';
import { sluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';
import { CHANNELS, Raw, serve } from '../stand.js';

const ACCEPTED = 19;

describe('a second server on a state folder', () => {
  it('does not start, with or without a port of its own, and leaves every file as it is', async () => {
    const { path } = temporaryFolder();
    await using server = await serve({ state: path, saveEveryMs: 20 });
    const raw = new Raw(server.socketUrl);
    await raw.told('welcome');
    raw.say({ kind: 'open', number: 0, stream: 'pump' });
    await raw.told('opened');
    raw.socket.send(
      blockFrame({ stream: 0, sequence: 1, timeMs: Number.NaN, position: 0 }, new Uint8Array(4 * CHANNELS)),
    );
    await raw.until(() => raw.messages.some((message) => message[0] === ACCEPTED && message.readUInt32LE(8) === 1));
    const before = await contents(path);
    expect([...before.keys()].filter((name) => !name.startsWith('operator'))).toHaveLength(2); // the state and the lock
    for (const [port, sentence] of [
      [server.port, `Cannot serve at 127.0.0.1:${server.port}: received EADDRINUSE`],
      [0, 'another server uses it'],
    ] as const) {
      const { code, stderr } = await sluice(['serve', '--port', String(port), '--state', path, '--log-level', 'warn']);
      expect(code).toBe(1);
      expect(stderr).toContain(sentence);
    }
    await expect(serve({ state: path })).rejects.toMatchObject({ code: 'STATE_IN_USE' });
    expect(await contents(path)).toEqual(before);
    raw.end();
  });

  it('starts when the first one has ended, and the streams are there', async () => {
    const { path } = temporaryFolder();
    const open = { kind: 'open', number: 0, stream: 'pump' };
    let token = '';
    {
      await using server = await serve({ state: path });
      const raw = new Raw(server.socketUrl);
      await raw.told('welcome');
      raw.say(open);
      token = String((await raw.told('opened')).token);
      raw.end();
    }
    await using server = await serve({ state: path });
    const raw = new Raw(server.socketUrl);
    await raw.told('welcome');
    raw.say({ ...open, resume: { token, predictions: 0, detections: 0 } });
    expect(await raw.told('opened')).toMatchObject({ resumed: true });
    raw.end();
  });
});

async function contents(path: string): Promise<Map<string, string>> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const read = files.sort().map(async (file) => [relative(path, file), await hex(file)] as const);
  return new Map(await Promise.all(read));
}

async function hex(file: string): Promise<string> {
  return (await readFile(file)).toString('hex');
}
