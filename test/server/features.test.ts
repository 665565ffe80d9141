// What was added to the protocol: clients that know it get it, and clients of the first version get what they can read.
import { lastValueFrom, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { vectorModel } from '#src/harness/vector-model.js';
import { connect, type WatchEvent } from '#src/node/index.js';
import { blockFrame } from '#src/protocol/client-frames.js';
import { CODES } from '#src/protocol/closing.js';
import { FEATURES } from '#src/protocol/features.js';
import { Raw, serve } from './stand.js';

const START = Date.UTC(2024, 2, 1);
/** A quiet series, whose load jumps at row 600. */
const rows = Array.from({ length: 610 }, (_, i) => [START + i * 1000, 5 + Math.sin(i / 20), i === 600 ? 90 : 20]);
const OPEN = { kind: 'open', number: 0, stream: 'pump', model: 'anomaly', channels: ['heat', 'load'], drop: 'none' };
const [DETECTION, POINT, POINT_WIDE] = [18, 20, 21];

describe('a detection of a series', () => {
  it.each(['f32', 'json'] as const)('carries value, expectation, spread and end, as %s', async (encoding) => {
    await using server = await serve();
    await using client = await connect(server.socketUrl);
    const watched: WatchEvent[] = [];
    client.watch('pump').subscribe((event) => watched.push(event));
    const stream = await client.open({ ...OPEN, drop: 'none', encoding });
    const heard = lastValueFrom(stream.detections$.pipe(toArray()));
    stream.send(rows.flat());
    await stream.close();
    const found = (await heard).find(({ index }) => index === 600);
    expect(found).toMatchObject({ channel: 'load', value: 90, startsAtMs: rows[600]?.[0], endsAtMs: rows[600]?.[0] });
    expect(found?.expected).toBeCloseTo(20, 0);
    expect(found?.spread).toBeGreaterThanOrEqual(0);
    const told = watched.flatMap((event) => (event.kind === 'detection' ? [event.detection] : []));
    const { latencyMs: _, ...same } = found as NonNullable<typeof found>;
    expect(told.find(({ index }) => index === 600)).toMatchObject({ value: 90, endsAtMs: same.endsAtMs });
  });

  it('comes to a client of the first version in the frame that it knows', async () => {
    await using server = await serve();
    const lengths: number[] = [];
    for (const features of [null, ['detection-values', 'some-other']]) {
      const raw = new Raw(server.socketUrl);
      expect(await raw.told('welcome')).toMatchObject({ features: [...FEATURES] });
      if (features !== null) raw.say({ kind: 'features', features });
      raw.say({ ...OPEN, predictions: 'none', replace: true, stream: `pump-${features?.length ?? 0}` });
      await raw.told('opened');
      const bytes = new Uint8Array(rows.length * 16);
      const view = new DataView(bytes.buffer);
      for (const [i, [timeMs = 0, heat = 0, load = 0]] of rows.entries()) {
        view.setFloat64(16 * i, timeMs, true);
        view.setFloat32(16 * i + 8, heat, true);
        view.setFloat32(16 * i + 12, load, true);
      }
      raw.socket.send(blockFrame({ stream: 0, sequence: 1, timeMs: Number.NaN, position: 0 }, bytes));
      await raw.until(() => raw.messages.some((message) => message[0] === DETECTION));
      const message = raw.messages.find((each) => each[0] === DETECTION) as Buffer;
      lengths.push(56 + message.readUInt16LE(2) + message.readUInt32LE(52) + (message[1] === 1 ? 12 : 0));
      expect(message[1]).toBe(features === null ? 0 : 1);
      raw.end();
    }
    expect(lengths).toEqual([56 + 11, 56 + 11 + 12]); // 'anomaly', 'load'
  });
});

describe('a row of more than 255 values', () => {
  const CHANNELS = 300;
  const model = vectorModel({ channels: CHANNELS, hidden: 4, rowsPerSecond: 100, seed: 4 });
  const values = Float32Array.from({ length: 5 * CHANNELS }, (_, i) => Math.fround(Math.sin(i)));

  it('reaches its watchers whole, and leaves their connection alone where they are older', async () => {
    await using server = await serve({ model: { name: 'wide', model } });
    await using client = await connect(server.socketUrl);
    const old = new Raw(server.socketUrl);
    await old.told('welcome');
    old.say({ kind: 'watch', watch: 1, pattern: '*' });
    const seen: WatchEvent[] = [];
    const gone = new Promise<void>((resolve) => {
      client.watch('*').subscribe((event) => {
        seen.push(event);
        if (event.kind === 'gone') resolve();
      });
    });
    await client.list();
    const stream = await client.open({ stream: 'pump', drop: 'none' });
    const heard = lastValueFrom(stream.predictions$.pipe(toArray()));
    stream.send(values);
    await stream.close();
    await gone;
    expect((await heard).length).toBe(5);
    const points = seen.flatMap((event) => (event.kind === 'point' ? [event.point] : []));
    expect(Float32Array.from(points.flatMap((point) => [...point.values]))).toEqual(values);
    expect(points[0]?.scores.length).toBe(model.labels.length);
    await old.told('gone');
    expect(old.messages.map((message) => message[0]).filter((kind) => kind === POINT || kind === POINT_WIDE)).toEqual(
      [],
    );
    old.end();
  });

  it('is refused at open where a prediction is larger than what is kept of a stream', async () => {
    await using server = await serve({ limits: { keptBytes: 47 } });
    const raw = new Raw(server.socketUrl);
    await raw.told('welcome');
    raw.say({ kind: 'open', number: 0, stream: 'pump' });
    expect(await raw.told('refused')).toMatchObject({ code: CODES.MODEL_MISFIT });
    raw.end();
  });
});
