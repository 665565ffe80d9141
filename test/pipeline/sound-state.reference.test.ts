// The whole hop against its definition: the front end and the network in plain TypeScript and double precision give
// what a SoundState gives.
import { describe, expect, it } from 'vitest';
import type { GruLayer } from '#src/model/layers.js';
import { readKernel } from '#src/node/kernel-file.js';
import { logMelFeatures } from '#src/pipeline/features/reference.js';
import { resampledAt } from '#src/pipeline/frames/reference.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { ReferenceNetwork } from '#src/pipeline/network/reference.js';
import { Program } from '#src/pipeline/program.js';
import { SoundState } from '#src/pipeline/sound-state.js';
import { randomSound } from '../support/random.js';
import { tinyModel } from '../support/tiny-model.js';

const module = await readKernel();
const model = tinyModel({ layers: 2, hidden: 13 });
const { windowSamples, hopSamples, sampleRate } = model.frontEnd;

describe.each([16_000, 44_100, 8000])('SoundState.step() at %i Hz', (rate) => {
  it('gives the features, the state and the scores of the definitions, hop after hop', () => {
    const state = new SoundState(new Program(Kernel.create(module), model), rate);
    const sound = randomSound(rate / 2, rate, 2);
    const atModel = atModelRate(sound, rate, state);
    const network = new ReferenceNetwork(model.layers, model.tensors);
    // the last cell's state is what the stack without the dense layer gives
    const cells = new ReferenceNetwork([model.layers[0] as GruLayer], model.tensors);
    let taken = 0;
    let predictions = 0;
    for (let hop = 1; taken + state.samplesNeeded <= sound.length; hop++) {
      const needed = state.samplesNeeded;
      state.input.set(sound.subarray(taken, taken + needed));
      taken += needed;
      if (!state.step()) continue;
      predictions++;
      const to = hop * hopSamples;
      const features = logMelFeatures(atModel.slice(to - windowSamples, to), model.frontEnd);
      for (const each of [network, cells]) {
        each.input = features;
        each.step();
      }
      near(state.features, features);
      near(state.hidden, cells.scores);
      near(state.scores, network.scores);
    }
    expect(predictions).toBeGreaterThan(40);
  });
});

function near(values: Float32Array, exact: readonly number[]): void {
  expect(values).toHaveLength(exact.length);
  values.forEach((value, i) => {
    expect(Math.abs(value - (exact[i] as number))).toBeLessThan(1e-3);
  });
}

/** The sound at the front end's rate. */
function atModelRate(sound: Float32Array, rate: number, state: SoundState): number[] {
  const design = state.program.resampler(rate);
  if (!design) return Array.from(sound);
  const filter = { inputRate: rate, outputRate: sampleRate, taps: design.taps, passBand: 0.9, stopBandDb: 90 };
  return Array.from({ length: Math.floor((sound.length * sampleRate) / rate) }, (_, m) =>
    resampledAt(sound, m, filter),
  );
}
