// A PyTorch state dict as an effect: its layers as for any other model, and what makes them an effect from a
// description: { "effect": { "sampleRate": 44100, "residual": true, "knobs": ["gain"] }, "layers": ["rec", "lin"] }.
import * as v from 'valibot';
import { harmless } from '../../harmless-text.js';
import { inputSizeOf } from '../../model/flow.js';
import type { Tensor } from '../../model/layers.js';
import type { Description } from '../description.js';
import { readNetwork } from '../network.js';
import type { Beside, ReadNetwork } from '../read-network.js';
import { readTensorNetwork } from '../tensor-network.js';
import { UnconfirmedError } from '../unconfirmed.js';
import {
  type EffectDescription,
  effectOf,
  type ForeignEffect,
  isStateDictJson,
  openQuestions,
  unreadable,
} from './foreign-effect.js';

const number = v.pipe(v.number(), v.finite());

const Schema = v.strictObject({
  name: v.exactOptional(v.string()),
  sampleRate: v.exactOptional(v.pipe(number, v.minValue(1))),
  residual: v.exactOptional(v.boolean()),
  inputGain: v.exactOptional(number),
  outputGain: v.exactOptional(number),
  knobs: v.exactOptional(
    v.array(
      v.union([
        v.string(),
        v.strictObject({
          name: v.string(),
          least: v.exactOptional(number),
          most: v.exactOptional(number),
          initial: v.exactOptional(number),
        }),
      ]),
    ),
  ),
});

/** The part `effect` of a description. Throws SluiceError MODEL_UNREADABLE. `from`: the file's name. */
export function readEffectDescription(value: unknown, from: string): EffectDescription {
  const parsed = v.safeParse(Schema, value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw unreadable(`of ${from}, 'effect.${v.getDotPath(issue) ?? ''}': ${harmless(issue.message)}`);
}

/**
 * Rejects as `readNetwork`, and with UnconfirmedError where the file leaves open what the network does and nobody has
 * said so.
 */
export async function readDescribedEffect(
  bytes: Uint8Array,
  description: Description,
  told: EffectDescription,
  beside: Beside,
): Promise<ForeignEffect> {
  // what an amplifier gives is no probability
  const plain: Description = { activation: 'none', ...description };
  const read = isStateDict(bytes)
    ? await readTensorNetwork(tensorsOfJson(bytes), plain, beside)
    : await readNetwork(bytes, plain, beside);
  const { recognised, facts, assumed, warnings } = read;
  if (assumed.length > 0 && !description.assume)
    throw new UnconfirmedError({ kind: 'model', recognised, facts, assumed, warnings }, HOW);
  return foreignOf(read, told, description);
}

const HOW = 'confirm it with --assume, or better say what the network does: --layers rec,lin';

function foreignOf(read: ReadNetwork, told: EffectDescription, { name }: Description): ForeignEffect {
  if (read.onnx) throw unreadable(`effects run on the kernel alone, and this needs onnxruntime-web: ${read.because}`);
  const inputs = inputSizeOf(read.layers);
  const { layers, tensors, recognised, facts, assumed, warnings } = read;
  const model = effectOf({ layers, tensors }, inputs, name === undefined ? {} : { name }, told);
  return { model, recognised, facts, assumed, warnings: [...warnings, ...openQuestions(model, told)] };
}

function isStateDict(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7b;
}

function tensorsOfJson(bytes: Uint8Array): Parameters<typeof readTensorNetwork>[0] {
  const json: unknown = JSON.parse(new TextDecoder().decode(bytes));
  if (!isStateDictJson(json)) throw unreadable('its JSON is no state dict: it has no weight_ih_l0');
  const tensors = new Map(Object.entries(json).map(([name, value]) => [name, tensorOf(value, name)]));
  return { tensors, recognised: 'PyTorch state dict as JSON', container: 'json', path: '', modules: [], left: [] };
}

function tensorOf(value: unknown, name: string): Tensor {
  const shape: number[] = [];
  for (let at = value; Array.isArray(at); at = at[0]) shape.push(at.length);
  const flat = Array.isArray(value) ? (value.flat(8) as unknown[]) : [];
  const size = shape.reduce((product, length) => product * length, 1);
  if (shape.length === 0 || flat.length !== size || !flat.every((each) => typeof each === 'number'))
    throw unreadable(`'${name}' must be lists of numbers of one length`);
  return { shape, values: Float32Array.from(flat as number[]) };
}
