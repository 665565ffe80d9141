// Faults of the main thread and the machine: clocks that are set, subscribers that throw or never return, memory
// that is refused.
import { Worker } from 'node:worker_threads';
import { lastValueFrom, toArray } from 'rxjs';
import { afterEach, describe, expect, it } from 'vitest';
import { openStream, type Prediction, predictionBytes, replay, type Source, type Stream } from '#src/node/index.js';
import { mortalPlatform } from '../support/mortal-platform.js';
import { randomSound } from '../support/random.js';
import { tinyModel } from '../support/tiny-model.js';

const RATE = 16_000;
const model = tinyModel();
const sound = randomSound(2 * RATE, RATE, 3);
const HOUR_MS = 3_600_000;

describe('a clock that is set while a stream runs', () => {
  const { now } = Date;
  afterEach(() => {
    Date.now = now;
  });

  it.each([
    ['forth', [HOUR_MS]],
    ['back', [-HOUR_MS]],
    ['back and forth', [HOUR_MS, -HOUR_MS, 5000, -2 * HOUR_MS]],
  ])('%s gives no absurd latency, and nothing is dropped for it', async (_, jumps) => {
    const stream = await openStream({
      source: replay(sound, { sampleRate: RATE, pace: 'real-time' }),
      model,
      maxLatencyMs: 2000,
    });
    let offsetMs = 0;
    Date.now = () => now() + offsetMs;
    const jumping = jumps.map((byMs, i) =>
      setTimeout(
        () => {
          offsetMs += byMs;
        },
        400 + 300 * i,
      ),
    );
    const last = lastValueFrom(stream.stats$);
    const predictions = await lastValueFrom(stream.predictions$.pipe(toArray()));
    for (const timer of jumping) clearTimeout(timer);
    const { latency, missed } = await last;
    const latencies = predictions.map(({ latencyMs }) => latencyMs);
    expect(Math.min(...latencies)).toBeGreaterThanOrEqual(0);
    // far below any of the jumps, however busy the machine is
    expect(Math.max(...latencies)).toBeLessThan(4000);
    expect(latency.worstMs).toBeLessThan(4000);
    expect(predictions.length + missed).toBeGreaterThanOrEqual(190);
    expect(missed).toBeLessThan(20);
  });
});

