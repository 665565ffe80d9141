// Effects on arrays: the kernel against the network in double precision, and what may not change its bits.
import { describe, expect, it } from 'vitest';
import { OfflineEffect } from '#src/effects/offline.js';
import type { EffectModel } from '#src/model/effect-model.js';
import type { Layer } from '#src/model/layers.js';
import { readKernel } from '#src/node/kernel-file.js';
import { ReferenceNetwork } from '#src/pipeline/network/reference.js';
import { difference, effectsKernel, madeEffect, madeTensors, noise, sine } from '../support/made-effect.js';

const RATE = 48_000;

/** What the definition gives, in double precision. */
function expected(model: EffectModel, samples: Float32Array, knobs: readonly number[] = []): number[] {
  const network = new ReferenceNetwork(model.layers, model.tensors);
  return Array.from(samples, (sample) => {
    const driven = sample * model.inputGain;
    network.input = [driven, ...knobs];
    network.step();
    return ((network.scores[0] as number) + (model.residual ? driven : 0)) * model.outputGain;
  });
}

function rendered(model: EffectModel, samples: Float32Array, options = {}): Float32Array {
  const effect = new OfflineEffect(effectsKernel, model, { sampleRate: RATE, ...options });
  return effect.process([samples])[0] as Float32Array;
}

