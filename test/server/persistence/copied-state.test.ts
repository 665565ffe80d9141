// A copy of a state file, as a backup beside it, is not the stream's state, whichever of the two is read first.
import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { blockFrame } from '#src/protocol/client-frames.js';
import { temporaryFolder } from '../../support/folder.js';
import { Raw, rowsOf, serve } from '../stand.js';

const OPEN = { kind: 'open', number: 0, stream: 'pump', drop: 'none' };
const files = (folder: string, ending: string) => readdirSync(folder).filter((name) => name.endsWith(ending));

it('sets a copy of an earlier state aside, and goes on from the state itself', async () => {
  const state = temporaryFolder().path;
  let token = '';
  const copies = ['0.state', 'f.state', `${'f'.repeat(40)}.state`];
  {
    await using server = await serve({ state, saveEveryMs: 20 });
    const raw = new Raw(server.socketUrl);
    await raw.told('welcome');
    raw.say(OPEN);
    token = String((await raw.told('opened')).token);
    const [file = ''] = files(state, '.state');
    for (const copy of copies) copyFileSync(join(state, file), join(state, copy)); // of before its first row
    const payload = new Uint8Array(rowsOf(10).slice().buffer);
    raw.socket.send(blockFrame({ stream: 0, sequence: 1, timeMs: Number.NaN, position: 0 }, payload));
    await raw.until(() => raw.messages.some((message) => message[0] === 19 && message.readUInt32LE(8) === 1)); // saved
    raw.end();
  }
  await using server = await serve({ state });
  expect(files(state, '.broken').sort()).toEqual(copies.map((copy) => `${copy}.broken`).sort());
  const raw = new Raw(server.socketUrl);
  await raw.told('welcome');
  raw.say({ ...OPEN, resume: { token, predictions: 0, detections: 0 } });
  expect(await raw.told('opened')).toMatchObject({ resumed: true, sequence: 1, predictions: 10 });
  raw.end();
});
