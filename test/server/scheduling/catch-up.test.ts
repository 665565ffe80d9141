// A client that could not connect for a while sends what it kept. None of that is too old, even where the server has
// more work than time and so looks at the sender's times.
import { afterEach, expect, it, vi } from 'vitest';
import { connect, type ServedEvent, type ServedPrediction } from '#src/node/index.js';
import { LoopLag } from '#src/server/scheduling/loop-lag.js';
import { CuttingProxy } from '../cutting-proxy.js';
import { alone, bits, CHANNELS, rowsOf, serve } from '../stand.js';

afterEach(() => {
  vi.restoreAllMocks();
});

it('takes all blocks that waited at the client while it was not connected', async () => {
  vi.spyOn(LoopLag.prototype, 'pressed', 'get').mockReturnValue(true);
  await using server = await serve();
  await using proxy = await CuttingProxy.start(server.port);
  await using client = await connect(proxy.url, { backOff: { firstMs: 10, ceilingMs: 20 } });
  const stream = await client.open({ stream: 'pump', maxDelayMs: 10_000 });
  const [predictions, events]: [ServedPrediction[], ServedEvent[]] = [[], []];
  stream.predictions$.subscribe((prediction) => predictions.push(prediction));
  stream.events$.subscribe((event) => events.push(event));
  const rows = rowsOf(200);
  const block = (i: number) => rows.subarray(i * 10 * CHANNELS, (i + 1) * 10 * CHANNELS);
  const startMs = Date.now();
  stream.send(block(0), { timeMs: startMs + 29_000 }); // the least late one
  while (predictions.length < 10) await new Promise((resolve) => setTimeout(resolve, 5));
  proxy.cut();
  while (events.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  // By these times all of them have waited for at least ten seconds when they get through.
  for (let i = 1; i < 20; i++) stream.send(block(i), { timeMs: startMs + 1000 * i });
  await stream.close();
  expect(events.map(({ kind }) => kind)).toEqual(['disconnected', 'resumed']);
  expect(bits(predictions)).toEqual(bits(await alone(rows)));
});