/** Samples from a thread of their own, in real time whatever main does, to a ring that is lent. */
function otherThread(seconds: number): Source {
  return {
    name: 'other thread',
    live: true,
    open: async () => ({ sampleRate: RATE }),
    async feed(intake) {
      const into = intake.lend();
      const ring = new URL('../../dist/ring/ring.js', import.meta.url).href;
      const doorbell = new URL('../../dist/ring/doorbell.js', import.meta.url).href;
      const script = `
        const { workerData } = await import('node:worker_threads');
        const { RingWriter } = await import('${ring}');
        const { DoorbellRinger } = await import('${doorbell}');
        const writer = new RingWriter(workerData.ring);
        const bell = new DoorbellRinger(workerData.doorbell, workerData.stream);
        const sleep = new Int32Array(new SharedArrayBuffer(4));
        const block = new Float32Array(160);
        const startMs = performance.now();
        for (let at = 0; at < ${seconds * RATE}; at += 160) {
          for (let i = 0; i < 160; i++) block[i] = Math.sin((at + i) * 0.1 * (1 + (at % 4000) / 4000));
          writer.stamp(Date.now());
          writer.drop(160 - writer.push(block, 0, 160));
          bell.ring();
          const aheadMs = startMs + (at + 160) / 16 - performance.now();
          if (aheadMs > 0) Atomics.wait(sleep, 0, 0, aheadMs);
        }
        writer.end();
        bell.ring();`;
      const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(script)}`), { workerData: into });
      await new Promise((resolve) => worker.on('exit', resolve));
    },
  };
}

describe('a subscriber that does not return for seconds', () => {
  it('misses predictions, which are counted; it costs no memory, no detection and no sample', async () => {
    const stream = await openStream({ source: otherThread(8), model, maxLatencyMs: 200 });
    let blocked = false;
    const predictions: Prediction[] = [];
    let heapBytes = 0;
    stream.predictions$.subscribe((prediction) => {
      predictions.push(prediction);
      if (blocked || prediction.index < 50) return;
      blocked = true;
      heapBytes = process.memoryUsage().arrayBuffers;
      for (const until = performance.now() + 5000; performance.now() < until; );
      heapBytes = process.memoryUsage().arrayBuffers - heapBytes;
    });
    const stats = await lastValueFrom(stream.stats$);
    // the record ring holds 256 predictions of 500, and those are too old by then
    expect(stats.missed).toBeGreaterThan(200);
    expect(predictions.reduce((sum, { missed }) => sum + missed, 0)).toBe(stats.missed);
    expect((predictions.at(-1)?.index ?? 0) + 1).toBe(predictions.length + stats.missed);
    expect(stats.dropped + stats.skipped).toBeLessThan(RATE);
    expect(heapBytes).toBeLessThan(2 ** 20);
  });
});

describe('a subscriber that throws, every time', () => {
  it('shows as an uncaught error, and the stream goes on for the other subscribers', async () => {
    const thrown: unknown[] = [];
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => thrown.push(error));
    try {
      const stream = await openStream({ source: replay(sound, { sampleRate: RATE }), model });
      const boom = () => {
        throw new Error('not today');
      };
      stream.predictions$.subscribe(boom);
      stream.detections$.subscribe(boom);
      stream.stats$.subscribe(boom);
      stream.events$.subscribe(boom);
      const detections = lastValueFrom(stream.detections$.pipe(toArray()));
      expect(await lastValueFrom(stream.predictions$.pipe(toArray()))).toHaveLength(198);
      expect((await detections).length).toBeGreaterThan(0);
      await stream.close();
    } finally {
      await new Promise((resolve) => setTimeout(resolve, 20));
      process.removeAllListeners('uncaughtException');
      for (const listener of others) process.on('uncaughtException', listener);
    }
    expect(thrown.length).toBeGreaterThan(2);
  });
});

describe('an engine whose memory cannot grow', () => {
  /** Every WebAssembly memory ends at so many pages of 64 KiB. */
  const capped = (pages: number) => `
    const { Memory } = WebAssembly;
    WebAssembly.Memory = class extends Memory {
      constructor(options) { super({ ...options, maximum: ${pages} }); }
    };`;

  it('refuses a stream that it has no room for, and goes on with the others', async () => {
    const mortal = mortalPlatform(capped(24));
    const live = () => replay(sound, { sampleRate: RATE, pace: 'real-time' });
    const open: Stream[] = [];
    const expected = await lastValueFrom(
      (await openStream({ source: replay(sound, { sampleRate: RATE }), model })).predictions$.pipe(toArray()),
    );
    const first = await mortal.open({
      source: replay(sound, { sampleRate: RATE, pace: 'real-time' }),
      model,
      maxLatencyMs: 10_000,
    });
    const said = lastValueFrom(first.predictions$.pipe(toArray()));
    let refusal: unknown = null;
    for (let i = 0; i < 400 && refusal === null; i++) {
      // each with another model: weights take most of the room
      const other = tinyModel({ hidden: 64, seed: i + 1 });
      await mortal.open({ source: live(), model: other }).then(
        (stream) => open.push(stream),
        (error: unknown) => {
          refusal = error;
        },
      );
    }
    expect(refusal).toMatchObject({ code: 'MEMORY_REFUSED', message: /has 1\.\d MiB|has \d MiB/ });
    expect(open.length).toBeGreaterThan(3);
    expect((await said).map(predictionBytes)).toEqual(expected.map(predictionBytes));
    // a refused stream leaves nothing in memory: a small one still fits, any number of times
    for (let i = 0; i < 20; i++) {
      await expect(mortal.open({ source: live(), model: tinyModel({ hidden: 64, seed: 999 }) })).rejects.toMatchObject({
        code: 'MEMORY_REFUSED',
      });
    }
    const small = await mortal.open({ source: replay(sound, { sampleRate: RATE }), model });
    expect(await lastValueFrom(small.predictions$.pipe(toArray()))).toHaveLength(198);
    await Promise.all(open.map((stream) => stream.close()));
    expect(mortal.lives).toBe(1);
  });
});
