// Effects in a page that plays: automation, bypass, statistics, faults, closing, and what opening refuses. In real
// Chromium, with a real AudioContext.
import { beforeAll, describe, expect, it } from 'vitest';
import type { EffectModel } from '#src/model/effect-model.js';
import { writeEffectFile } from '#src/model/file/effect-file.js';
import type { Layer } from '#src/model/layers.js';
import { madeEffect, madeTensors } from '../../support/made-effect.js';
import { withPage } from '../page.js';
import { automateInPage, type Played, playInPage, refusalsInPage } from './in-page.js';

const layers: readonly Layer[] = [{ kind: 'dense', name: 'mix', inputSize: 2, outputSize: 1, activation: 'none' }];

/** y = sound x + knob k */
function mixer(sound: number, knob: number): EffectModel {
  const tensors = new Map([
    ['mix.weight', { shape: [1, 2], values: Float32Array.of(sound, knob) }],
    ['mix.bias', { shape: [1], values: Float32Array.of(0) }],
  ]);
  return madeEffect({ changes: { layers, tensors, knobs: [{ name: 'gain', least: 0, most: 1, initial: 0 }] } });
}

const fileOf = (model: EffectModel) => [...writeEffectFile(model)];

describe('the parameters of an effect', () => {
  it('follow automation sample by sample, stay in their range, and this is told', async () => {
    const { samples, events } = await withPage({ isolated: false }, (page) =>
      page.evaluate(automateInPage, { model: fileOf(mixer(0, 1)), bypass: false }),
    );
    for (const i of [0, 1000, 2401, 4790]) expect(samples[i]).toBeCloseTo((2 * i) / 9600, 4);
    for (const i of [4801, 7000, 9599]) expect(samples[i]).toBe(1);
    expect(events).toEqual([{ kind: 'clamped', message: 'A knob is out of its range: it stands at its end' }]);
  });

  it('bypass without a click: the input replaces its inverse over 10 ms', async () => {
    const { samples } = await withPage({ isolated: false }, (page) =>
      page.evaluate(automateInPage, { model: fileOf(mixer(-1, 0)), bypass: true }),
    );
    const tone = Array.from(samples, (_, i) => 0.5 * Math.sin((2 * Math.PI * 500 * i) / 48_000));
    for (const i of [100, 2000, 4790]) expect(samples[i]).toBeCloseTo(-(tone[i] as number), 3);
    for (const i of [5400, 7000, 9000]) expect(samples[i]).toBeCloseTo(tone[i] as number, 3);
    const steepest = 0.5 * 2 * Math.sin((Math.PI * 500) / 48_000);
    const steps = samples.slice(1).map((v, i) => Math.abs(v - (samples[i] as number)));
    expect(Math.max(...steps)).toBeLessThan(1.1 * steepest);
  });
});

describe('an effect that plays', () => {
  let played: Played;
  let faulty: Played;
  beforeAll(async () => {
    const runaway = madeEffect({ kind: 'rnn', hidden: 4 });
    const rnn = [
      { ...runaway.layers[0], activation: { kind: 'relu', alpha: 0, beta: 0 } },
      runaway.layers[1],
    ] as Layer[];
    const tensors = madeTensors(rnn, 4);
    const grows = Float32Array.from({ length: 16 }, (_, i) => (i % 5 === 0 ? 1.1 : 0));
    tensors.set('rec.weight_hh_l0', { shape: [4, 4], values: grows });
    tensors.set('lin.weight', { shape: [1, 4], values: Float32Array.of(1, 1, 1, 1) });
    await withPage({ isolated: false }, async (page) => {
      const lstm = madeEffect({ kind: 'lstm', hidden: 40, changes: { residual: true } });
      played = await page.evaluate(playInPage, { model: fileOf(lstm), seconds: 2, busyMs: 1000 });
      const model = fileOf({ ...runaway, layers: rnn, tensors });
      faulty = await page.evaluate(playInPage, { model, seconds: 1, busyMs: 0 });
    });
  }, 60_000);

  it('says that its context does not run yet', () => {
    expect(played.told).toEqual([expect.stringMatching(/^the context is suspended: nothing sounds before it runs/)]);
  });

  it('tells its load four times a second, also while the main thread is busy', () => {
    const last = played.stats.at(-1);
    expect(played.stats.length).toBeGreaterThan(8);
    expect(last).toMatchObject({ faults: 0, replaced: 0, clamped: 0 });
    // three seconds of quanta of 128 samples, less what a busy machine loses
    expect(last?.quanta).toBeGreaterThan(600);
    expect(last?.quantumMs).toBeCloseTo(128 / 48, 9);
    expect(last?.load).toBeGreaterThan(0);
    expect(last?.p50Ms).toBeLessThan(last?.quantumMs as number);
    expect(['fine', 'coarse']).toContain(last?.clock);
  });

  it('sounds, and lets the input through when it is bypassed', () => {
    const [wet, dry] = played.levels as [number, number];
    expect(wet).toBeGreaterThan(0.3);
    expect(dry).toBeGreaterThan(0.99);
    expect(dry).toBeLessThan(1.01);
    expect(played.bypassed).toBe(true);
  });

  it('is silent soon after it is closed, and its observables complete', () => {
    expect(played.completed).toBe(true);
    expect(played.afterClose).toBe(0);
  });

  it('tells faults at once, and counts them', () => {
    expect(faulty.events).toContain('fault');
    expect(faulty.stats.at(-1)?.faults).toBeGreaterThan(3);
    expect(faulty.levels[0]).toBeLessThanOrEqual(64);
  });
});

describe('openEffect()', () => {
  it('rejects with one sentence that says what mends it', async () => {
    const told = await withPage({ isolated: false }, (page) =>
      page.evaluate(refusalsInPage, { model: fileOf(mixer(1, 0)) }),
    );
    expect(told).toEqual([
      expect.stringMatching(/^ENGINE_FAILED: .*its context is closed: open a new one/),
      expect.stringMatching(/^RangeError: .*'channels' must be a whole number from 1 to 32: received 0/),
      expect.stringMatching(/^MODEL_MISMATCH: .*of 48000 Hz, the sound has 44100 Hz/),
      expect.stringMatching(/^RangeError: .*the effect has the knobs 'gain': received 'treble'/),
      expect.stringMatching(/^MODEL_UNREADABLE: Cannot read the effect from \/dist\/none.safetensors: .*404/),
      expect.stringMatching(/^KERNEL_UNAVAILABLE: .*404/),
      expect.stringMatching(/^KERNEL_UNAVAILABLE: /),
      expect.stringMatching(
        /^ENGINE_FAILED: .*the worklet does not load from \/dist\/worklets\/none.js: .*404.*'workletUrl'/,
      ),
    ]);
  });
});
