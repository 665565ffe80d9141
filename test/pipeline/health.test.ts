// A state that cannot be used: it is found within the hop, counted, reported, and replaced.
import { lastValueFrom, toArray } from 'rxjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { crc32 } from '#src/model/crc32.js';
import { openStream, type Prediction, replay, type StreamOptions } from '#src/node/index.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { WasmBackend } from '#src/pipeline/network/wasm.js';
import { Program } from '#src/pipeline/program.js';
import { SoundState } from '#src/pipeline/sound-state.js';
import { randomSound } from '../support/random.js';
import { randomTensors, tinyModel } from '../support/tiny-model.js';

const RATE = 16_000;
const HOP = 160;
const model = tinyModel({ layers: 2 });
const sound = randomSound(8 * RATE, RATE, 4);
let kernel: Kernel;

beforeAll(async () => {
  kernel = Kernel.create(await readKernel());
});

/** Twin of unhealthy. */
function unhealthy(x: readonly number[], bounded: number, limit: number): number {
  if (x.some((value) => !Number.isFinite(Math.fround(value)))) return -1;
  return x.slice(0, bounded).filter((value) => Math.abs(Math.fround(value)) >= Math.fround(limit)).length;
}

describe('unhealthy()', () => {
  const ask = (x: readonly number[], bounded: number, limit = 0.999) =>
    kernel.functions.unhealthy(kernel.place(x), x.length, bounded, limit);

  it('agrees with its twin, wherever the bad number lies', () => {
    for (const bad of [Number.NaN, -Number.NaN, Infinity, -Infinity, 3.4e38, -1e-45, 0.999, -1, 0.9989]) {
      for (let at = 0; at < 24; at++) {
        const x = Array.from({ length: 24 }, (_, i) => (i === at ? bad : Math.sin(i) / 2));
        for (const bounded of [0, 8, 24]) expect(ask(x, bounded)).toBe(unhealthy(x, bounded, 0.999));
      }
    }
  });

  it('finds every NaN', () => {
    const words = new Int32Array([0x7f800001, 0x7fc00000, 0x7fffffff, -1, -0x7fffff]);
    for (const word of words) {
      const at = kernel.place([0.5, 0.5, 0.5, 0.5]);
      kernel.integers(at, 4)[2] = word;
      expect(kernel.functions.unhealthy(at, 4, 4, 1)).toBe(-1);
    }
  });
});

describe('WasmBackend.shape.carried', () => {
  it('covers the whole state, and puts the units that tanh bounds first', () => {
    const { carried, stateBytes } = new Program(kernel, model).backend.shape;
    // two layers of 12 units, then four scores
    expect(carried).toEqual([{ at: 0, floats: 28, bounded: 24 }]);
    expect(stateBytes).toBe(28 * 4);
  });

  it('does not count the cell of an LSTM as bounded, nor a relu unit', () => {
    const of = (layers: Parameters<typeof randomTensors>[0]) =>
      new WasmBackend(kernel, layers, randomTensors(layers, 1)).shape.carried;
    const [inputSize, hiddenSize, layers] = [4, 8, 2];
    expect(of([{ kind: 'lstm', name: 'r', inputSize, hiddenSize, layers }])).toEqual([
      { at: 0, floats: 16, bounded: 8 },
      { at: 64, floats: 16, bounded: 8 },
    ]);
    const activation = { kind: 'relu', alpha: 0, beta: 0 } as const;
    expect(of([{ kind: 'rnn', name: 'r', inputSize, hiddenSize, layers, activation }])).toEqual([
      { at: 0, floats: 16, bounded: 0 },
    ]);
  });
});

/** The snapshot with `value` in one hidden unit and a right checksum. */
function poisoned(snapshot: Uint8Array, value: number, floatsFromEnd: number): Uint8Array {
  const bytes = snapshot.slice();
  const view = new DataView(bytes.buffer);
  view.setFloat32(bytes.length - 4 * floatsFromEnd, value, true);
  view.setUint32(8, crc32(bytes.subarray(16)), true);
  return bytes;
}

/** The state is the end of the snapshot: the first layer's h starts 28 floats before it. */
const FIRST_UNIT = 28;
const SECOND_LAYER = 16;

async function snapshotAfter(hops: number): Promise<Uint8Array> {
  const state = new SoundState(new Program(Kernel.create(await readKernel()), model), RATE);
  for (let hop = 0; hop < hops; hop++) {
    state.input.set(sound.subarray(hop * HOP, (hop + 1) * HOP));
    state.step();
  }
  return state.snapshot();
}

async function run(more: Partial<StreamOptions>, samples = sound) {
  const stream = await openStream({ source: replay(samples, { sampleRate: RATE }), model, ...more });
  const [predictions, events, stats] = await Promise.all([
    lastValueFrom(stream.predictions$.pipe(toArray())),
    lastValueFrom(stream.events$.pipe(toArray())),
    lastValueFrom(stream.stats$),
  ]);
  return { predictions, events, stats };
}

const scores = (predictions: readonly Prediction[]) => predictions.map((each) => [...each.scores]);

