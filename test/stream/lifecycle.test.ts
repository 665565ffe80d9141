// How streams start, end and fail, on a real engine thread.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { firstValueFrom, lastValueFrom, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { createEngine, openStream, predictionBytes, replay, type Source, type StreamStats } from '#src/node/index.js';
import { randomSound } from '../support/random.js';
import { tinyModel, tinyModelBytes } from '../support/tiny-model.js';

const RATE = 16_000;
const sound = randomSound(2 * RATE, RATE, 3);
const model = tinyModel();
const fast = (samples = sound, sampleRate = RATE) => replay(samples, { sampleRate, pace: 'fast' });

describe('a stream', () => {
  it('feeds nothing before the first subscription', async () => {
    let fed = false;
    const source: Source = {
      name: 'test',
      live: false,
      open: async () => ({ sampleRate: RATE }),
      feed: async () => {
        fed = true;
      },
    };
    const stream = await openStream({ source, model });
    stream.stats$.subscribe();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(fed).toBe(false);
    await lastValueFrom(stream.predictions$.pipe(toArray()));
    expect(fed).toBe(true);
  });

  it('completes all its observables when the source has ended, after last statistics', async () => {
    const stream = await openStream({ source: fast(), model, statsEveryMs: 10_000 });
    const [predictions, detections, stats] = await Promise.all([
      lastValueFrom(stream.predictions$.pipe(toArray())),
      lastValueFrom(stream.detections$.pipe(toArray())),
      lastValueFrom(stream.stats$),
    ]);
    // windows of 25 ms every 10 ms: the first is full after three hops
    expect(predictions).toHaveLength(200 - 2);
    expect(predictions.map(({ index }) => index)).toEqual(predictions.map((_, i) => i));
    expect(detections.length).toBeGreaterThan(0);
    expect(stats).toMatchObject({
      predictions: 198,
      detections: detections.length,
      dropped: 0,
      skipped: 0,
      missed: 0,
      replaced: 0,
    });
    expect(stats.latency.count).toBe(198);
  });

  it('may be closed twice, and completes', async () => {
    const stream = await openStream({ source: fast(), model });
    const ended = lastValueFrom(stream.predictions$.pipe(toArray()));
    await Promise.all([stream.close(), stream.close()]);
    await stream.close();
    await ended;
    await expect(stream.snapshot()).rejects.toMatchObject({ code: 'STREAM_CLOSED' });
  });

  it('closes at the end of an await using block', async () => {
    let released = false;
    const source: Source = {
      name: 'test',
      live: true,
      open: async () => ({ sampleRate: RATE }),
      async feed(_, signal) {
        await new Promise<void>((resolve) =>
          signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve()),
        );
        released = true;
      },
    };
    {
      await using stream = await openStream({ source, model });
      stream.predictions$.subscribe();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(released).toBe(true);
  });

  it('can be aborted before it is open, and after', async () => {
    const early = AbortSignal.abort(new Error('too late'));
    await expect(openStream({ source: fast(), model, signal: early })).rejects.toThrow('too late');
    const controller = new AbortController();
    const stream = await openStream({
      source: replay(sound, { sampleRate: RATE, pace: 'real-time' }),
      model,
      signal: controller.signal,
    });
    const ended = lastValueFrom(stream.predictions$.pipe(toArray()));
    setTimeout(() => controller.abort(), 100);
    expect((await ended).length).toBeLessThan(150);
  });

  it('fails with the source: SOURCE_FAILED and its error as the cause', async () => {
    const cause = new Error('the cable is out');
    const source: Source = {
      name: 'broken',
      live: false,
      open: async () => ({ sampleRate: RATE }),
      feed: () => Promise.reject(cause),
    };
    const stream = await openStream({ source, model });
    await expect(lastValueFrom(stream.predictions$)).rejects.toMatchObject({ code: 'SOURCE_FAILED', cause });
  });

  it('goes on where a subscriber throws', async () => {
    const thrown: unknown[] = [];
    const onError = (error: unknown) => thrown.push(error);
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', onError);
    try {
      const stream = await openStream({ source: fast(), model });
      stream.predictions$.subscribe(() => {
        throw new Error('not my day');
      });
      expect(await lastValueFrom(stream.predictions$.pipe(toArray()))).toHaveLength(198);
    } finally {
      await new Promise((resolve) => setTimeout(resolve, 20));
      process.removeListener('uncaughtException', onError);
      for (const listener of others) process.on('uncaughtException', listener);
    }
    expect(thrown.length).toBeGreaterThan(0);
  });

  it('replaces NaN and infinite samples by zeros, and counts them', async () => {
    const [bad, zeroed] = [Float32Array.from(sound), Float32Array.from(sound)];
    for (const [i, value] of [
      [100, Number.NaN],
      [5000, Infinity],
      [20_000, -Infinity],
    ] as const) {
      bad[i] = value;
      zeroed[i] = 0;
    }
    const stream = await openStream({ source: fast(bad), model });
    const [predictions, stats] = await Promise.all([
      lastValueFrom(stream.predictions$.pipe(toArray())),
      lastValueFrom(stream.stats$),
    ]);
    const clean = await openStream({ source: fast(zeroed), model });
    const expected = await lastValueFrom(clean.predictions$.pipe(toArray()));
    expect(stats.replaced).toBe(3);
    expect(predictions.map(predictionBytes)).toEqual(expected.map(predictionBytes));
  });

  it('changes its thresholds while it runs', async () => {
    const detections = async (enter: Record<string, number>) => {
      const stream = await openStream({ source: fast(), model });
      stream.setDetector({ enter });
      await stream.snapshot(); // what was posted before it has come too; samples in shared memory may overtake messages
      return (await lastValueFrom(stream.detections$.pipe(toArray()))).map(({ label }) => label);
    };
    expect((await detections({})).length).toBeGreaterThan(0);
    expect(await detections({ red: 2, green: 2, blue: 2 })).toEqual([]);
  });

  it.each([
    [{ source: fast(), model, maxLatencyMs: 0 }, RangeError, /'maxLatencyMs' must be/],
    [{ source: fast(), model, transport: 'pigeon' as 'auto' }, RangeError, /'transport'.*pigeon/],
    [{ source: {} as Source, model }, TypeError, /'source' must be/],
    [{ source: fast(), model: 7 as unknown as string }, TypeError, /'model' must be/],
    [{ source: fast(sound, 16_000.5), model }, RangeError, /sampleRate/],
  ])('refuses wrong options in one clause', async (options, kind, sentence) => {
    const opening = Promise.resolve().then(() => openStream(options));
    await expect(opening).rejects.toBeInstanceOf(kind);
    await expect(opening).rejects.toThrow(sentence);
  });

  it.each([
    ['cut short', tinyModelBytes().slice(0, 2000), /^MODEL_/],
    ['empty', new Uint8Array(0), /^MODEL_UNREADABLE$/],
  ])('refuses a model that is %s', async (_, bytes, code) => {
    await expect(openStream({ source: fast(), model: bytes })).rejects.toMatchObject({
      code: expect.stringMatching(code),
    });
  });
});

