// Networks that take vectors, fed by rows(): an LSTM autoencoder over four channels, at rates below 1 Hz, with the
// rows' own times.
import { readFileSync } from 'node:fs';
import { lastValueFrom, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { convert } from '#src/convert/convert.js';
import { readModel, writeModel } from '#src/model/file/model-file.js';
import type { Model } from '#src/model/model.js';
import { rawWindow } from '#src/model/named-front-ends.js';
import { openStream, type Row, rows } from '#src/node/index.js';
import { readKernel } from '#src/node/kernel-file.js';

const file = (name: string) => readFileSync(new URL(`../fixtures/foreign/${name}`, import.meta.url));
const { x, y } = JSON.parse(file('autoencoder.json').toString()) as { x: number[][]; y: number[][] };
const START_MS = Date.UTC(2024, 0, 1);

/** `rowsPerSecond` of four values. */
async function autoencoder(rowsPerSecond: number): Promise<Model> {
  const frontEnd = rawWindow({ windowSamples: 4, hopSamples: 4, sampleRate: 4 * rowsPerSecond });
  const labels = ['pressure', 'flow', 'speed', 'heat'];
  const { model } = await convert(await readKernel(), new Uint8Array(file('autoencoder.onnx')), { frontEnd, labels });
  return readModel(writeModel(model));
}

async function predictionsOf(model: Model, given: Iterable<Row>, live = false) {
  const stream = await openStream({ source: rows(given, { channels: 4, live }), model });
  const stats = lastValueFrom(stream.stats$);
  const predictions = await lastValueFrom(stream.predictions$.pipe(toArray()));
  return { predictions, stats: await stats };
}

describe('rows() into a network that takes vectors', () => {
  it.each([1 / 600, 0.1, 1, 50])(
    'gives what PyTorch gave, at the times of the rows, at %d rows a second',
    async (rate) => {
      const everyMs = 1000 / rate;
      // not quite regular, as rows are
      const times = x.map((_, i) => START_MS + Math.round(i * everyMs + (i % 3) * everyMs * 0.2));
      const given = x.map((values, i) => ({ timeMs: times[i] as number, values }));
      const { predictions } = await predictionsOf(await autoencoder(rate), given);
      expect(predictions.map(({ endsAtMs }) => endsAtMs)).toEqual(times);
      predictions.forEach(({ scores }, i) => {
        scores.forEach((score, k) => {
          expect(Math.abs(score - (y[i]?.[k] as number))).toBeLessThan(1e-5);
        });
      });
    },
  );

  it('keeps the times of many rows, over both transports', async () => {
    const many = Array.from({ length: 3000 }, (_, i) => ({
      timeMs: START_MS + i * 10_000 + (i % 7),
      values: x[i % 10] as number[],
    }));
    const { predictions } = await predictionsOf(await autoencoder(0.1), many);
    expect(predictions).toHaveLength(3000);
    expect(predictions.every(({ endsAtMs }, i) => endsAtMs === many[i]?.timeMs)).toBe(true);
    const stream = await openStream({
      source: rows(many, { channels: 4 }),
      model: await autoencoder(0.1),
      transport: 'messages',
    });
    const posted = await lastValueFrom(stream.predictions$.pipe(toArray()));
    expect(posted.map(({ endsAtMs, scores }) => [endsAtMs, ...scores])).toEqual(
      predictions.map(({ endsAtMs, scores }) => [endsAtMs, ...scores]),
    );
  });

  it('goes on from a snapshot, with the times of the rows that follow', async () => {
    const model = await autoencoder(0.1);
    const row = (i: number) => ({ timeMs: START_MS + i * 10_000, values: x[i] as number[] });
    async function* first() {
      for (let i = 0; i < 6; i++) yield row(i);
      await new Promise(() => undefined);
    }
    const stream = await openStream({ source: rows(first(), { channels: 4 }), model });
    await new Promise<void>((resolve) => {
      stream.predictions$.subscribe(({ index }) => index === 5 && resolve());
    });
    const snapshot = await stream.snapshot();
    await stream.close();
    const rest = [6, 7, 8, 9].map(row);
    const again = await openStream({ source: rows(rest, { channels: 4 }), model, snapshot });
    const predictions = await lastValueFrom(again.predictions$.pipe(toArray()));
    expect(predictions.map(({ endsAtMs }) => endsAtMs)).toEqual(rest.map(({ timeMs }) => timeMs));
    expect(Math.abs((predictions[3]?.scores[0] as number) - (y[9]?.[0] as number))).toBeLessThan(1e-5);
  });

  it('counts values that are missing, which such a network has no forecast for, and takes them as 0', async () => {
    const given = x.map((values, i) => ({
      timeMs: START_MS + i * 1000,
      values: i === 4 ? [Number.NaN, ...values.slice(1)] : values,
    }));
    const { predictions, stats } = await predictionsOf(await autoencoder(1), given);
    expect(predictions).toHaveLength(10);
    expect(stats.replaced).toBe(1);
  });

  it('refuses rows of another width in one sentence', async () => {
    const model = await autoencoder(1);
    const five = rows([{ timeMs: 0, values: [1, 2, 3, 4, 5] }], { channels: 5 });
    await expect(openStream({ source: five, model })).rejects.toThrow(
      "the model 'converted' takes sound or rows of 4 values: received rows of 5 values",
    );
  });
});
