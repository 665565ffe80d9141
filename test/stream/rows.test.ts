// Sensors: rows of values, one step each, at rates far below those of sound.
import { lastValueFrom, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { vectorModel } from '#src/harness/vector-model.js';
import { openStream, predictionsInSnapshot, replay, type Source } from '#src/node/index.js';
import { randomFloats } from '../support/random.js';

const CHANNELS = 8;
const model = vectorModel({ channels: CHANNELS, hidden: 16, rowsPerSecond: 2, scale: 4 });
const rows = randomFloats(300 * CHANNELS, 3, 2);

describe('a stream of rows', () => {
  it('makes one prediction a row, with the times of the rows, at 2 rows a second', async () => {
    const stream = await openStream({ source: replay(rows, { sampleRate: 2 * CHANNELS }), model });
    const predictions = await lastValueFrom(stream.predictions$.pipe(toArray()));
    expect(predictions.map(({ endsAtMs }) => endsAtMs)).toEqual(Array.from({ length: 300 }, (_, i) => (i + 1) * 500));
  });

  it.each([15, 17, 999, 2.5, 0])('is refused at %s samples a second, where its model has 16', async (sampleRate) => {
    const source = { name: 'rows', live: false, open: async () => ({ sampleRate }), feed: async () => undefined };
    await expect(openStream({ source, model })).rejects.toThrow(
      `must be a whole number from 1000 to 768000 Hz, or the model's 16: received ${sampleRate}`,
    );
  });

  it('has detections that name the prediction that completed them', async () => {
    const stream = await openStream({ source: replay(rows, { sampleRate: 2 * CHANNELS }), model });
    const heard = lastValueFrom(stream.predictions$.pipe(toArray()));
    const detections = await lastValueFrom(stream.detections$.pipe(toArray()));
    const predictions = await heard;
    expect(detections.length).toBeGreaterThan(5);
    for (const { index, label, score, endsAtMs } of detections) {
      const prediction = predictions[index];
      expect(prediction?.endsAtMs).toBe(endsAtMs);
      expect(prediction?.scores[stream.labels.indexOf(label)]).toBeCloseTo(score, 6);
    }
  });

  it('has snapshots that contain how many predictions were made', async () => {
    const source: Source = {
      ...replay(rows, { sampleRate: 2 * CHANNELS }),
      async feed(intake, signal) {
        intake.push(rows, 0, 6 * CHANNELS); // as many as its ring has room for
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
    };
    const stream = await openStream({ source, model });
    const before = await stream.snapshot();
    expect(predictionsInSnapshot(before)).toBe(0);
    await new Promise<void>((resolve) => {
      stream.predictions$.subscribe(({ index }) => {
        if (index === 5) resolve();
      });
    });
    expect(predictionsInSnapshot(await stream.snapshot())).toBe(6);
    await stream.close();
  });
});
