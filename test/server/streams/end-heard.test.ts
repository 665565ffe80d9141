// A stream is over, and the connection breaks before its client was told: the client must not begin it anew.
import { describe, expect, it } from 'vitest';
import { connect, type ServedEvent, type ServedPrediction } from '#src/node/index.js';
import { acknowledgementFrame, blockFrame } from '#src/protocol/client-frames.js';
import { temporaryFolder } from '../../support/folder.js';
import { CuttingProxy } from '../cutting-proxy.js';
import { alone, bits, Raw, rowsOf, serve } from '../stand.js';

const ROWS = 10;
const rows = rowsOf(ROWS);
const OPEN = { kind: 'open', number: 0, stream: 'pump', drop: 'none' };
const block = blockFrame({ stream: 0, sequence: 1, timeMs: 5, position: 0 }, new Uint8Array(rows.slice().buffer));

/** A client that has all results of a stream that is over. `features`: what it says that it can. */
async function done(url: string, features: string[]) {
  const raw = new Raw(url);
  await raw.told('welcome');
  if (features.length > 0) raw.say({ kind: 'features', features });
  raw.say(OPEN);
  const { token } = await raw.told('opened');
  raw.socket.send(block);
  raw.say({ kind: 'close', number: 0 });
  await raw.told('closed');
  raw.socket.send(acknowledgementFrame(0, ROWS, 1000));
  raw.say({ kind: 'list', request: 1 }); // when it is answered, the acknowledgement has come
  await raw.told('streams');
  return { raw, resume: { token, predictions: ROWS, detections: 1000 } };
}

describe('a client that says when it was told of the end', () => {
  it('is told again after its connection broke, and the stream is not begun anew', async () => {
    await using server = await serve();
    const { raw, resume } = await done(server.socketUrl, ['closed-heard']);
    raw.end();
    await raw.closed;
    const back = new Raw(server.socketUrl);
    await back.told('welcome');
    back.say({ kind: 'features', features: ['closed-heard'] });
    back.say({ ...OPEN, resume });
    expect(await back.told('opened')).toMatchObject({ resumed: true, predictions: ROWS });
    expect(await back.told('closed')).toMatchObject({ code: 1000 });
    back.say({ kind: 'closed', number: 0 });
    back.say({ ...OPEN, number: 1, resume });
    await back.until(() => back.texts.some(({ kind, number }) => kind === 'opened' && number === 1));
    expect(back.texts.at(-1)).toMatchObject({ kind: 'opened', resumed: false });
    back.end();
  });

  it('finds it after a restart too', async () => {
    const state = temporaryFolder().path;
    let resume: object = {};
    {
      await using server = await serve({ state, saveEveryMs: 20 });
      const ended = await done(server.socketUrl, ['closed-heard']);
      ended.raw.end();
      resume = ended.resume;
    }
    await using server = await serve({ state });
    const back = new Raw(server.socketUrl);
    await back.told('welcome');
    back.say({ kind: 'features', features: ['closed-heard'] });
    back.say({ ...OPEN, resume });
    expect(await back.told('opened')).toMatchObject({ resumed: true });
    back.end();
  });

  it('leaves the name free', async () => {
    await using server = await serve();
    const { raw } = await done(server.socketUrl, ['closed-heard']);
    const other = new Raw(server.socketUrl);
    await other.told('welcome');
    other.say(OPEN);
    expect(await other.told('opened')).toMatchObject({ resumed: false });
    raw.end();
    other.end();
  });
});

describe('an older client, which does not say it', () => {
  it('has its stream forgotten once it has the results', async () => {
    await using server = await serve();
    const { raw, resume } = await done(server.socketUrl, []);
    raw.say({ ...OPEN, number: 1, resume });
    await raw.until(() => raw.texts.some(({ kind, number }) => kind === 'opened' && number === 1));
    expect(raw.texts.at(-1)).toMatchObject({ kind: 'opened', resumed: false });
    raw.end();
  });
});

describe('the client of this package', () => {
  it('gets each prediction once, though nothing comes back from the close of its stream on', async () => {
    await using server = await serve({ state: temporaryFolder().path, saveEveryMs: 10_000 });
    await using proxy = await CuttingProxy.start(server.port);
    await using client = await connect(proxy.url, { backOff: { firstMs: 10, ceilingMs: 20 } });
    const stream = await client.open({ stream: 'pump', drop: 'none' });
    const [predictions, events]: [ServedPrediction[], ServedEvent[]] = [[], []];
    stream.events$.subscribe((event) => events.push(event));
    stream.predictions$.subscribe((prediction) => predictions.push(prediction));
    stream.send(rows);
    while (predictions.length < ROWS) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 200)); // they are acknowledged
    proxy.swallow('to the client');
    setTimeout(() => proxy.cut(), 200);
    await stream.close();
    expect(bits(predictions)).toEqual(bits(await alone(rows)));
    expect(events.map(({ kind }) => kind)).not.toContain('restarted');
  });
});
