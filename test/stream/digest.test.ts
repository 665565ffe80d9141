// The same samples give the same bits: in any blocks, with either transport, and with a
// snapshot and restore in the middle.
import { createHash } from 'node:crypto';
import { lastValueFrom, toArray } from 'rxjs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  openStream,
  type Prediction,
  predictionBytes,
  replay,
  type StreamOptions,
  samplesInSnapshot,
} from '#src/node/index.js';
import { randomSound } from '../support/random.js';
import { tinyModel } from '../support/tiny-model.js';

const SECONDS = 3;
const BLOCKS = [1, 7, 128, 480, 1_000_000];
const model = tinyModel({ hidden: 20, layers: 2 });

async function predict(
  samples: Float32Array,
  sampleRate: number,
  blockSamples: number | undefined,
  more: Partial<StreamOptions> = {},
): Promise<Prediction[]> {
  const source = replay(samples, { sampleRate, pace: 'fast', ...(blockSamples ? { blockSamples } : {}) });
  const stream = await openStream({ source, model, ...more });
  return lastValueFrom(stream.predictions$.pipe(toArray()));
}

function digest(predictions: readonly Prediction[]): string {
  const hash = createHash('sha256');
  for (const prediction of predictions) hash.update(predictionBytes(prediction));
  return hash.digest('hex');
}

describe.each([16_000, 44_100])('predictions on sound at %d Hz', (sampleRate) => {
  const samples = randomSound(SECONDS * sampleRate, sampleRate, 5);
  let expected: string;

  beforeAll(async () => {
    const predictions = await predict(samples, sampleRate, undefined);
    expect(predictions.length).toBeGreaterThan(SECONDS * 100 - 10);
    expected = digest(predictions);
  });

  it.each(BLOCKS)('are the same to the bit for blocks of %d samples', async (blockSamples) => {
    expect(digest(await predict(samples, sampleRate, blockSamples))).toBe(expected);
  });

  it.each(BLOCKS)('are the same over messages, for blocks of %d samples', async (blockSamples) => {
    const predictions = await predict(samples, sampleRate, blockSamples, { transport: 'messages' });
    expect(digest(predictions)).toBe(expected);
  });

  it.each(['shared', 'messages'] as const)(
    'are the same after snapshot and restore in the middle, %s',
    async (transport) => {
      const half = samples.slice(0, Math.round(samples.length / 2));
      const first = await openStream({ source: endless(half, sampleRate), model, transport });
      const before: Prediction[] = [];
      const subscription = first.predictions$.subscribe((prediction) => before.push(prediction));
      const enough = Math.floor((half.length / sampleRate) * 100) - 30;
      while (before.length < enough) await new Promise((resolve) => setTimeout(resolve, 5));
      const snapshot = await first.snapshot();
      subscription.unsubscribe();
      await first.close();
      const after = await predict(samples.slice(samplesInSnapshot(snapshot)), sampleRate, 480, { transport, snapshot });
      const kept = before.filter(({ index }) => index < (after[0] as Prediction).index);
      expect(digest([...kept, ...after])).toBe(expected);
    },
  );
});

it('predictions differ where one sample differs', async () => {
  const samples = randomSound(16_000, 16_000, 5);
  const expected = digest(await predict(samples, 16_000, 128));
  samples[8000] = -(samples[8000] as number);
  expect(digest(await predict(samples, 16_000, 128))).not.toBe(expected);
});

/** Samples and then nothing, without an end. */
function endless(samples: Float32Array, sampleRate: number): StreamOptions['source'] {
  return {
    name: 'endless',
    live: false,
    open: async () => ({ sampleRate }),
    async feed(intake, signal) {
      for (let at = 0; at < samples.length && !signal.aborted; ) {
        at += intake.push(samples, at, Math.min(at + 480, samples.length));
        await intake.ready();
      }
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => resolve());
      });
    },
  };
}