describe('OfflineEffect.process()', () => {
  it.each([
    ['lstm', 4, 1, 0],
    ['lstm', 40, 1, 0],
    ['lstm', 13, 2, 2],
    ['gru', 8, 1, 0],
    ['gru', 9, 3, 1],
    ['gru', 64, 1, 0],
    ['rnn', 4, 1, 1],
    ['rnn', 30, 2, 0],
  ] as const)('gives what the equations give: %s of %i, %i layers, %i knobs', (kind, hidden, stack, knobs) => {
    const model = madeEffect({ kind, hidden, stack, knobs });
    const samples = noise(600);
    const values = [0.25, 0.75].slice(0, knobs);
    const told = Object.fromEntries(values.map((value, i) => [`knob${i}`, value]));
    const off = difference(rendered(model, samples, { knobs: told }), expected(model, samples, values));
    expect(off).toBeLessThan(1e-6);
  });

  it('runs dense layers, functions, gains and the residual around a cell', () => {
    const layers: readonly Layer[] = [
      { kind: 'dense', name: 'first', inputSize: 1, outputSize: 6, activation: 'none' },
      { kind: 'activation', name: 'tanh', size: 6, function: { kind: 'tanh', alpha: 0, beta: 0 } },
      { kind: 'gru', name: 'gru', inputSize: 6, hiddenSize: 7, layers: 1 },
      { kind: 'dense', name: 'second', inputSize: 7, outputSize: 5, activation: 'sigmoid' },
      { kind: 'dense', name: 'last', inputSize: 5, outputSize: 1, activation: 'none' },
      { kind: 'activation', name: 'slope', size: 1, function: { kind: 'leaky-relu', alpha: 0.3, beta: 0 } },
    ];
    const changes = { layers, tensors: madeTensors(layers, 2), residual: true, inputGain: 0.5, outputGain: -2 };
    const model = madeEffect({ changes });
    const samples = noise(500);
    expect(difference(rendered(model, samples), expected(model, samples))).toBeLessThan(1e-6);
  });

  it('begins with the states that the model has', () => {
    const [rec, lin] = madeEffect({ kind: 'lstm', hidden: 6 }).layers as [Layer, Layer];
    const layers = [{ ...rec, initial: true } as Layer, lin];
    const model = madeEffect({ hidden: 6, changes: { layers, tensors: madeTensors(layers, 2) } });
    const samples = noise(50);
    expect(difference(rendered(model, samples), expected(model, samples))).toBeLessThan(1e-6);
    expect(Math.abs(rendered(model, samples)[0] as number)).toBeGreaterThan(0.01);
  });

  it.each([1, 2, 4] as const)('gives the same bits whatever the blocks are, with %i steps a sample', (oversample) => {
    const model = madeEffect({ kind: 'gru', hidden: 12, knobs: 1 });
    const samples = noise(3000);
    const whole = rendered(model, samples, { oversample });
    const effect = new OfflineEffect(effectsKernel, model, { sampleRate: RATE, oversample });
    const parts: number[] = [];
    for (let from = 0, size = 1; from < samples.length; from += size, size = (size * 7 + 3) % 400) {
      size = Math.max(1, size);
      parts.push(...(effect.process([samples.subarray(from, from + size)])[0] as Float32Array));
    }
    expect(Float32Array.from(parts)).toEqual(whole);
  });

  it('keeps the channels apart', () => {
    const model = madeEffect();
    const effect = new OfflineEffect(effectsKernel, model, { sampleRate: RATE, channels: 2 });
    const [left, right] = [noise(400, 5), noise(400, 6)];
    const both = effect.process([left, right]);
    expect(both).toEqual([rendered(model, left), rendered(model, right)]);
  });

  it('is later by whole samples when it is oversampled, and says by how many', () => {
    const layers: readonly Layer[] = [{ kind: 'dense', name: 'wire', inputSize: 1, outputSize: 1, activation: 'none' }];
    const tensors = new Map([
      ['wire.weight', { shape: [1, 1], values: Float32Array.of(1) }],
      ['wire.bias', { shape: [1], values: Float32Array.of(0) }],
    ]);
    const wire = madeEffect({ changes: { layers, tensors } });
    const tone = sine(4000, 997, RATE, 0.5);
    for (const [oversample, latency] of [
      [1, 0],
      [2, 39],
      [4, 45],
    ] as const) {
      const effect = new OfflineEffect(effectsKernel, wire, { sampleRate: RATE, oversample });
      const out = effect.process([tone])[0] as Float32Array;
      expect(effect.latencySamples).toBe(latency);
      expect(difference(out.subarray(1000 + latency), tone.subarray(1000, 4000 - latency))).toBeLessThan(1e-5);
    }
  });

  it('counts outputs beyond full scale, inputs that are no numbers, and knobs out of range', () => {
    const model = madeEffect({ knobs: 1, changes: { residual: true, outputGain: 3 } });
    const effect = new OfflineEffect(effectsKernel, model, { sampleRate: RATE, knobs: { knob0: 7 } });
    const samples = Float32Array.from(noise(1000), (v, i) => (i === 10 || i === 20 ? Number.NaN : 2 * v));
    const out = effect.process([samples])[0] as Float32Array;
    const loud = out.filter((v) => Math.abs(v) > 1).length;
    expect(loud).toBeGreaterThan(100);
    expect(effect.counters).toEqual({ faults: 0, replaced: 2, clipped: loud, clamped: 1000 });
    expect(effect.told).toEqual([
      expect.stringMatching(/^the knob 'knob0' goes from 0 to 1: received 7, and it stands at 1$/),
    ]);
    const atItsEnd = new OfflineEffect(effectsKernel, model, { sampleRate: RATE, knobs: { knob0: 1 } });
    expect(atItsEnd.process([samples])[0]).toEqual(out);
  });

  it('refuses options and sound that it cannot take, in one sentence', () => {
    const open = (options: object) => () =>
      new OfflineEffect(effectsKernel, madeEffect(), { sampleRate: RATE, ...options });
    expect(open({ sampleRate: 0 })).toThrow(/'sampleRate' must be above 0/);
    expect(open({ channels: 0 })).toThrow(/'channels' must be a whole number from 1 to 64/);
    expect(open({ oversample: 3 })).toThrow(/'oversample' must be 1, 2 or 4: received 3/);
    expect(open({ otherRate: 'perhaps' })).toThrow(/'otherRate' must be 'correct', 'refuse' or 'ignore'/);
    expect(open({ knobs: { gain: 1 } })).toThrow(/the effect has no knobs: received 'gain'/);
    expect(() => open({})().process([])).toThrow(/it takes 1 channels of one length/);
  });

  it('refuses a layer that effects do not run, by its name', () => {
    const layers: readonly Layer[] = [
      { kind: 'gru', name: 'before', inputSize: 1, hiddenSize: 4, layers: 1, resetAfter: false },
    ];
    const model = madeEffect({ changes: { layers, tensors: madeTensors(layers, 4) } });
    expect(() => new OfflineEffect(effectsKernel, model, { sampleRate: RATE })).toThrow(
      expect.objectContaining({
        code: 'MODEL_UNREADABLE',
        message: expect.stringMatching(/the layer 'before' has its reset gate before the product/),
      }),
    );
  });

  it('refuses a module that is another kernel', async () => {
    const module = await readKernel();
    expect(() => new OfflineEffect(module, madeEffect(), { sampleRate: RATE })).toThrow(
      expect.objectContaining({ code: 'KERNEL_UNAVAILABLE' }),
    );
  });
});

