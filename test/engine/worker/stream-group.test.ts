// Many streams of one model in one engine: their networks step as one batch, and each stream has the bits that it has
// alone.
import { lastValueFrom, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { quantizeModel } from '#src/convert/quantize.js';
import { createEngine, openStream, type Prediction, replay, type Source } from '#src/node/index.js';
import { readKernel } from '#src/node/kernel-file.js';
import { randomSound } from '../../support/random.js';
import { tinyModel } from '../../support/tiny-model.js';

const RATE = 16_000;
const STREAMS = 70; // more than the rows of a batch
const plain = tinyModel({ hidden: 20, layers: 2 });
const sounds = Array.from({ length: STREAMS }, (_, i) => randomSound(8000 + 160 * i + i, RATE, i + 1));

const scoresOf = (predictions: readonly Prediction[]) => predictions.map(({ scores }) => [...scores]);

/** The samples come in pieces of one size, and start at one time, which differ from stream to stream. */
function trickle(samples: Float32Array, i: number): Source {
  const block = 37 + 11 * i;
  const source = replay(samples, { sampleRate: RATE, pace: 'fast', blockSamples: block });
  return {
    ...source,
    async feed(intake, signal) {
      await new Promise((resolve) => setTimeout(resolve, (i % 7) * 3));
      return source.feed(intake, signal);
    },
  };
}

describe.each(['shared', 'messages'] as const)('70 streams of one model in one engine, transport %s', (transport) => {
  it.each(['single precision', '8 bits'])('predict what each predicts alone: %s', async (kind) => {
    const model = kind === '8 bits' ? quantizeModel(await readKernel(), plain).model : plain;
    await using engine = await createEngine({ transport });
    const run = async (source: Source) => {
      const stream = await openStream({ source, model, engine });
      return lastValueFrom(stream.predictions$.pipe(toArray()));
    };
    const together = await Promise.all(sounds.map((samples, i) => run(trickle(samples, i))));
    for (const [i, samples] of sounds.entries()) {
      if (i % 7 !== 0) continue;
      const alone = await run(replay(samples, { sampleRate: RATE, pace: 'fast' }));
      expect(scoresOf(together[i] as Prediction[])).toEqual(scoresOf(alone));
    }
  });

  it('go on while others join and leave', async () => {
    await using engine = await createEngine({ transport });
    const long = randomSound(3 * RATE, RATE, 5);
    const steady = await openStream({ source: trickle(long, 3), model: plain, engine });
    const predictions = lastValueFrom(steady.predictions$.pipe(toArray()));
    for (let i = 0; i < 8; i++) {
      const guest = await openStream({ source: trickle(sounds[i] as Float32Array, i), model: plain, engine });
      const some = guest.predictions$.subscribe();
      await new Promise((resolve) => setTimeout(resolve, 5));
      some.unsubscribe();
      await guest.close();
    }
    const alone = await openStream({ source: replay(long, { sampleRate: RATE }), model: plain, engine });
    expect(scoresOf(await predictions)).toEqual(scoresOf(await lastValueFrom(alone.predictions$.pipe(toArray()))));
  });
});