describe('a stream whose state is not finite', () => {
  it.each([
    ['NaN in the first layer', Number.NaN, FIRST_UNIT],
    ['an infinity in the second layer', -Infinity, SECOND_LAYER],
  ])('starts its network over within the hop, and reports it: %s', async (_, value, at) => {
    const healthy = await snapshotAfter(200);
    const rest = sound.slice(200 * HOP);
    const { predictions, events, stats } = await run({ snapshot: poisoned(healthy, value, at) }, rest);
    expect(stats.unhealthy).toBe(1);
    expect(events).toEqual([{ kind: 'unhealthy', reason: 'not-finite', endsAtMs: 2010 }]);
    expect(predictions[0]?.index).toBe(198);
    expect(predictions.findIndex(({ settled }) => settled)).toBe(100);
    // from there on it predicts what a network predicts that starts with this window
    const state = new SoundState(new Program(Kernel.create(await readKernel()), model), RATE);
    state.restore(healthy);
    const saved = new Uint8Array(state.stateBytes);
    state.save(saved, 0);
    saved.fill(0, saved.length - 4 * FIRST_UNIT);
    state.load(saved);
    const expected: number[][] = [];
    for (let hop = 0; (hop + 1) * HOP <= rest.length; hop++) {
      state.input.set(rest.subarray(hop * HOP, (hop + 1) * HOP));
      state.step();
      expected.push([...state.scores]);
    }
    expect(scores(predictions)).toEqual(expected);
  });

  it("stays as it is with onUnhealthy: 'report', is counted with every hop, and predicts the background", async () => {
    const snapshot = poisoned(await snapshotAfter(200), Number.NaN, FIRST_UNIT);
    const { predictions, events, stats } = await run({ snapshot, onUnhealthy: 'report' }, sound.slice(0, 50 * HOP));
    expect(stats.unhealthy).toBe(50);
    expect(events).toHaveLength(1);
    expect(scores(predictions)).toEqual(predictions.map(() => [1, 0, 0, 0]));
  });

  it('does not change the other streams of its batch', async () => {
    const { createEngine } = await import('#src/node/index.js');
    await using engine = await createEngine();
    const rest = sound.slice(200 * HOP);
    const snapshot = poisoned(await snapshotAfter(200), Number.NaN, FIRST_UNIT);
    const [ill, ...others] = await Promise.all([
      run({ engine, snapshot }, rest),
      run({ engine }, rest),
      run({ engine }, rest),
    ]);
    expect(ill.stats.unhealthy).toBe(1);
    for (const { predictions, stats } of others) {
      expect(stats.unhealthy).toBe(0);
      expect(scores(predictions)).toEqual(scores((await run({}, rest)).predictions));
    }
  });
});

describe('a network whose weights are not finite', () => {
  it('predicts the background with certainty, is never settled, and is reported once', async () => {
    const tensors = new Map(model.tensors);
    const weight = tensors.get('gru.weight_hh_l0')!;
    tensors.set('gru.weight_hh_l0', { ...weight, values: weight.values.map((w, i) => (i === 7 ? Number.NaN : w)) });
    const { predictions, events, stats } = await run({ model: { ...model, tensors } }, sound.slice(0, 2 * RATE));
    expect(stats.unhealthy).toBe(predictions.length);
    expect(events).toHaveLength(1);
    expect(predictions.some(({ settled }) => settled)).toBe(false);
    expect(scores(predictions)).toEqual(predictions.map(() => [1, 0, 0, 0]));
  });
});

describe('a state that is saturated', () => {
  /** Weights so large that every unit is at its bound whatever the input is. */
  const stuck = () => {
    const tensors = new Map(model.tensors);
    for (const layer of [0, 1]) {
      const values = new Float32Array(36).map((_, i) => (i < 12 ? 0 : i < 24 ? -20 : i % 2 ? 20 : -20));
      tensors.set(`gru.bias_ih_l${layer}`, { shape: [36], values });
    }
    const scale = (name: string) => {
      const tensor = tensors.get(name)!;
      tensors.set(name, { ...tensor, values: tensor.values.map((w) => w / 100) });
    };
    for (const layer of [0, 1]) for (const which of ['ih', 'hh']) scale(`gru.weight_${which}_l${layer}`);
    return { ...model, tensors };
  };

  it('is found after five seconds, is counted once each time, and starts over', async () => {
    const { predictions, events, stats } = await run({ model: stuck() });
    expect(stats.unhealthy).toBe(1);
    expect(events).toEqual([{ kind: 'unhealthy', reason: 'saturated', endsAtMs: predictions[499]?.endsAtMs }]);
    expect(predictions[498]?.settled).toBe(true);
    expect(predictions[499]?.settled).toBe(false);
    expect(predictions.every((each) => each.scores.every(Number.isFinite))).toBe(true);
  });

  it('is not found in a network that works', async () => {
    expect((await run({})).stats.unhealthy).toBe(0);
  });
});

describe('samples of the largest size', () => {
  it('give features that are not finite; the stream recovers after them', async () => {
    const wild = sound.slice(0, 2 * RATE);
    wild.fill(3e38, 8000, 8160);
    const { predictions, stats } = await run({}, wild);
    expect(predictions.every((each) => each.scores.every(Number.isFinite))).toBe(true);
    expect(stats.unhealthy).toBeLessThanOrEqual(4);
    const last = (await run({}, sound.slice(0, 2 * RATE))).predictions.at(-1) as Prediction;
    expect(predictions.at(-1)?.scores.indexOf(Math.max(...(predictions.at(-1)?.scores ?? [])))).toBe(
      last.scores.indexOf(Math.max(...last.scores)),
    );
  });
});
