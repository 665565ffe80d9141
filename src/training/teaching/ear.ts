// The ear of taught words: the recurrent layers of a base network, which has learnt on hundreds of words what speech is
// made of. It stands beside the model's own layers, once for all words that are taught.
import { SluiceError } from '../../errors.js';
import { GATES, INPUT, isRecurrent, tensorShapes } from '../../model/flow.js';
import type { FrontEndSpec, LogMelSpec } from '../../model/front-end.js';
import type { Layer, RecurrentLayer, Tensor, Tensors } from '../../model/layers.js';
import type { Model } from '../../model/model.js';
import { quantizeRows } from '../../model/quantized.js';
import { rounded } from './rounded.js';

/** Name of the layer. */
const EAR = 'taught.ear';

export interface Ear {
  readonly layer: RecurrentLayer;
  readonly tensors: Tensors;
}

/** The ear that a model has, from words that it was taught before. */
export function ownEar({ layers, tensors }: Pick<Model, 'layers' | 'tensors'>): Ear | undefined {
  const layer = layers.filter(isRecurrent).find(({ name }) => name === EAR);
  return layer && { layer, tensors: tensorsOf(layer, tensors) };
}

/** Whether it is the ear. */
export function isEar({ name }: Layer): boolean {
  return name === EAR;
}

/**
 * A base network's ear for a model. Undefined where the model hears otherwise than the base: its features may differ in
 * mean and deviation alone, which become part of the first layer's weights. Throws SluiceError MODEL_MISMATCH for a base
 * without a recurrent layer.
 */
export function earOf(base: Model, { frontEnd }: Pick<Model, 'frontEnd'>): Ear | undefined {
  const found = base.layers.find(isRecurrent);
  if (found === undefined || base.frontEnd.kind !== 'log-mel' || found.hiddenSize % 4 !== 0) {
    throw new SluiceError(
      'MODEL_MISMATCH',
      `Cannot teach with the base network '${base.name}': it needs a log-mel front end and recurrent layers whose size is a multiple of 4`,
    );
  }
  if (!hearsAlike(base.frontEnd, frontEnd)) return undefined;
  const layer: RecurrentLayer = { ...found, name: EAR, from: INPUT };
  const own = tensorsOf(found, base.tensors);
  const tensors = new Map([...own].map(([name, tensor]) => [EAR + name.slice(found.name.length), tensor]));
  restandardize(layer, tensors, base.frontEnd, frontEnd as LogMelSpec);
  return { layer, tensors: new Map([...tensors].map(([name, tensor]) => [name, rounded(tensor)])) };
}

function tensorsOf(layer: RecurrentLayer, tensors: Tensors): Map<string, Tensor> {
  return new Map([...tensorShapes(layer).keys()].map((name) => [name, tensors.get(name) as Tensor]));
}

/** Whether two front ends are the same but for their mean and deviation. */
function hearsAlike(base: LogMelSpec, other: FrontEndSpec): boolean {
  if (other.kind !== 'log-mel') return false;
  const plain = ({ mean: _, deviation: __, ...rest }: LogMelSpec) => rest;
  const [a, b] = [plain(base), plain(other)];
  return (Object.keys(a) as (keyof typeof a)[]).every((key) => a[key] === b[key]);
}

/**
 * The model's features x are (log - mean) / deviation by its own numbers, and the base learnt on those by its own: W x +
 * b of the base becomes W' x' + b' of the model's features x'.
 */
function restandardize(layer: RecurrentLayer, tensors: Map<string, Tensor>, from: LogMelSpec, to: LogMelSpec): void {
  const [weightName, biasName] = [`${EAR}.weight_ih_l0`, `${EAR}.bias_ih_l0`];
  const weight = tensors.get(weightName) as Tensor;
  const bias = tensors.get(biasName) as Tensor;
  const rows = GATES[layer.kind] * layer.hiddenSize;
  const bands = from.bands;
  const weights = new Float32Array(weight.values.length);
  const biases = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    let shift = bias.values[row] as number;
    for (let band = 0; band < bands; band++) {
      const w = weight.values[row * bands + band] as number;
      const deviation = from.deviation[band] as number;
      weights[row * bands + band] = (w * (to.deviation[band] as number)) / deviation;
      shift += (w * ((to.mean[band] as number) - (from.mean[band] as number))) / deviation;
    }
    biases[row] = shift;
  }
  const moved = { shape: weight.shape, values: weights };
  tensors.set(weightName, weight.scales ? quantizeRows(moved) : moved);
  tensors.set(biasName, { shape: bias.shape, values: biases });
}
