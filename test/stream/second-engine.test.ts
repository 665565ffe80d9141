// Models that run on onnxruntime-web behind the same contract: the same stream, with its states and snapshots.
import { lastValueFrom, take, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { convert } from '#src/convert/convert.js';
import { readModel, writeModel } from '#src/model/file/model-file.js';
import type { Model } from '#src/model/model.js';
import { rawWindow } from '#src/model/named-front-ends.js';
import { createEngine, openStream, type Prediction, replay, samplesInSnapshot } from '#src/node/index.js';
import { readKernel } from '#src/node/kernel-file.js';
import { fixtureBytes } from '../support/fixtures.js';
import { randomFloats } from '../support/random.js';

const sampleRate = 1000;
const frontEnd = rawWindow({ sampleRate, windowSamples: 4, hopSamples: 4 });

async function modelOn(engine: 'kernel' | 'onnxruntime-web'): Promise<Model> {
  const bytes = await fixtureBytes('gru-step.onnx');
  const { model } = await convert(await readKernel(), bytes, { frontEnd, labels: ['none', 'a', 'b'], engine });
  return readModel(writeModel(model)); // through a file, as users have it
}

const [ours, theirs] = [await modelOn('kernel'), await modelOn('onnxruntime-web')];
const samples = randomFloats(4 * 200, 7);

async function predictionsOf(model: Model, transport: 'shared' | 'messages', from = 0, snapshot?: Uint8Array) {
  const source = replay(samples.subarray(from), { sampleRate, pace: 'fast' });
  const stream = await openStream({ source, model, transport, ...(snapshot ? { snapshot } : {}) });
  return lastValueFrom(stream.predictions$.pipe(toArray()));
}

const scoresOf = (predictions: readonly Prediction[]) => predictions.map(({ scores }) => [...scores]);

function expectNear(a: readonly Prediction[], b: readonly Prediction[]): void {
  const [x, y] = [scoresOf(a).flat(), scoresOf(b).flat()];
  expect(x).toHaveLength(y.length);
  expect(Math.max(...x.map((value, i) => Math.abs(value - (y[i] as number))))).toBeLessThan(1e-5);
}

describe.each(['shared', 'messages'] as const)('a model on onnxruntime-web, transport %s', (transport) => {
  it('gives every prediction, and what our kernel gives', async () => {
    const [a, b] = [await predictionsOf(ours, transport), await predictionsOf(theirs, transport)];
    expect(b.map(({ index }) => index)).toEqual(Array.from({ length: 200 }, (_, i) => i));
    expectNear(a, b);
  });

  it('shares an engine with others, each with its own state', async () => {
    await using engine = await createEngine({ transport });
    const run = async (model: Model) => {
      const stream = await openStream({ source: replay(samples, { sampleRate, pace: 'fast' }), model, engine });
      return lastValueFrom(stream.predictions$.pipe(toArray()));
    };
    const [a, b, c] = await Promise.all([run(theirs), run(ours), run(theirs)]);
    expect(scoresOf(a)).toEqual(scoresOf(c));
    expectNear(a, b);
  });

  it('continues from a snapshot with the same bits', async () => {
    const whole = await predictionsOf(theirs, transport);
    const stream = await openStream({
      source: replay(samples, { sampleRate, pace: 'fast' }),
      model: theirs,
      transport,
    });
    const heard = lastValueFrom(stream.predictions$.pipe(take(20), toArray()));
    const snapshot = await stream.snapshot();
    await heard;
    await stream.close();
    const from = samplesInSnapshot(snapshot);
    const rest = await predictionsOf(theirs, transport, from, snapshot);
    expect(scoresOf(rest)).toEqual(scoresOf(whole).slice(from / 4));
  });

  it('may be closed while a step is under way', async () => {
    for (let i = 0; i < 5; i++) {
      const stream = await openStream({
        source: replay(samples, { sampleRate, pace: 'fast' }),
        model: theirs,
        transport,
      });
      const first = lastValueFrom(stream.predictions$.pipe(take(1 + i)));
      await first;
      await stream.close();
    }
  });
});

describe('a model on onnxruntime-web', () => {
  it('is refused where its golden vector does not come out', async () => {
    const golden = theirs.tensors.get('golden.outputs');
    const wrong = new Map(theirs.tensors);
    wrong.set('golden.outputs', { shape: golden!.shape, values: golden!.values.map((x) => x + 0.01) });
    const opening = openStream({
      source: replay(samples, { sampleRate, pace: 'fast' }),
      model: { ...theirs, tensors: wrong },
    });
    await expect(opening).rejects.toMatchObject({ code: 'MODEL_MISMATCH' });
  });

  it('is refused where onnxruntime-web refuses the file', async () => {
    const broken = { ...theirs, onnx: { ...theirs.onnx!, bytes: Uint8Array.of(1, 2, 3) } };
    const opening = openStream({ source: replay(samples, { sampleRate, pace: 'fast' }), model: broken });
    await expect(opening).rejects.toMatchObject({ code: 'MODEL_UNREADABLE' });
  });
});
