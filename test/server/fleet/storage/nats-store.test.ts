import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { NatsLink } from '#src/server/fleet/storage/nats/nats-link.js';
import { NatsStore } from '#src/server/fleet/storage/nats/nats-store.js';
import { temporaryFolder } from '../../../support/folder.js';
import { NatsServer, noNats } from '../nats.js';

const { path: parent } = temporaryFolder();

it.skipIf(noNats !== null)('NatsStore leaves no message in NATS of pieces and values that are gone', async () => {
  await using server = await NatsServer.start({ folder: mkdtempSync(join(parent, 'nats-')) });
  const silent = { warn: () => undefined, info: () => undefined };
  const link = await NatsLink.open({ servers: [server.url], ...silent }, AbortSignal.timeout(5000));
  try {
    const store = new NatsStore(link, await link.bucket('test', 1), 'test');
    const messages = async () => (await link.manager.streams.info('KV_test')).state.messages;
    let revision = 0;
    for (let i = 0; i < 3; i++) revision = await store.put('state.a', new Uint8Array(1_300_000), revision);
    expect(await messages()).toBe(4); // three pieces, and the value that names them
    await store.remove('state.a', revision);
    await store.put('state.b', new Uint8Array(1), 0);
    expect(await store.keys('state.')).toEqual(['state.b']);
    await expect.poll(messages).toBe(1);
  } finally {
    await link.close();
  }
});
