// A series stream: rows go in, a verdict on each comes out with the row's own time, and alarms name the channel, with
// either transport.
import { lastValueFrom, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import {
  type Detection,
  encodeRow,
  openStream,
  type Prediction,
  predictionsInSnapshot,
  type Row,
  rows,
  rowWords,
  type Source,
  samplesInSnapshot,
  seriesModel,
} from '#src/node/index.js';
import { random } from '../support/random.js';

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 5);

/** Two channels that follow each other. The second one leaves the first at row `at`. */
function plant(count: number, at: number): Row[] {
  const next = random(11);
  return Array.from({ length: count }, (_, i) => {
    const level = Math.sin((2 * Math.PI * i) / 96);
    const noise = () => 0.1 * (next() - 0.5);
    const fault = i >= at && i < at + 3 ? 6 : 0;
    return {
      timeMs: START + i * MINUTE + (i % 7) * 1250,
      values: [50 + 10 * level + noise(), 7 + level + noise() + fault],
    };
  });
}

async function watch(given: Iterable<Row> | AsyncIterable<Row>, transport: 'shared' | 'messages' = 'shared') {
  const model = seriesModel({ channels: ['pressure', 'flow'], learnFor: 300 });
  await using stream = await openStream({ source: rows(given, { channels: 2 }), model, transport });
  const predictions: Prediction[] = [];
  const detections: Detection[] = [];
  stream.detections$.subscribe((detection) => detections.push(detection));
  await stream.predictions$.forEach((prediction) => {
    predictions.push(prediction);
  });
  return { predictions, detections };
}

describe('a stream of rows', () => {
  it('gives for every row, at its own time, the expected values, and which channel an alarm is about', async () => {
    const given = plant(900, 700);
    const { predictions, detections } = await watch(given);
    expect(predictions.map(({ endsAtMs }) => endsAtMs)).toEqual(given.map(({ timeMs }) => timeMs));
    expect(predictions.map(({ index }) => index)).toEqual(given.map((_, i) => i));
    expect(predictions[299]?.settled).toBe(false);
    expect(predictions[400]?.settled).toBe(true);
    const quiet = predictions[650] as Prediction;
    expect(quiet.series?.forecast[0]).toBeCloseTo(given[650]?.values[0] as number, 0);
    expect(quiet.scores[1]).toBeCloseTo(quiet.series?.likelihood as number, 6);
    const fault = detections.find(({ endsAtMs }) => endsAtMs === given[700]?.timeMs) as Detection;
    expect(fault.label).toBe('anomaly');
    expect(fault.channel).toBe('flow');
    expect(fault.score).toBeGreaterThan(0.999);
    expect(predictions[700]?.series?.alarm).toBe(true);
    expect(predictions[700]?.series?.contributions[1]).toBeGreaterThan(0.6);
  });

  it('gives the same bits over messages as over shared memory', async () => {
    const given = plant(400, 350);
    const strip = ({ predictions }: Awaited<ReturnType<typeof watch>>) =>
      predictions.map(({ latencyMs, stamps, ...rest }) => rest);
    expect(strip(await watch(given, 'messages'))).toEqual(strip(await watch(given)));
  });

  it('judges each row when it comes, without waiting for the next', async () => {
    let told: () => void = () => undefined;
    const given = plant(3, 99);
    async function* oneByOne() {
      for (const row of given) {
        const answered = new Promise<void>((resolve) => {
          told = resolve;
        });
        yield row;
        await answered;
      }
    }
    const model = seriesModel({ channels: ['pressure', 'flow'] });
    await using stream = await openStream({ source: rows(oneByOne(), { channels: 2 }), model });
    let count = 0;
    await stream.predictions$.forEach(() => {
      count++;
      told();
    });
    expect(count).toBe(3);
  });

  it('refuses sound for a series, rows for a model of sound, and rows of another width', async () => {
    const wide = rows([{ timeMs: 0, values: [1, 2, 3] }], { channels: 3 });
    const model = seriesModel({ channels: ['a', 'b'] });
    await expect(openStream({ source: wide, model })).rejects.toThrow(
      'takes rows of 2 values: received rows of 3 values',
    );
    const uneven = rows([{ timeMs: 0, values: [1] }], { channels: 2 });
    await using stream = await openStream({ source: uneven, model });
    await expect(lastValueFrom(stream.predictions$)).rejects.toThrow('must have 2 values: received 1');
  });

  it.each([Number.NaN, Number.NEGATIVE_INFINITY, 2 ** 44, undefined as unknown as number])(
    'refuses a row at a time of %s, from which it would learn for good',
    async (timeMs) => {
      const source = rows([...plant(2, 99), { timeMs, values: [1, 2] }], { channels: 2 });
      await using stream = await openStream({ source, model: seriesModel({ channels: ['pressure', 'flow'] }) });
      await expect(lastValueFrom(stream.predictions$)).rejects.toMatchObject({
        code: 'SOURCE_FAILED',
        message: expect.stringContaining(`'timeMs' must be a number nearer to 0 than 2^44: received ${timeMs}`),
        cause: expect.any(RangeError),
      });
    },
  );

  it.each(['shared', 'messages'] as const)('counts missing rows, whole or in part, as rows: %s', async (transport) => {
    const words = plant(6, 99).map(({ timeMs, values }) => {
      const row = new Float32Array(rowWords(2));
      encodeRow(timeMs, values, row);
      return row;
    });
    const source: Source = {
      name: 'leaky',
      live: false,
      open: async () => ({ sampleRate: Number.POSITIVE_INFINITY, channels: 2 }),
      async feed(intake) {
        for (const row of words.slice(0, 3)) intake.push(row);
        intake.lose(2 * rowWords(2));
        intake.push(words[3] as Float32Array);
        intake.push(words[4] as Float32Array, 0, 1);
        intake.lose(rowWords(2) - 1);
        intake.push(words[5] as Float32Array);
      },
    };
    const model = seriesModel({ channels: ['pressure', 'flow'] });
    await using stream = await openStream({ source, model, transport });
    const [predictions, stats] = await Promise.all([
      lastValueFrom(stream.predictions$.pipe(toArray())),
      lastValueFrom(stream.stats$),
    ]);
    expect(predictions.map(({ gap }) => gap)).toEqual([0, 0, 0, 2, 1]);
    expect(stats).toMatchObject({ predictions: 5, dropped: 3, skipped: 0, backlogMs: Number.NaN });
  });

  it('accepts a row at the last possible time', async () => {
    const timeMs = 2 ** 44 - 1;
    const { predictions } = await watch([{ timeMs, values: [1, 2] }]);
    expect(predictions.map(({ endsAtMs }) => endsAtMs)).toEqual([timeMs]);
  });
});

