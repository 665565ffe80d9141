// Several models on one source, on real engine threads.
import { lastValueFrom, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import {
  openStream,
  type Prediction,
  predictionBytes,
  replay,
  type Source,
  type Stream,
  shared,
  type Transport,
} from '#src/node/index.js';
import { randomSound } from '../support/random.js';
import { tinyModel } from '../support/tiny-model.js';

const RATE = 16_000;
const sound = randomSound(2 * RATE, RATE, 3);
const models = [tinyModel(), tinyModel({ hidden: 20, seed: 8, sampleRate: 8000, labels: ['none', 'lamp'] })];
/** A busy machine skips nothing. */
const maxLatencyMs = 10_000;
const all = (stream: Stream): Promise<Prediction[]> => lastValueFrom(stream.predictions$.pipe(toArray()));
const bits = (predictions: readonly Prediction[]) => Buffer.concat(predictions.map(predictionBytes)).toString('base64');

async function alone(source: Source, model = models[0] as (typeof models)[0], transport?: Transport): Promise<string> {
  return bits(await all(await openStream({ source, model, ...(transport && { transport }) })));
}

describe.each(['shared', 'messages'] as const)('streams of one source, over %s', (transport) => {
  it.each(['fast', 'real-time'] as const)('give the bits that each model gives alone, replayed %s', async (pace) => {
    const samples = sound.subarray(0, RATE);
    const source = shared(replay(samples, { sampleRate: RATE, pace }));
    const streams = await Promise.all(models.map((model) => openStream({ source, model, transport, maxLatencyMs })));
    expect(streams.map(({ sampleRate }) => sampleRate)).toEqual([RATE, RATE]);
    const together = (await Promise.all(streams.map(all))).map(bits);
    for (const [i, model] of models.entries()) {
      expect(together[i]).toBe(await alone(replay(samples, { sampleRate: RATE }), model, transport));
    }
  });

  it('go on where one of them is closed', async () => {
    const source = shared(replay(sound, { sampleRate: RATE, pace: 'real-time' }));
    const [short, long] = [
      await openStream({ source, model: models[1] as (typeof models)[0], transport, maxLatencyMs }),
      await openStream({ source, model: models[0] as (typeof models)[0], transport, maxLatencyMs }),
    ];
    const ended = Promise.all([all(short), all(long)]);
    setTimeout(() => void short.close(), 300);
    const [before, after] = await ended;
    expect(before.length).toBeLessThan(150);
    expect(bits(after)).toBe(await alone(replay(sound, { sampleRate: RATE })));
  });

  it('count from 0 where one joins late, and give what the rest of the sound gives alone', async () => {
    const [half, rest] = [sound.subarray(0, RATE), sound.subarray(RATE)];
    let joined: () => void = () => undefined;
    const second = new Promise<void>((resolve) => {
      joined = resolve;
    });
    const halves: Source = {
      name: 'halves',
      live: false,
      open: async () => ({ sampleRate: RATE }),
      async feed(intake, signal) {
        const feed = (samples: Float32Array) => replay(samples, { sampleRate: RATE }).feed(intake, signal);
        await feed(half);
        await second;
        await feed(rest);
      },
    };
    const source = shared(halves);
    const [model] = models as [(typeof models)[0]];
    const first = await openStream({ source, model, transport });
    const whole = all(first);
    const late = await openStream({ source, model, transport });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const part = all(late);
    queueMicrotask(() => queueMicrotask(joined));
    expect((await part)[0]?.index).toBe(0);
    expect(bits(await part)).toBe(await alone(replay(rest, { sampleRate: RATE })));
    expect(bits(await whole)).toBe(await alone(replay(sound, { sampleRate: RATE })));
  });

  it('fail all with the error of the source', async () => {
    const cause = new Error('the cable is out');
    const broken: Source = {
      name: 'broken',
      live: true,
      open: async () => ({ sampleRate: RATE }),
      feed: () => Promise.reject(cause),
    };
    const source = shared(broken);
    const streams = await Promise.all(models.map((model) => openStream({ source, model, transport })));
    const ends = await Promise.allSettled(streams.map(all));
    for (const end of ends) expect(end).toMatchObject({ reason: { code: 'SOURCE_FAILED', cause } });
  });
});
