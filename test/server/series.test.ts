// Rows with times, to a model that learns by itself: the results are those of the library alone.
import { lastValueFrom, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { connect, openStream, rows as rowsSource, seriesModel, type WatchEvent } from '#src/node/index.js';
import { random } from '../support/random.js';
import { bits, serve } from './stand.js';

const CHANNELS = ['temperature', 'pressure'];
const START = Date.UTC(2024, 2, 1);
const next = random(11);
/** A day of minutes or so; one value is missing, and at the end something breaks. */
const series = Array.from({ length: 700 }, (_, i) => {
  const swing = Math.sin(i / 20) + 0.1 * next();
  const broken = i >= 660 && i < 665 ? 30 : 0;
  return {
    timeMs: START + i * 60_000,
    values: [i === 300 ? Number.NaN : 20 + swing + broken, 3 - swing + 0.1 * next()],
  };
});

async function alone() {
  const model = seriesModel({ channels: CHANNELS });
  const stream = await openStream({ source: rowsSource(series, { channels: 2 }), model });
  const detections = lastValueFrom(stream.detections$.pipe(toArray()));
  return { predictions: await lastValueFrom(stream.predictions$.pipe(toArray())), detections: await detections };
}

describe('a stream of a series over a WebSocket', () => {
  it.each(['f32', 'json'] as const)(
    "gives the library's result for each row, with its alarms, as %s",
    async (encoding) => {
      const expected = await alone();
      await using server = await serve();
      await using client = await connect(server.socketUrl);
      const events: WatchEvent[] = [];
      client.watch('*').subscribe((event) => events.push(event));
      const stream = await client.open({
        stream: 'boiler',
        model: 'anomaly',
        channels: CHANNELS,
        encoding,
        maxDelayMs: 10_000,
      });
      const predictions = lastValueFrom(stream.predictions$.pipe(toArray()));
      const detections = lastValueFrom(stream.detections$.pipe(toArray()));
      for (let from = 0; from < series.length; from += 10) {
        stream.send(series.slice(from, from + 10).flatMap(({ timeMs, values }) => [timeMs, ...values]));
      }
      await stream.close();
      const heard = await predictions;
      expect(bits(heard)).toEqual(bits(expected.predictions));
      for (const [i, { series: said, timeMs }] of heard.entries()) {
        expect(timeMs).toBe(series[i]?.timeMs);
        const { likelihood, ...rest } = expected.predictions[i]?.series ?? { likelihood: Number.NaN };
        expect(said).toMatchObject(encoding === 'json' ? { alarm: (rest as { alarm: boolean }).alarm } : rest);
        expect(said?.likelihood).toBe(Math.fround(likelihood));
      }
      const alarms = (found: readonly { index: number; channel?: string }[]) =>
        found.map(({ index, channel }) => [index, channel]);
      expect(alarms(await detections)).toEqual(alarms(expected.detections));
      expect(alarms(expected.detections)).toContainEqual([660, 'temperature']);
      const points = events.flatMap((event) => (event.kind === 'point' ? [event.point] : []));
      expect(points.length).toBe(series.length);
      for (const { index, values } of points) {
        if (values.every(Number.isNaN)) continue; // it came back late
        expect(Array.from(values)).toEqual(series[index]?.values.map(Math.fround));
      }
    },
  );

  it('replaces a time that no row can have by now, and goes on', async () => {
    await using server = await serve();
    await using client = await connect(server.socketUrl);
    const stream = await client.open({ stream: 'boiler', model: 'anomaly', channels: CHANNELS, maxDelayMs: 10_000 });
    const predictions = lastValueFrom(stream.predictions$.pipe(toArray()));
    const before = Date.now();
    stream.send([START, 1, 2, 1e50, 1, 2, Number.NaN, 1, 2, 2 ** 44, 1, 2]);
    await stream.close();
    const heard = await predictions;
    expect(heard.map(({ timeMs }) => timeMs).filter((timeMs) => timeMs < before || timeMs > Date.now())).toEqual([
      START,
    ]);
    expect(heard.every(({ series: said }) => Number.isFinite(said?.severity))).toBe(true);
  });

  it('sets a time that goes back to the one before', async () => {
    await using server = await serve();
    await using client = await connect(server.socketUrl);
    const stream = await client.open({ stream: 'boiler', model: 'anomaly', channels: CHANNELS, maxDelayMs: 10_000 });
    const predictions = lastValueFrom(stream.predictions$.pipe(toArray()));
    stream.send([START + 5000, 1, 2, START + 3000, 1, 2, START + 6000, 1, 2]);
    await stream.close();
    expect((await predictions).map(({ timeMs }) => timeMs - START)).toEqual([5000, 5000, 6000]);
  });
});
