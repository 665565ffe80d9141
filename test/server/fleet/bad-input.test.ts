// What a node says of a NATS that it cannot use, and of rows that are none.
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { connect as connectNats } from '@nats-io/transport-node';
import { afterEach, describe, expect, it } from 'vitest';
import { connect } from '#src/node/index.js';
import type { RunningServer } from '#src/node/serve.js';
import { partitionOf } from '#src/server/fleet/partitions.js';
import { temporaryFolder } from '../../support/folder.js';
import { CHANNELS, rowsOf, serve } from '../stand.js';
import { freePort, NatsServer, noNats } from './nats.js';

const { path: parent } = temporaryFolder();
const PARTITIONS = 4;

describe.skipIf(noNats !== null)(`a node of a fleet${noNats === null ? '' : ` (skipped: ${noNats})`}`, () => {
  const opened: AsyncDisposable[] = [];

  afterEach(async () => {
    for (const each of opened.splice(0).reverse()) await each[Symbol.asyncDispose]();
  });

  const folder = () => mkdtempSync(join(parent, 'nats-'));

  async function nats(options: Partial<Parameters<typeof NatsServer.start>[0]> = {}): Promise<NatsServer> {
    const server = await NatsServer.start({ folder: folder(), ...options });
    opened.push(server);
    return server;
  }

  async function node(url: string, partitions = PARTITIONS, port = 0): Promise<RunningServer> {
    const server = await serve({ port, nats: { servers: [url], partitions, leaseMs: 600 }, saveEveryMs: 100 });
    opened.push(server);
    return server;
  }

  it('waits for a NATS that is away when it starts, and is not ready meanwhile', async () => {
    const [port, httpPort] = [await freePort(), await freePort()];
    const starting = node(`nats://127.0.0.1:${port}`, PARTITIONS, httpPort);
    const ready = async () => (await fetch(`http://127.0.0.1:${httpPort}/readyz`)).status;
    await until(async () => (await ready().catch(() => 0)) === 503);
    await nats({ port });
    await starting;
    await until(async () => (await ready()) === 200);
  });

  it('says that NATS must have JetStream', async () => {
    const { url } = await nats({ arguments: [] });
    await expect(node(url)).rejects.toThrow("NATS must have JetStream; start it with 'nats-server -js'");
  });

  it('says that NATS must know its credentials', async () => {
    const { url } = await nats({ arguments: ['-js', '--user', 'sluice', '--pass', 'secret'] });
    await expect(node(url.replace('//', '//sluice:wrong@'))).rejects.toThrow(/NATS must know its credentials/);
    await node(url.replace('//', '//sluice:secret@'));
  });

  it('says that NATS is too old', async () => {
    const old = createServer((socket) => {
      socket.write('INFO {"server_id":"x","version":"2.8.4","proto":1,"max_payload":1048576,"jetstream":true}\r\n');
      socket.on('data', (data) => String(data).includes('PING') && socket.write('PONG\r\n'));
      socket.on('error', () => undefined);
    });
    const port = await freePort();
    await new Promise<void>((resolve) => old.listen(port, '127.0.0.1', resolve));
    await expect(node(`nats://127.0.0.1:${port}`)).rejects.toThrow('NATS must be 2.9 or later: received 2.8.4');
    await new Promise((resolve) => old.close(resolve));
  });

  it('says that one server of NATS cannot keep three copies', async () => {
    const { url } = await nats();
    const settings = { servers: [url], replicas: 3 };
    await expect(serve({ nats: settings })).rejects.toThrow(/NATS must let it make the stream 'sluice-rows'/);
  });

  it('says that the fleet was begun with another number of partitions', async () => {
    const { url } = await nats();
    await node(url, 4);
    await expect(node(url, 8)).rejects.toThrow('it was begun with 4 partitions: received 8');
  });

  it('refuses settings that do not go together', async () => {
    const both = { nats: { servers: ['nats://x'] }, influx: {} };
    await expect(serve(both)).rejects.toThrow("Cannot serve with 'nats' and 'influx'");
    await expect(serve({ nats: { servers: [] } })).rejects.toThrow("'servers' must be addresses");
    await expect(serve({ nats: { servers: ['nats://x'], replicas: 2 } })).rejects.toThrow('1, 3 or 5: received 2');
  });

  it('keeps clients waiting while NATS is away, and goes on', async () => {
    const server = await nats();
    const { socketUrl } = await node(server.url);
    await using client = await connect(socketUrl);
    const stream = await client.open({ stream: 'pump', drop: 'none' });
    let predictions = 0;
    stream.predictions$.subscribe(() => predictions++);
    await server.end();
    const rows = rowsOf(40);
    for (let i = 0; i < 4; i++) stream.send(rows.subarray(i * 10 * CHANNELS, (i + 1) * 10 * CHANNELS));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(predictions).toBe(0);
    await server.start();
    await stream.close();
    expect(predictions).toBe(40);
  });

  it('takes rows that another program publishes, and sets aside what is none', async () => {
    const { url } = await nats();
    const server = await node(url);
    const other = await connectNats({ servers: url });
    const subject = `sluice.rows.${partitionOf('fan', PARTITIONS)}`;
    const dead: string[] = [];
    other.subscribe('sluice.rows.dead', { callback: (_, message) => void dead.push(message.string()) });
    let results = 0;
    other.subscribe('sluice.results.*', { callback: (_, { data }) => void (data.length > 12 && results++) });
    other.publish(subject, '{ "stream": "fan", "values": [[1, 2, 3, 4], [1, 2, 3, 4]] }');
    other.publish(subject, 'nonsense');
    other.publish(subject, '{ "stream": "fan", "values": [["no", "numbers"]] }');
    other.publish(subject, '{ "stream": "fan", "values": [[1, 2, 3, 4]] }');
    await until(() => dead.length === 2 && results > 0);
    const metrics = async () => (await fetch(`${server.url}metrics`)).text();
    await until(async () => /^sluice_fleet_refused_total 2$/m.test(await metrics()));
    await until(async () => /^sluice_predictions_total 3$/m.test(await metrics()));
    expect(await metrics()).toMatch(/^sluice_fleet_nodes 1$/m);
    await other.close();
  });

  it('shows the streams of all nodes to those who watch at any', async () => {
    const { url } = await nats();
    const [one, two] = [await node(url), await node(url)];
    await using sender = await connect(one.socketUrl);
    await using watcher = await connect(two.socketUrl);
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const streams = await Promise.all(names.map((stream) => sender.open({ stream })));
    await until(async () => (await watcher.list()).length === names.length);
    expect((await watcher.list()).map(({ name }) => name).sort()).toEqual(names);
    await watcher.endStream('a');
    await until(async () => (await watcher.list()).length === names.length - 1);
    for (const stream of streams.slice(1)) await stream.close();
    await until(async () => (await watcher.list()).length === 0);
  });
});

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 30));
}