describe('an engine', () => {
  it('runs streams of different models and rates side by side, each as if it were alone', async () => {
    const other = tinyModel({ hidden: 24, seed: 9, sampleRate: 8000 });
    const alone = async (source: Source, which: typeof model) =>
      (await lastValueFrom((await openStream({ source, model: which })).predictions$.pipe(toArray()))).map(
        predictionBytes,
      );
    const expected = [await alone(fast(), model), await alone(fast(sound, 44_100), other)];
    const engine = await createEngine();
    const streams = await Promise.all([
      openStream({ source: fast(), model, engine }),
      openStream({ source: fast(sound, 44_100), model: other, engine }),
    ]);
    const together = await Promise.all(streams.map((stream) => lastValueFrom(stream.predictions$.pipe(toArray()))));
    expect(together.map((predictions) => predictions.map(predictionBytes))).toEqual(expected);
    await engine.close();
  });

  it('ends its streams when it is closed: each completes or fails', async () => {
    const engine = await createEngine();
    const stream = await openStream({ source: replay(sound, { sampleRate: RATE, pace: 'real-time' }), model, engine });
    const ended = lastValueFrom(stream.predictions$.pipe(toArray())).then(
      () => 'complete',
      (error: { code: string }) => error.code,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    await engine.close();
    expect(['complete', 'ENGINE_FAILED', 'STREAM_CLOSED']).toContain(await ended);
  });

  it('lets the process end once its streams are closed', async () => {
    const script = `
      import { openStream, replay, keywords } from 'sluice';
      const stream = await openStream({ source: replay(new Float32Array(16000), { sampleRate: 16000, pace: 'fast' }), model: keywords });
      stream.predictions$.subscribe({ complete: () => console.log('complete') });
    `;
    const cwd = fileURLToPath(new URL('../..', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      cwd,
      timeout: 20_000,
    });
    expect(stdout).toBe('complete\n');
  });
});

describe('a live stream that falls behind', () => {
  it('skips to the newest samples and counts every one', async () => {
    const offered = 30 * RATE;
    const block = new Float32Array(1600);
    let taken = 0;
    let lost = 0;
    const source: Source = {
      name: 'torrent',
      live: true,
      open: async () => ({ sampleRate: RATE }),
      async feed(intake) {
        // far faster than real time: samples without room are dropped, those that wait too long are skipped
        for (let sent = 0; sent < offered; sent += block.length) {
          const fit = intake.push(block);
          intake.lose(block.length - fit);
          taken += fit;
          lost += block.length - fit;
          if (sent % (4 * block.length) === 0) await new Promise((resolve) => setTimeout(resolve, 1));
        }
      },
    };
    const big = tinyModel({ hidden: 400, layers: 3 });
    const stream = await openStream({ source, model: big, maxLatencyMs: 100 });
    let backlogMs = 0;
    const every: StreamStats[] = [];
    stream.stats$.subscribe((stats) => {
      backlogMs = Math.max(backlogMs, stats.backlogMs);
      every.push(stats);
    });
    const predictions = await lastValueFrom(stream.predictions$.pipe(toArray()));
    const stats = every.at(-1) as StreamStats;
    expect(stats.dropped).toBe(lost);
    expect(stats.skipped + stats.dropped).toBeGreaterThan(0);
    expect(taken + lost).toBe(offered);
    const gaps = predictions.reduce((sum, { gap }) => sum + gap, 0);
    const last = predictions.at(-1);
    // what lies behind the last prediction (a skip or a rest at the very end) is in the counts and in no prediction's
    // gap
    expect(gaps).toBeLessThanOrEqual(stats.skipped + stats.dropped);
    expect(last?.endsAtMs ?? 0).toBeLessThanOrEqual((offered / RATE) * 1000);
    expect(predictions.filter(({ gap }) => gap > 0).every(({ settled }) => !settled)).toBe(true);
  });

  it('drops no detection, however slow this thread is; missed predictions are counted', async () => {
    const stream = await openStream({
      source: replay(sound, { sampleRate: RATE, pace: 'real-time' }),
      model,
      maxLatencyMs: 10_000,
    });
    const heard: number[] = [];
    stream.detections$.subscribe(({ endsAtMs }) => heard.push(endsAtMs));
    const predictions: number[] = [];
    let missed = 0;
    stream.predictions$.subscribe((prediction) => {
      predictions.push(prediction.index);
      missed += prediction.missed;
      if (prediction.index % 20 === 0) for (const until = performance.now() + 150; performance.now() < until; );
    });
    const stats = await lastValueFrom(stream.stats$);
    const quick = await openStream({ source: fast(), model });
    const expected = (await lastValueFrom(quick.detections$.pipe(toArray()))).map(({ endsAtMs }) => endsAtMs);
    if (stats.skipped + stats.dropped === 0) expect(heard).toEqual(expected);
    expect(stats.missed).toBe(missed);
    expect(stats.detections).toBe(heard.length);
    expect(predictions).toEqual([...predictions].sort((a, b) => a - b));
  });

  it('waits for a slow subscriber where the source is a file: it gets every prediction', async () => {
    const stream = await openStream({ source: fast(), model });
    const indices: number[] = [];
    stream.predictions$.subscribe(({ index }) => {
      indices.push(index);
      for (const until = performance.now() + 2; performance.now() < until; );
    });
    await lastValueFrom(stream.predictions$);
    expect(indices).toEqual(Array.from({ length: 198 }, (_, i) => i));
    expect(await firstValueFrom(stream.stats$, { defaultValue: null })).toBeDefined();
  });
});
