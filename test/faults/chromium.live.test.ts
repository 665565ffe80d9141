// Faults in a real Chromium: an engine worker that throws, timers throttled as in a background tab, a
// processor without relaxed SIMD, and a hundred microphones.
import type { Page } from 'playwright-core';
import { lastValueFrom, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { quantizeModel } from '#src/convert/quantize.js';
import { writeModel } from '#src/model/file/model-file.js';
import { keywords, openStream, predictionBytes, replay } from '#src/node/index.js';
import { readKernel } from '#src/node/kernel-file.js';
import { recordingFile, withPage } from '../browser/page.js';
import { tinyModel } from '../support/tiny-model.js';

interface Loader {
  load(specifier: string): Promise<typeof import('#src/browser/index.js')>;
}

/** The first engine throws after so many sleeps, or messages where it does not sleep. The next ones do not. */
async function poisonFirstEngine(page: Page, count: number): Promise<void> {
  let lives = 0;
  await page.route('**/browser/engine-worker.js', async (route) => {
    const response = await route.fetch();
    const original = await response.text();
    const poison = `
      let left = ${count};
      const spend = () => { if (left-- === 0) throw new Error('poison'); };
      const { wait } = Atomics;
      Atomics.wait = (...given) => { spend(); return wait.apply(Atomics, given); };
      self.addEventListener('message', spend);`;
    await route.fulfill({ response, body: lives++ === 0 ? `${poison}\n${original}` : original });
  });
}

interface Survived {
  readonly transport: string;
  readonly events: readonly string[];
  readonly predictions: readonly { index: number; endsAtMs: number; gap: number }[];
  readonly missed: number;
}

/** Runs in the page: a microphone until so many predictions have come. */
async function listen(until: number): Promise<Survived> {
  const { microphone, openStream } = await (globalThis as unknown as Loader).load('sluice');
  const stream = await openStream({ source: microphone(), model: '/dist/models/keywords.safetensors' });
  const events: string[] = [];
  const predictions: { index: number; endsAtMs: number; gap: number }[] = [];
  let missed = 0;
  stream.events$.subscribe(({ kind }) => events.push(kind));
  await new Promise<void>((resolve, reject) => {
    stream.predictions$.subscribe({
      next: (prediction) => {
        const { index, endsAtMs, gap } = prediction;
        missed += prediction.missed;
        predictions.push({ index, endsAtMs, gap });
        if (index >= until) resolve();
      },
      error: reject,
      complete: resolve,
    });
  });
  await stream.close();
  return { transport: stream.transport, events, predictions, missed };
}

// Pairs of tests that wait for a microphone, and do little else, go on at once.
describe('an engine worker in Chromium that throws', () => {
  it.concurrent.each([
    { isolated: true, transport: 'shared', count: 60 },
    { isolated: false, transport: 'messages', count: 40 },
  ])('is replaced by another, which gets the same microphone: $transport', async ({ isolated, transport, count }) => {
    const survived = await withPage({ isolated, microphone: recordingFile }, async (page) => {
      await poisonFirstEngine(page, count);
      return page.evaluate(listen, 250);
    });
    expect(survived.transport).toBe(transport);
    expect(survived.events.filter((kind) => kind === 'restarted')).toHaveLength(1);
    const { predictions, missed } = survived;
    const last = predictions.at(-1) as Survived['predictions'][number];
    expect(last.index + 1).toBe(predictions.length + missed);
    const ends = predictions.map(({ endsAtMs }) => endsAtMs);
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
    // every hop has its index: predictions that were not delivered were too old, and are counted
    expect(last.endsAtMs).toBeGreaterThanOrEqual((last.index + 2) * 20);
  });
});

describe('a background page, whose timers run once a second,', () => {
  it.concurrent.each([true, false])(
    'gives the same bits for a file, and drops nothing of a microphone (isolated: %s)',
    async (isolated) => {
      const [said, heard] = await withPage({ isolated, microphone: recordingFile }, async (page) => {
        await page.evaluate(() => {
          const { setTimeout: later, setInterval: repeat } = globalThis;
          Object.assign(globalThis, {
            setTimeout: (action: () => void, ms = 0) => later(action, Math.max(1000, ms)),
            setInterval: (action: () => void, ms = 0) => repeat(action, Math.max(1000, ms)),
          });
        });
        return [await page.evaluate(hearAll, [...hum()]), await page.evaluate(listen, 150)] as const;
      });
      const stream = await openStream({ source: replay(hum(), { sampleRate: 16_000 }), model: keywords });
      const expected = await lastValueFrom(stream.predictions$.pipe(toArray()));
      expect(said).toEqual(expected.map((prediction) => predictionBytes(prediction).join()));
      const last = heard.predictions.at(-1)?.index ?? 0; // a batch may bring more than was waited for
      expect(last).toBeGreaterThanOrEqual(150);
      expect(heard.predictions.length + heard.missed).toBe(last + 1);
      expect(heard.predictions.every(({ gap }) => gap === 0)).toBe(true);
    },
  );
});

/** Sound made of whole numbers alone, so that it is the same on every machine. */
function hum(): Float32Array {
  let state = 1;
  return Float32Array.from({ length: 64_000 }, (_, i) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    const wave = ((i * (40 + (i >> 12))) & 8191) - 4096;
    return (wave + (state >> 19)) / 32_768;
  });
}

