// The logs and stores that keep the contract. Each can be opened again, as after an end of its process.
import { join } from 'node:path';
import type { Log, Store } from '#src/server/fleet/storage/contract.js';
import { NatsLink } from '#src/server/fleet/storage/nats/nats-link.js';
import { NatsLog } from '#src/server/fleet/storage/nats/nats-log.js';
import { NatsStore } from '#src/server/fleet/storage/nats/nats-store.js';
import { NatsServer, noNats } from '../nats.js';
import { FolderLog } from './folder-log.js';
import { FolderStore } from './folder-store.js';
import { MemoryLog } from './memory-log.js';
import { MemoryStore } from './memory-store.js';

export interface Opened {
  readonly log: Log;
  readonly store: Store;
  /** Null: what it held is gone when it is closed. */
  readonly again: (() => Promise<Opened>) | null;
  close(): Promise<void>;
}

export interface Implementation {
  readonly name: string;
  /** A sentence where it cannot be tested here. */
  readonly missing: string | null;
  open(folder: string): Promise<Opened>;
}

export const IMPLEMENTATIONS: readonly Implementation[] = [
  {
    name: 'memory',
    missing: null,
    open: async () => ({ log: new MemoryLog(), store: new MemoryStore(), again: null, close: async () => undefined }),
  },
  { name: 'a folder', missing: null, open: openFolder },
  { name: 'NATS', missing: noNats, open: openNats },
];

async function openFolder(folder: string): Promise<Opened> {
  const log = await FolderLog.open(join(folder, 'log'));
  const store = await FolderStore.open(join(folder, 'store'));
  const close = async () => {
    await log.close();
    await store.close();
  };
  return { log, store, close, again: () => openFolder(folder) };
}

async function openNats(folder: string): Promise<Opened> {
  const server = await NatsServer.start({ folder });
  const silent = { warn: () => undefined, info: () => undefined };
  const link = await NatsLink.open({ servers: [server.url], ...silent }, AbortSignal.timeout(5000));
  await link.stream({ name: 'TEST', subjects: ['test.*'] });
  const log = new NatsLog(link, { stream: 'TEST', prefix: 'test' });
  const store = new NatsStore(link, await link.bucket('test', 1), 'test');
  const close = async () => {
    await link.close();
    await server.end();
  };
  return { log, store, close, again: () => openNats(folder) };
}
