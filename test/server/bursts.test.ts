// A gateway that uploads its rows at once, as once a minute: with the default options nothing is dropped, and
// watchers see every value.
import { lastValueFrom, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { connect, type ServedEvent, type WatchEvent } from '#src/node/index.js';
import { alone, bits, CHANNELS, rowsOf, serve } from './stand.js';

const ROWS = 3000; // half a minute at 100 rows a second
const rows = rowsOf(ROWS, 3);

describe('a burst of rows', () => {
  it.each([1000, 1])('arrives whole, with its values for those who watch, %i rows a message', async (each) => {
    await using server = await serve();
    await using watcher = await connect(server.socketUrl);
    await using client = await connect(server.socketUrl);
    const seen: WatchEvent[] = [];
    let gone: () => void = () => undefined;
    const over = new Promise<void>((resolve) => {
      gone = resolve;
    });
    watcher.watch('gateway').subscribe((event) => {
      seen.push(event);
      if (event.kind === 'gone') gone();
    });
    await watcher.list(); // the watch has begun
    const stream = await client.open({ stream: 'gateway' });
    const events: ServedEvent[] = [];
    stream.events$.subscribe((event) => events.push(event));
    const heard = lastValueFrom(stream.predictions$.pipe(toArray()));
    for (let row = 0; row < ROWS; row += each) stream.send(rows.subarray(row * CHANNELS, (row + each) * CHANNELS));
    await stream.close();
    await over;
    expect(events).toEqual([]);
    expect(bits(await heard)).toEqual(bits(await alone(rows)));
    const points = seen.flatMap((event) => (event.kind === 'point' ? [event.point] : []));
    expect(points.length).toBe(ROWS);
    expect(Float32Array.from(points.flatMap(({ values }) => [...values]))).toEqual(rows);
  });

  it('of rows with times arrives whole, too', async () => {
    await using server = await serve();
    await using client = await connect(server.socketUrl);
    const stream = await client.open({ stream: 'boiler', model: 'anomaly', channels: 2 });
    const events: ServedEvent[] = [];
    stream.events$.subscribe((event) => events.push(event));
    const heard = lastValueFrom(stream.predictions$.pipe(toArray()));
    const startMs = Date.now() - 1_500_000;
    stream.send(Array.from({ length: 1500 }, (_, i) => [startMs + 1000 * i, Math.sin(i / 9), 1]).flat());
    await stream.close();
    expect(events).toEqual([]);
    expect((await heard).length).toBe(1500);
  });
});
