// Streams by name.
import { describe, expect, it } from 'vitest';
import { startEngine } from '#src/engine/main/pool.js';
import { nodePlatform } from '#src/node/platform.js';
import { type OpenMessage, readClientMessage } from '#src/protocol/client-messages.js';
import { Counters } from '#src/server/metrics/counters.js';
import { Saver } from '#src/server/persistence/saver.js';
import { NOBODY } from '#src/server/scheduling/client-work.js';
import { EngineFleet } from '#src/server/scheduling/engine-fleet.js';
import { ModelRegistry } from '#src/server/streams/model-registry.js';
import { StreamHub } from '#src/server/streams/stream-hub.js';
import { DEFAULT_LIMITS } from '#src/server/transport/limits.js';
import { Watching } from '#src/server/transport/watching.js';
import { temporaryFolder } from '../../support/folder.js';
import { model } from '../stand.js';

describe('StreamHub', () => {
  it('refuses the name of a stream that is being opened, and leaves that stream alone', async () => {
    const saver = new Saver({
      ...{ path: temporaryFolder().path, everyMs: 1000, counters: new Counters() },
      ...{ streams: () => [], warn: () => undefined },
    });
    let written: () => void = () => undefined;
    const isWritten = new Promise<void>((resolve) => {
      written = resolve;
    });
    const fleet = new EngineFleet(() => startEngine(nodePlatform, 'shared'));
    const hub = new StreamHub({
      ...{
        fleet,
        limits: DEFAULT_LIMITS,
        counters: new Counters(),
        watchers: new Watching(),
        alarm: () => undefined,
        marksOf: () => [],
        opened: () => undefined,
        platform: nodePlatform,
        keepMs: 1000,
      },
      registry: new ModelRegistry({ standard: { name: 'rows', model }, folder: null, most: 4, rates: 4 }),
      store: Object.assign(saver, { saveOne: () => isWritten }),
      ...{
        warn: () => undefined,
        forgotten: () => undefined,
        connectionBytes: () => 0,
        shedConnections: () => undefined,
      },
    });
    const sender = () => ({
      ...{ result: () => undefined, streamClosed: () => undefined },
      ...{ saysClosed: false, streamForgotten: () => undefined, unacknowledged: () => undefined },
      ...{ client: 'client', connection: 'connection', payer: NOBODY },
    });
    const open = readClientMessage(
      '{"kind":"open","number":0,"stream":"pump","replace":true,"key":"the key of this one"}',
    ) as OpenMessage;
    const [first, second] = [sender(), sender()];
    const opening = hub.open(open, first);
    while (hub.get('pump') === undefined) await new Promise((resolve) => setTimeout(resolve, 1));
    await expect(hub.open(open, second)).rejects.toMatchObject({ code: 4460 });
    // Its own second try neither: it would be told of a stream that a server which is killed now does not have.
    await expect(hub.open({ ...open, replace: false }, second)).rejects.toMatchObject({ code: 4460 });
    written();
    const { stream } = await opening;
    expect([stream.closing, hub.get('pump')]).toEqual([null, stream]);
    hub.detach(stream, first);
    const anew = await hub.open({ ...open, key: 'the key of another one' }, second);
    expect([anew.resumed, hub.get('pump')]).toEqual([false, anew.stream]);
    await anew.stream.release();
    await fleet.close();
  });
});
