// What a fleet makes of clients whose node is gone, or was taken for gone.
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '#src/node/index.js';
import { temporaryFolder } from '../../support/folder.js';
import { bundleServer } from '../restarts/bundle.js';
import { rowsOf } from '../stand.js';
import { NatsServer, noNats } from './nats.js';
import { Nodes } from './nodes.js';

const channels = ['flow', 'speed', 'heat']; // a row is its time and three values
const LEASE_MS = 600;
const KEEP_MS = 3000;
const { path: folder } = temporaryFolder();
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
let command: string;
let nats: NatsServer;
let nodes: Nodes;

describe.skipIf(noNats !== null)(`clients of a fleet${noNats === null ? '' : ` (skipped: ${noNats})`}`, () => {
  beforeAll(async () => {
    command = await bundleServer(folder);
  }, 60_000);
  beforeEach(async () => {
    nats = await NatsServer.start({ folder: mkdtempSync(join(folder, 'nats-')) });
    nodes = new Nodes({
      ...{ command: [command], models: [], leaseMs: LEASE_MS, partitions: 4, replicas: 1, keepSeconds: KEEP_MS / 1000 },
      heartbeatMs: 15_000, // a client does not notice that its node stands still
      nats: () => [nats.url],
    });
    for (let i = 0; i < 2; i++) await nodes.start();
  });
  afterEach(async () => {
    await nodes.endAll();
    await nats[Symbol.asyncDispose]();
  });

  const at = (node: number) => connect(`ws://127.0.0.1:${nodes.ports[node]}`);

  it('are away when their node is killed, so that streams to which nobody comes back end', async () => {
    await using watcher = await at(1);
    const client = await at(0);
    for (const stream of ['a', 'b', 'c', 'd', 'e', 'f']) await client.open({ stream });
    while ((await watcher.list()).length < 6) await sleep(50);
    await nodes.end(0, 'SIGKILL');
    await client.close();
    while ((await watcher.list()).length > 0) await sleep(50);
  }, 30_000);

  it('are there when their node stood still past its lease and goes on, also while they send nothing', async () => {
    await using client = await at(0);
    const streams = await Promise.all(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((stream) => client.open({ stream, channels })),
    );
    let predictions = 0;
    for (const stream of streams) stream.predictions$.subscribe(() => predictions++);
    nodes.signal(0, 'SIGSTOP');
    await sleep(3 * LEASE_MS);
    nodes.signal(0, 'SIGCONT');
    await sleep(KEEP_MS + 2500);
    for (const stream of streams) stream.send(rowsOf(10));
    await Promise.all(streams.map((stream) => stream.close()));
    expect(predictions).toBe(10 * streams.length);
  }, 30_000);
});
