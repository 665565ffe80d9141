import { expect, it } from 'vitest';
import { openStream, replay } from '#src/node/index.js';
import { keepLast } from '#src/recording/last-seconds.js';
import { tinyModel } from '../support/tiny-model.js';

const ramp = (length: number, from = 0) => Float32Array.from({ length }, (_, i) => (from + i) / 65_536);

const hops = (samples: Float32Array<ArrayBuffer>, missing = 0) => ({
  samples,
  blocks: [{ samples: samples.length, missing, skipped: false, capturedAtMs: 0 }],
});

it('the ring gives the newest samples in their order, whatever blocks they came in', () => {
  for (const block of [1, 3, 7, 10, 25]) {
    const kept = keepLast(10);
    for (let at = 0; at < 100; at += block) kept.take(hops(ramp(Math.min(block, 100 - at), at)));
    expect(kept.read()).toEqual(ramp(10, 90));
  }
});

it('the ring holds what there is while it is young, and silence where samples were missing', () => {
  const kept = keepLast(10);
  kept.take(hops(ramp(3, 1)));
  expect(kept.read()).toEqual(ramp(3, 1));
  kept.take(hops(new Float32Array(0), 4));
  expect([...kept.read()]).toEqual([...ramp(3, 1), 0, 0, 0, 0]);
  kept.take(hops(new Float32Array(0), 1e9));
  expect(kept.read()).toEqual(new Float32Array(10));
});

it('a stream gives the last seconds of its source, also while it is recorded and after', async () => {
  const samples = ramp(32_000);
  const source = replay(samples, { sampleRate: 16_000 });
  await using stream = await openStream({ source, model: tinyModel(), keepSeconds: 0.5 });
  const stop = await stream.record(() => undefined);
  let predictions = 0;
  await new Promise<void>((resolve, reject) => {
    stream.predictions$.subscribe({
      next: () => {
        if (++predictions === 40) void stop();
      },
      error: reject,
      complete: resolve,
    });
  });
  const kept = stream.lastSeconds();
  expect(kept).toHaveLength(8000);
  // What is less than a hop at the end is never stepped through.
  const end = Math.round((kept.at(-1) as number) * 65_536) + 1;
  expect(end).toBeGreaterThan(32_000 - 400);
  expect(kept).toEqual(samples.slice(end - 8000, end));
});

it('a stream that was not asked to keep anything names the option, and none keeps more than ten seconds', async () => {
  const source = replay(new Float32Array(800), { sampleRate: 16_000 });
  await using stream = await openStream({ source, model: tinyModel() });
  expect(() => stream.lastSeconds()).toThrow("Cannot give the last seconds without 'keepSeconds'");
  await expect(openStream({ source, model: tinyModel(), keepSeconds: 11 })).rejects.toThrow("'keepSeconds'");
});