describe('a snapshot of a stream of rows', () => {
  it('lets another stream continue with the same bits', async () => {
    const given = plant(600, 560);
    const model = seriesModel({ channels: ['pressure', 'flow'], learnFor: 300 });
    const whole = await watch(given);
    const half = 450;
    let release: () => void = () => undefined;
    async function* held() {
      yield* given.slice(0, half);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    }
    await using first = await openStream({ source: rows(held(), { channels: 2 }), model });
    const snapshot = await new Promise<Uint8Array>((resolve, reject) => {
      first.predictions$.subscribe(({ index }) => {
        if (index === half - 1) first.snapshot().then(resolve, reject);
      });
    });
    release();
    expect(samplesInSnapshot(snapshot)).toBe(half * rowWords(2));
    expect(predictionsInSnapshot(snapshot)).toBe(half);
    const source = rows(given.slice(half), { channels: 2 });
    await using second = await openStream({ source, model, snapshot });
    const rest: Prediction[] = [];
    await second.predictions$.forEach((prediction) => {
      rest.push(prediction);
    });
    expect(rest.map(bits)).toEqual(whole.predictions.slice(half).map(bits));
  });

  it('of other channels is refused', async () => {
    const model = seriesModel({ channels: ['pressure', 'flow'] });
    const source = () => rows([], { channels: 2 });
    await using stream = await openStream({ source: source(), model });
    const snapshot = await stream.snapshot();
    const other = seriesModel({ channels: ['pressure', 'draft'] });
    await expect(openStream({ source: source(), model: other, snapshot })).rejects.toMatchObject({
      code: 'SNAPSHOT_MISMATCH',
    });
  });
});

function bits({ index, endsAtMs, scores, series }: Prediction) {
  return { index, endsAtMs, scores, series };
}