describe('an effect that gives no sound', () => {
  /** A plain recurrent network whose state grows without end. */
  const layers: readonly Layer[] = [
    {
      kind: 'rnn',
      name: 'rec',
      inputSize: 1,
      hiddenSize: 4,
      layers: 1,
      activation: { kind: 'relu', alpha: 0, beta: 0 },
    },
    { kind: 'dense', name: 'lin', inputSize: 4, outputSize: 1, activation: 'none' },
  ];
  const tensors = madeTensors(layers, 4);
  const identity = Float32Array.from({ length: 16 }, (_, i) => (i % 5 === 0 ? 1.02 : 0));
  tensors.set('rec.weight_hh_l0', { shape: [4, 4], values: identity });
  tensors.set('rec.weight_ih_l0', { shape: [4, 1], values: Float32Array.of(1, 1, 1, 1) });
  tensors.set('lin.weight', { shape: [1, 4], values: Float32Array.of(1, 1, 1, 1) });
  for (const name of ['rec.bias_ih_l0', 'rec.bias_hh_l0'])
    tensors.set(name, { shape: [4], values: new Float32Array(4) });
  const runaway = madeEffect({ changes: { layers, tensors } });

  it('is silent at once, for 50 ms, and rises from rest', () => {
    const effect = new OfflineEffect(effectsKernel, runaway, { sampleRate: RATE });
    // a click, after which the state would grow for ever
    const samples = Float32Array.from({ length: RATE }, (_, i) => (i === 0 ? 1 : 0));
    const out = effect.process([samples])[0] as Float32Array;
    const most = out.reduce((largest, v) => Math.max(largest, Math.abs(v)), 0);
    expect(most).toBeLessThanOrEqual(64);
    expect(effect.counters.faults).toBe(1);
    const at = out.findIndex((v, i) => i > 1 && v === 0 && Math.abs(out[i - 1] as number) > 10);
    expect(at).toBeGreaterThan(0);
    expect(out.subarray(at, at + 2400).every((v) => v === 0)).toBe(true);
  });

  it('counts each time that it has to be silenced', () => {
    const effect = new OfflineEffect(effectsKernel, runaway, { sampleRate: RATE });
    effect.process([new Float32Array(RATE).fill(0.5)]);
    expect(effect.counters.faults).toBeGreaterThan(3);
  });

  it('never gives a number that is not finite, oversampled too', () => {
    const effect = new OfflineEffect(
      effectsKernel,
      { ...runaway, outputGain: 1e30 },
      { sampleRate: RATE, oversample: 4 },
    );
    const out = effect.process([new Float32Array(20_000).fill(1e10)])[0] as Float32Array;
    expect(out.every(Number.isFinite)).toBe(true);
    expect(effect.counters.faults).toBeGreaterThan(0);
  });
});
