// Many streams of one model in one engine: their networks are stepped together, and each says what it would say alone,
// to the bit.
import { lastValueFrom, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { quantizeModel } from '#src/convert/quantize.js';
import type { Layer } from '#src/model/layers.js';
import { quantizeNetwork } from '#src/model/quantized.js';
import { createEngine, openStream, type Prediction, replay, type Source } from '#src/node/index.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { ReferenceNetwork } from '#src/pipeline/network/reference.js';
import { WasmBackend } from '#src/pipeline/network/wasm.js';
import { randomFloats, randomSound } from '../support/random.js';
import { randomTensors, tinyModel } from '../support/tiny-model.js';

const RATE = 16_000;
const STREAMS = 70; // more than are stepped at once
const plain = tinyModel({ hidden: 20, layers: 2 });
const sounds = Array.from({ length: STREAMS }, (_, i) => randomSound(8000 + 160 * i + i, RATE, i + 1));

const scoresOf = (predictions: readonly Prediction[]) => predictions.map(({ scores }) => [...scores]);

/** Comes in pieces of its own size, after a start of its own. */
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
  it.each(['single precision', '8 bits'])('say what each says alone: %s', async (kind) => {
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
    const heard = lastValueFrom(steady.predictions$.pipe(toArray()));
    for (let i = 0; i < 8; i++) {
      const guest = await openStream({ source: trickle(sounds[i] as Float32Array, i), model: plain, engine });
      const some = guest.predictions$.subscribe();
      await new Promise((resolve) => setTimeout(resolve, 5));
      some.unsubscribe();
      await guest.close();
    }
    const alone = await openStream({ source: replay(long, { sampleRate: RATE }), model: plain, engine });
    expect(scoresOf(await heard)).toEqual(scoresOf(await lastValueFrom(alone.predictions$.pipe(toArray()))));
  });
});

/** Every kind of layer that a step for many streams must keep apart. */
const LAYERS: readonly Layer[] = [
  {
    kind: 'conv1d',
    name: 'conv',
    inputChannels: 6,
    outputChannels: 10,
    kernelSize: 3,
    stride: 1,
    frames: 1,
    history: 2,
    padding: [0, 0],
  },
  { kind: 'activation', name: 'relu', size: 10, function: { kind: 'relu', alpha: 0, beta: 0 } },
  { kind: 'gru', name: 'before', inputSize: 10, hiddenSize: 9, layers: 1, resetAfter: false },
  { kind: 'lstm', name: 'lstm', inputSize: 9, hiddenSize: 11, layers: 2, projectionSize: 5, peepholes: true },
  { kind: 'layer-norm', name: 'norm', frames: 1, size: 5, epsilon: 1e-5 },
  { kind: 'rnn', name: 'rnn', inputSize: 5, hiddenSize: 7, layers: 1 },
  { kind: 'delay', name: 'late', of: 'rnn', size: 7 },
  { kind: 'concat', name: 'both', from: ['rnn', 'late'] },
  { kind: 'scale', name: 'scale', frames: 1, size: 14 },
  { kind: 'dense', name: 'fc', inputSize: 14, outputSize: 4, activation: 'softmax' },
];

describe('a network of every kind of layer', () => {
  it.each(['single precision', '8 bits'])(
    'gives each of many streams the bits that it gives it alone: %s',
    async (kind) => {
      const kernel = Kernel.create(await readKernel());
      const tensors = randomTensors(LAYERS, 3, 0.5);
      const backend = new WasmBackend(kernel, LAYERS, kind === '8 bits' ? quantizeNetwork(LAYERS, tensors) : tensors);
      const [streams, steps] = [13, 6];
      const inputs = Array.from({ length: streams }, (_, stream) => randomFloats(6 * steps, stream + 1, 2));
      const place = () => ({ inputAt: kernel.allocate(32), stateAt: kernel.allocate(backend.shape.stateBytes) });
      const scores = (stateAt: number) => [...kernel.floats(stateAt + backend.shape.scoresOffset, 4)];
      const together = backend.batch(16);
      const places = inputs.map(place);
      const said: number[][][] = inputs.map(() => []);
      for (let step = 0; step < steps; step++) {
        // the streams change places, and every third step one is left out and steps after the others
        const order = places.map((_, i) => (i * 5 + step) % streams);
        const [late] = step % 3 === 0 ? order.splice(2, 1) : [];
        for (const [stream, i] of order.entries()) {
          const { inputAt, stateAt } = places[i] as { inputAt: number; stateAt: number };
          kernel.floats(inputAt, 6).set((inputs[i] as Float32Array).subarray(6 * step, 6 * step + 6));
          together.set(stream, inputAt, stateAt);
        }
        together.count = order.length;
        together.step();
        if (late !== undefined) {
          const { inputAt, stateAt } = places[late] as { inputAt: number; stateAt: number };
          kernel.floats(inputAt, 6).set((inputs[late] as Float32Array).subarray(6 * step, 6 * step + 6));
          backend.network(inputAt, stateAt).step();
        }
        for (const [i, { stateAt }] of places.entries()) said[i]?.push(scores(stateAt));
      }
      for (const [i, input] of inputs.entries()) {
        const { inputAt, stateAt } = place();
        const network = backend.network(inputAt, stateAt);
        const alone = Array.from({ length: steps }, (_, step) => {
          kernel.floats(inputAt, 6).set(input.subarray(6 * step, 6 * step + 6));
          network.step();
          return scores(stateAt);
        });
        expect(said[i]).toEqual(alone);
      }
      if (kind === '8 bits') return;
      const twin = new ReferenceNetwork(LAYERS, tensors);
      for (let step = 0; step < steps; step++) {
        twin.input = Array.from((inputs[0] as Float32Array).subarray(6 * step, 6 * step + 6));
        twin.step();
        twin.scores.forEach((score, j) => {
          expect(Math.abs(score - ((said[0] as number[][])[step] as number[])[j]!)).toBeLessThan(1e-5);
        });
      }
    },
  );
});
