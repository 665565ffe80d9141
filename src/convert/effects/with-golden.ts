// The golden vector of an effect that is made here.
import { answers } from '../../effects/golden.js';
import type { EffectModel } from '../../model/effect-model.js';
import type { Tensor } from '../../model/layers.js';

const GOLDEN_SAMPLES = 64;

/** The golden vector of a model that has none, from seeded noise that falls silent. */
export function withGolden(module: WebAssembly.Module, model: EffectModel, random: () => number): EffectModel {
  const width = 1 + model.knobs.length;
  const rows = new Float32Array(GOLDEN_SAMPLES * width);
  for (let i = 0; i < GOLDEN_SAMPLES; i++) {
    rows[i * width] = i < GOLDEN_SAMPLES / 2 ? random() : 0;
    for (const [k, { least, most }] of model.knobs.entries())
      rows[i * width + 1 + k] = least + ((most - least) * (1 + random())) / 2;
  }
  const golden: readonly (readonly [string, Tensor])[] = [
    ['golden.inputs', { shape: [GOLDEN_SAMPLES, width], values: rows }],
    ['golden.outputs', { shape: [GOLDEN_SAMPLES, 1], values: answers(module, model, rows) }],
  ];
  return { ...model, tensors: new Map([...model.tensors, ...golden]) };
}
