// The golden vector of an effect: what it gave to a few samples when it was made. An effect that gives something else
// now has another gate order, other weights or another convention, and is refused.
import { SluiceError } from '../errors.js';
import type { EffectModel } from '../model/effect-model.js';
import { makeImage } from './image.js';
import { planRate } from './rate.js';
import { EffectRenderer } from './renderer.js';

/** Differences of the outputs at most, times the largest output where that is above 1. */
export const GOLDEN_TOLERANCE = 1e-5;

/** Throws SluiceError MODEL_MISMATCH. A model without a golden vector passes. */
export function checkGolden(module: WebAssembly.Module, model: EffectModel): void {
  const inputs = model.tensors.get('golden.inputs');
  const outputs = model.tensors.get('golden.outputs');
  if (!inputs && !outputs) return;
  const width = 1 + model.knobs.length;
  if (!inputs || !outputs || inputs.values.length !== width * outputs.values.length)
    throw mismatch(model, 'its golden vector is incomplete, or of another shape');
  const ours = answers(module, model, inputs.values);
  let worst = 0;
  for (const [i, value] of outputs.values.entries()) worst = Math.max(worst, Math.abs(value - (ours[i] as number)));
  const bound = GOLDEN_TOLERANCE * outputs.values.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  if (worst <= bound) return;
  throw mismatch(
    model,
    `its golden vector must come out within ${bound}: received a difference of ${worst.toPrecision(3)}`,
  );
}

/** What the effect gives from rest at its own rate to `rows`, (samples, 1 + knobs). */
export function answers(module: WebAssembly.Module, model: EffectModel, rows: Float32Array): Float32Array {
  const width = 1 + model.knobs.length;
  const frames = rows.length / width;
  const free = { ...model, knobs: model.knobs.map((knob) => ({ ...knob, least: -FREE, most: FREE })) };
  const rate = planRate({ modelRate: null, soundRate: 48_000, oversample: 1, otherRate: 'ignore' });
  const knobs = model.knobs.map(({ initial }) => initial);
  const renderer = new EffectRenderer(module, makeImage(free, { rate, soundRate: 48_000, channels: 1, frames, knobs }));
  const columns = [renderer.inputs[0] as Float32Array, ...renderer.knobs];
  for (const [column, values] of columns.entries())
    for (let i = 0; i < frames; i++) values[i] = rows[i * width + column] as number;
  for (let i = 0; i < model.knobs.length; i++) renderer.turn(i, true);
  renderer.render(frames);
  return (renderer.outputs[0] as Float32Array).slice();
}

/** A golden vector is beyond the range of knobs, too, where the original was asked there. */
const FREE = 1e6;

function mismatch({ name }: EffectModel, why: string): SluiceError {
  return new SluiceError('MODEL_MISMATCH', `Cannot use the model '${name}': ${why}`);
}
