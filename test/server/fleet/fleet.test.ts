// Several servers as one fleet over NATS: clients at any node get what a single server says, to the bit.
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '#src/node/index.js';
import type { RunningServer } from '#src/node/serve.js';
import { temporaryFolder } from '../../support/folder.js';
import { Heard, PROGRAMS, type Program, Undisturbed, writeModels } from '../restarts/programs.js';
import { serve } from '../stand.js';
import { NatsServer, noNats } from './nats.js';

const BLOCKS = 40;
const { path: folder } = temporaryFolder();
let undisturbed: Undisturbed;
let nats: NatsServer;
const nodes: RunningServer[] = [];

beforeAll(async () => {
  await writeModels(folder);
  undisturbed = new Undisturbed(folder);
});

async function node(): Promise<RunningServer> {
  const settings = { servers: [nats.url], partitions: 4, leaseMs: 600 };
  const server = await serve({ models: folder, nats: settings, saveEveryMs: 100 });
  nodes.push(server);
  return server;
}

describe.skipIf(noNats !== null)(`a fleet over NATS${noNats === null ? '' : ` (skipped: ${noNats})`}`, () => {
  beforeEach(async () => {
    nats = await NatsServer.start({ folder: mkdtempSync(join(folder, 'nats-')) });
  });
  afterEach(async () => {
    await Promise.all(nodes.splice(0).map((server) => server.close()));
    await nats[Symbol.asyncDispose]();
  });

  /** Sends a program through one node and compares what its client hears. */
  async function run(program: Program, server: RunningServer, name: string): Promise<void> {
    await using client = await connect(server.socketUrl);
    const stream = await client.open({ stream: name, ...program.options });
    const heard = new Heard(stream);
    for (const { values, ...rest } of program.blocks(BLOCKS)) {
      stream.send(values, rest);
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
    await stream.close();
    const expected = await undisturbed.of(program, BLOCKS);
    expect(heard.troubles).toEqual([]);
    expect(heard.predictions).toEqual(expected.predictions);
    expect(heard.detections).toEqual(expected.detections);
  }

  it('says what a single server says, whichever node a client is connected to', async () => {
    const servers = [await node(), await node()];
    await Promise.all(
      PROGRAMS.flatMap((program) =>
        servers.map((server, i) => run(program, server, `${program.name.replace(' ', '-')}-${i}`)),
      ),
    );
  });
});
