// A client was told of a stream that its server lost before anything of it was on the disk: it sends everything again,
// and what it had got already is not delivered twice.
import { afterEach, expect, it, vi } from 'vitest';
import { connect, type ServedEvent, type ServedPrediction } from '#src/node/index.js';
import { StateFolder } from '#src/server/persistence/state-folder.js';
import { temporaryFolder } from '../../support/folder.js';
import { alone, bits, CHANNELS, Raw, rowsOf, serve } from '../stand.js';

afterEach(() => {
  vi.restoreAllMocks();
});

it('gets each prediction once after a restart, though the disk was full from before the stream was opened', async () => {
  const full = vi.spyOn(StateFolder.prototype, 'write').mockRejectedValue(new Error('ENOSPC'));
  const state = temporaryFolder().path;
  const options = { state, saveEveryMs: 20 };
  const rows = rowsOf(40);
  const [predictions, events]: [ServedPrediction[], ServedEvent[]] = [[], []];
  let server = await serve(options);
  await using client = await connect(server.socketUrl, { backOff: { firstMs: 10, ceilingMs: 20 } });
  const stream = await client.open({ stream: 'pump', drop: 'none' });
  stream.predictions$.subscribe((prediction) => predictions.push(prediction));
  stream.events$.subscribe((event) => events.push(event));
  stream.send(rows.subarray(0, 20 * CHANNELS));
  while (predictions.length < 20) await new Promise((resolve) => setTimeout(resolve, 5));
  const { port } = server;
  await server.close();
  full.mockRestore();
  server = await serve({ ...options, port });
  stream.send(rows.subarray(20 * CHANNELS));
  await stream.close();
  await server.close();
  expect(bits(predictions)).toEqual(bits(await alone(rows)));
  expect(events.map(({ kind }) => kind)).toEqual(['disconnected', 'resumed']);
});

it('begins anew with the key of its own second try, whose answer did not reach it', async () => {
  await using server = await serve();
  const open = { kind: 'open', number: 0, stream: 'pump', key: 'k'.repeat(20) };
  const resume = { token: 'of a stream that was lost', predictions: 7, detections: 1 };
  for (let tries = 0; tries < 2; tries++) {
    const raw = new Raw(server.socketUrl);
    await raw.told('welcome');
    raw.say({ ...open, resume });
    expect(await raw.told('opened')).toMatchObject({ resumed: false, predictions: 0 });
    raw.end();
  }
  const other = new Raw(server.socketUrl);
  await other.told('welcome');
  other.say({ ...open, key: 'x'.repeat(20), resume });
  expect(await other.told('refused')).toMatchObject({ code: 4467 });
  other.end();
});
