// Where the time of a prediction goes, as the stream reports it; and that a prediction that comes too late is
// missed and counted.
import { lastValueFrom, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { openStream, replay, type Source, type StageTimes, type Stamps } from '#src/node/index.js';
import { randomSound } from '../support/random.js';
import { tinyModel } from '../support/tiny-model.js';

const RATE = 16_000;
const sound = randomSound(2 * RATE, RATE, 3);
const model = tinyModel();
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function blockFor(ms: number): void {
  for (const until = performance.now() + ms; performance.now() < until; );
}

describe('the stages of a prediction', () => {
  it.each(['shared', 'messages'] as const)(
    'over %s are stamped in order, by one clock, on three threads',
    async (transport) => {
      const before = performance.timeOrigin + performance.now();
      const source = replay(sound, { sampleRate: RATE, pace: 'real-time', blockSamples: 400 });
      const stream = await openStream({ source, model, transport, stampEvery: 1 });
      const [predictions, stats] = await Promise.all([
        lastValueFrom(stream.predictions$.pipe(toArray())),
        lastValueFrom(stream.stats$),
      ]);
      const after = performance.timeOrigin + performance.now();
      for (const { stamps, latencyMs } of predictions) {
        const { capturedAtMs, putAtMs, startedAtMs, endedAtMs, observedAtMs } = stamps as Stamps;
        const times = [before - 25, capturedAtMs, putAtMs, startedAtMs, endedAtMs, observedAtMs, after];
        // a stage is kept as a Float32 and times of two clocks' ticks apart may meet
        for (let i = 1; i < times.length; i++) expect(times[i]).toBeGreaterThan((times[i - 1] as number) - 0.01);
        expect(latencyMs).toBe(observedAtMs - capturedAtMs);
        // blocks of 25 ms: the last sample of a hop is at most so much older than its block
        expect(putAtMs - capturedAtMs).toBeLessThan(transport === 'shared' ? 25 : Number.POSITIVE_INFINITY);
      }
      expect(stats.latency.count).toBe(predictions.length);
      for (const stage of Object.keys(stats.stages) as (keyof StageTimes)[]) {
        expect(stats.stages[stage].count).toBe(predictions.length);
      }
      const { capture, delivery } = stats.stages;
      expect(capture.worstMs + delivery.worstMs).toBeGreaterThanOrEqual(stats.latency.worstMs - 0.01);
    },
  );

  it('are timed for one hop in 16 by default; waiting for subscribers counts', async () => {
    const stream = await openStream({ source: replay(sound, { sampleRate: RATE }), model });
    const timed: number[] = [];
    stream.predictions$.subscribe(({ index, stamps }) => {
      if (stamps !== null) timed.push(index);
      if (index === timed[3]) blockFor(30);
    });
    const { stages } = await lastValueFrom(stream.stats$);
    expect(timed.slice(1).map((index, i) => index - (timed[i] as number))).toEqual(timed.slice(1).map(() => 16));
    expect(timed.length).toBeGreaterThanOrEqual(12);
    expect(stages.subscriber.count).toBe(timed.length);
    expect(stages.subscriber.worstMs).toBeGreaterThanOrEqual(29);
    expect(stages.delivery.worstMs).toBeGreaterThanOrEqual(29);
  });

  it.each([
    [{ stampEvery: 0 }, /'stampEvery' must be a whole number from 1: received 0/],
    [{ stampEvery: 1.5 }, /'stampEvery' must be a whole number from 1: received 1.5/],
    [{ deadlineMs: 0 }, /'deadlineMs' must be above 0/],
  ])('refuse %o', async (options, sentence) => {
    await expect(openStream({ source: replay(sound, { sampleRate: RATE }), model, ...options })).rejects.toThrow(
      sentence,
    );
  });
});

describe('a prediction of a live source that comes too late', () => {
  /** 200 ms at once, 50 ms more when they were used. */
  const source = (dealtWith: Promise<void>): Source => ({
    name: 'two pieces',
    live: true,
    open: async () => ({ sampleRate: RATE }),
    async feed(intake) {
      intake.push(sound, 0, 0.2 * RATE);
      await dealtWith;
      intake.push(sound, 0.2 * RATE, 0.25 * RATE);
    },
  });

  it('is missed and not delivered, and counted with the next one; one that misses the deadline is delivered', async () => {
    let go: () => void = () => undefined;
    const dealtWith = new Promise<void>((resolve) => {
      go = resolve;
    });
    const stream = await openStream({ source: source(dealtWith), model, maxLatencyMs: 1000, deadlineMs: 0.001 });
    const heard: [index: number, missed: number][] = [];
    stream.predictions$.subscribe(({ index, missed, latencyMs }) => {
      heard.push([index, missed]);
      expect(latencyMs).toBeLessThanOrEqual(1000 + 10);
      if (heard.length > 1) return;
      blockFor(1100); // the others are in the record ring by then
      void sleep(50).then(go);
    });
    const stats = await lastValueFrom(stream.stats$);
    // windows of 25 ms every 10 ms: predictions 0 to 17 come of the first piece, 18 to 22 of the second
    const missed = heard.reduce((sum, [, each]) => sum + each, 0);
    expect(heard[0]?.[1]).toBe(0);
    expect(missed).toBeGreaterThan(0);
    expect(heard.length + missed).toBe(23);
    expect(heard.at(-1)?.[0]).toBe(22);
    expect(stats).toMatchObject({ predictions: heard.length, missed, deadlineMisses: heard.length });
  });
});
