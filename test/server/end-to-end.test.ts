// The library's client and server over a real socket: the results are those of the library alone, to the bit.
import { lastValueFrom, take, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { connect, type ServedOptions, type WatchEvent } from '#src/node/index.js';
import { alone, bits, CHANNELS, detectionsAlone, rowsOf, serve } from './stand.js';

const rows = rowsOf(400);
const expected = await alone(rows);
const detected = await detectionsAlone(rows);

/** The rows in blocks of 1 to 7. */
function* blocks(): Generator<Float32Array> {
  for (let at = 0, size = 1; at < rows.length; size = (size % 7) + 1) {
    yield rows.subarray(at, at + size * CHANNELS);
    at += size * CHANNELS;
  }
}

async function send(url: string, options: Partial<ServedOptions> = {}) {
  await using client = await connect(url);
  const stream = await client.open({ stream: 'pump-1', maxDelayMs: 10_000, ...options });
  const predictions = lastValueFrom(stream.predictions$.pipe(toArray()));
  const detections = lastValueFrom(stream.detections$.pipe(toArray()));
  for (const block of blocks()) stream.send(block);
  await stream.close();
  return { predictions: await predictions, detections: await detections };
}

describe('a stream over a WebSocket', () => {
  it.each(['f32', 'json'] as const)("gives the library's results, whatever the blocks, as %s", async (encoding) => {
    await using server = await serve();
    const { predictions, detections } = await send(server.socketUrl, { encoding });
    expect(bits(predictions)).toEqual(bits(expected));
    expect(detections.map(({ index, label }) => [index, label])).toEqual(
      detected.map(({ index, label }) => [index, label]),
    );
    expect(detections.length).toBeGreaterThan(5);
  });

  it("gives the library's results for 16-bit samples", async () => {
    await using server = await serve();
    const { predictions } = await send(server.socketUrl, { encoding: 's16' });
    const rounded = rows.map((x) => Math.max(-32_768, Math.min(32_767, Math.round(x * 32_768))) / 32_768);
    expect(bits(predictions)).toEqual(bits(await alone(rounded)));
  });

  it('gives every fifth prediction, or detections only', async () => {
    await using server = await serve();
    const some = await send(server.socketUrl, { predictions: 5 });
    expect(bits(some.predictions)).toEqual(bits(expected.filter(({ index }) => index % 5 === 4)));
    expect(some.predictions.every(({ missed }) => missed === 0)).toBe(true);
    const none = await send(server.socketUrl, { predictions: 'none' });
    expect(none.predictions).toEqual([]);
    expect(none.detections.length).toBe(detected.length);
  });

  it('marks rows that the sender says are missing', async () => {
    await using server = await serve();
    await using client = await connect(server.socketUrl);
    const stream = await client.open({ stream: 'pump-1', maxDelayMs: 10_000 });
    const heard = lastValueFrom(stream.predictions$.pipe(toArray()));
    stream.send(rows.subarray(0, 3 * CHANNELS));
    stream.send(rows.subarray(3 * CHANNELS, 5 * CHANNELS), { missing: 7 });
    await stream.close();
    expect((await heard).map(({ gap, endsAtMs }) => [gap, endsAtMs])).toEqual([
      [0, 10],
      [0, 20],
      [0, 30],
      [7, 110],
      [0, 120],
    ]);
  });

  it('carries the times of its rows', async () => {
    await using server = await serve();
    await using client = await connect(server.socketUrl);
    const stream = await client.open({ stream: 'pump-1', maxDelayMs: 10_000 });
    const heard = lastValueFrom(stream.predictions$.pipe(toArray()));
    stream.send(rows.subarray(0, 3 * CHANNELS), { timeMs: 5000 });
    stream.send(rows.subarray(3 * CHANNELS, 4 * CHANNELS), { timeMs: 5010 });
    await stream.close();
    expect((await heard).map(({ timeMs }) => timeMs)).toEqual([4980, 4990, 5000, 5010]);
  });
});

describe('a watcher', () => {
  it('gets matching streams, their history, their points with values and scores, detections, and their end', async () => {
    await using server = await serve();
    await using sender = await connect(server.socketUrl);
    await using watcher = await connect(server.socketUrl);
    const other = await sender.open({ stream: 'furnace' });
    const stream = await sender.open({ stream: 'pump-1', channels: ['a', 'b', 'c', 'd'], maxDelayMs: 10_000 });
    const half = lastValueFrom(stream.predictions$.pipe(take(100), toArray()));
    stream.send(rows.subarray(0, 100 * CHANNELS));
    await half;
    const events: WatchEvent[] = [];
    let gone: () => void = () => undefined;
    const over = new Promise<void>((resolve) => {
      gone = resolve;
    });
    watcher.watch('pump-*', { history: 30 }).subscribe((event) => {
      events.push(event);
      if (event.kind === 'gone') gone();
    });
    await watcher.list(); // answered after the watch has begun
    stream.send(rows.subarray(100 * CHANNELS));
    await stream.close();
    await over;
    await other.close();
    const [first] = events;
    expect(first).toMatchObject({ kind: 'stream', stream: { name: 'pump-1', channels: ['a', 'b', 'c', 'd'] } });
    const points = events.flatMap((event) => (event.kind === 'point' ? [event.point] : []));
    const [past, since] = [points.filter((point) => point.past), points.filter((point) => !point.past)];
    // of before, ten points a second are kept: at 100 rows a second every tenth
    expect(past.map(({ index }) => index)).toEqual([9, 19, 29, 39, 49, 59, 69, 79, 89, 99]);
    expect(since.map(({ index }) => index)).toEqual(Array.from({ length: 300 }, (_, i) => 100 + i));
    for (const { index, values, scores } of points) {
      expect(scores).toEqual(expected[index]?.scores);
      if (!Number.isNaN(values[0])) expect(values).toEqual(rows.slice(index * CHANNELS, (index + 1) * CHANNELS));
    }
    expect(past.filter(({ values }) => !Number.isNaN(values[0])).length).toBe(past.length);
    const seen = events.flatMap((event) => (event.kind === 'detection' ? [event.detection.index] : []));
    expect(seen).toEqual(detected.map(({ index }) => index).filter((index) => index >= 100));
    expect(events.at(-1)).toEqual({ kind: 'gone', stream: 'pump-1' });
  });
});

describe('an administrator', () => {
  it('lists streams, changes a detector, and ends a stream', async () => {
    await using server = await serve();
    await using client = await connect(server.socketUrl);
    const stream = await client.open({ stream: 'pump-1', maxDelayMs: 10_000 });
    expect((await client.list('pump*')).map(({ name, state }) => [name, state])).toEqual([['pump-1', 'connected']]);
    expect(await client.list('x*')).toEqual([]);
    await client.setDetector('pump-1', { enter: { odd: 2, broken: 2 } });
    const detections = lastValueFrom(stream.detections$.pipe(toArray()), { defaultValue: [] });
    const first = lastValueFrom(stream.predictions$.pipe(take(400)));
    stream.send(rows);
    await first;
    await expect(client.setDetector('pump-1', { enter: { wrong: 1 } })).rejects.toMatchObject({ closeCode: 4466 });
    await expect(client.endStream('none')).rejects.toMatchObject({ closeCode: 4465 });
    await client.endStream('pump-1');
    await expect(detections).rejects.toMatchObject({ code: 'SERVER_REFUSED', closeCode: 4469 });
    expect(await client.list()).toEqual([]);
  });
});