/** Runs in the page: samples through the default model: every bit of its predictions. */
async function hearAll(samples: number[]): Promise<string[]> {
  const { openStream, predictionBytes, replay } = await (globalThis as unknown as Loader).load('sluice');
  const source = replay(Float32Array.from(samples), { sampleRate: 16_000 });
  const stream = await openStream({ source, model: '/dist/models/keywords.safetensors' });
  const all: string[] = [];
  await new Promise<void>((resolve, reject) => {
    stream.predictions$.subscribe({
      next: (prediction) => all.push(predictionBytes(prediction).join()),
      error: reject,
      complete: resolve,
    });
  });
  return all;
}

describe('a processor without relaxed SIMD', () => {
  it('runs the plain kernel to the same bits, in single precision and with 8 bits', async () => {
    const small = writeModel(quantizeModel(await readKernel(), tinyModel({ hidden: 40 })).model);
    const digests = await withPage({ isolated: true }, (page) =>
      page.evaluate(
        async (bytes) => {
          const { openStream, predictionBytes, replay } = await (globalThis as unknown as Loader).load('sluice');
          const samples = Float32Array.from({ length: 32_000 }, (_, i) => Math.sin(i * i * 1e-5) * 0.3);
          const models = ['/dist/models/keywords.safetensors', Uint8Array.from(bytes)];
          const run = async (model: string | Uint8Array, kernel: string) => {
            const stream = await openStream({
              source: replay(samples, { sampleRate: 16_000 }),
              model,
              kernel: `/dist/kernel/${kernel}`,
            });
            const all: string[] = [];
            await new Promise<void>((resolve, reject) => {
              stream.predictions$.subscribe({
                next: (prediction) => all.push(predictionBytes(prediction).join()),
                error: reject,
                complete: resolve,
              });
            });
            return all;
          };
          return Promise.all(
            models.map((model) =>
              Promise.all(['kernel.wasm', 'kernel-relaxed.wasm'].map((kernel) => run(model, kernel))),
            ),
          );
        },
        [...small],
      ),
    );
    for (const [plain, relaxed] of digests as string[][][]) {
      expect(plain?.length).toBeGreaterThan(90);
      expect(plain).toEqual(relaxed);
    }
  });
});

describe('a hundred microphones in Chromium, five at a time,', () => {
  it('leave no worker, no context, no device and no memory behind', async () => {
    const found = await withPage(
      { isolated: true, microphone: recordingFile, flags: ['--js-flags=--expose-gc'] },
      async (page) => {
        await page.evaluate(() => {
          const contexts: AudioContext[] = [];
          const tracks: MediaStreamTrack[] = [];
          const Real = AudioContext;
          const { mediaDevices } = navigator;
          const asked = mediaDevices.getUserMedia.bind(mediaDevices);
          mediaDevices.getUserMedia = async (wish) => {
            const stream = await asked(wish);
            tracks.push(...stream.getTracks());
            return stream;
          };
          Object.assign(globalThis, {
            made: { contexts, tracks },
            AudioContext: class extends Real {
              constructor(options?: AudioContextOptions) {
                super(options);
                contexts.push(this);
              }
            },
          });
        });
        await page.evaluate(openAndClose, 10);
        const before = await heap(page);
        await page.evaluate(openAndClose, 90);
        const left = await page.evaluate(() => {
          const { made } = globalThis as unknown as { made: { contexts: AudioContext[]; tracks: MediaStreamTrack[] } };
          const contexts = made.contexts.filter(({ state }) => state !== 'closed').length;
          const tracks = made.tracks.filter(({ readyState }) => readyState !== 'ended').length;
          const counts = [made.contexts.length, made.tracks.length];
          made.contexts.length = 0;
          made.tracks.length = 0;
          return { contexts, tracks, counts };
        });
        // the end of a worker is reported a little later
        await expect.poll(() => page.workers().length, { timeout: 10_000 }).toBe(0);
        return { ...left, grown: (await heap(page)) - before };
      },
    );
    expect(found).toMatchObject({ contexts: 0, tracks: 0, counts: [100, 100] });
    expect(found.grown).toBeLessThan(3e6);
  }, 180_000);
});

/** Runs in the page: so many microphones. */
async function openAndClose(count: number): Promise<void> {
  const { microphone, openStream } = await (globalThis as unknown as Loader).load('sluice');
  const one = async (i: number) => {
    const stream = await openStream({ source: microphone(), model: '/dist/models/keywords.safetensors' });
    // some are closed before anybody subscribes, some when they start to feed, some after predictions
    if (i % 10 === 0) {
      await new Promise<void>((resolve, reject) => {
        stream.predictions$.subscribe({ next: () => resolve(), error: reject });
      });
    } else if (i % 2 === 0) stream.predictions$.subscribe();
    await Promise.all([stream.close(), stream.close()]);
  };
  let next = 0;
  const stream = async () => {
    while (next < count) await one(next++);
  };
  await Promise.all([stream(), stream(), stream(), stream(), stream()]);
}

/** Bytes in use, garbage collected. */
async function heap(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { gc } = globalThis as unknown as { gc(): void };
    for (let i = 0; i < 5; i++) {
      gc();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize;
  });
}
