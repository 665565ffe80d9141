// Neural Amp Modeler's `.nam`, from 0.5 on: an architecture by name, its sizes, and all weights in one list. Of an LSTM
// each layer has (4 hidden, inputs + hidden), row after row, gates i, f, g, o; one bias (4 hidden); the states h and c
// that it begins with; and behind all layers the head's weights and its bias.
import type { Layer, Tensor } from '../../model/layers.js';
import {
  type EffectDescription,
  effectOf,
  type ForeignEffect,
  isJson,
  type Json,
  openQuestions,
  unreadable,
} from './foreign-effect.js';
import { count, rateOf, vector } from './numbers.js';

export function isNam(json: Json): boolean {
  return typeof json.architecture === 'string' && 'weights' in json && isJson(json.config);
}

/** Throws SluiceError MODEL_UNREADABLE, one sentence. */
export function readNam(json: Json, told: EffectDescription): ForeignEffect {
  const { architecture, version = '?', sample_rate: rate } = json;
  if (architecture !== 'LSTM')
    throw unreadable(
      `it is a NAM model of the architecture ${String(architecture)}, and effects run recurrent networks: of NAM's the LSTM`,
    );
  const config = json.config as Json;
  const inputs = count(config.input_size ?? 1, "'config.input_size'", 9);
  const hidden = count(config.hidden_size, "'config.hidden_size'", 1024);
  const layers = count(config.num_layers ?? 1, "'config.num_layers'", 16);
  const perLayer = (wide: number) => 4 * hidden * (wide + hidden) + 4 * hidden + 2 * hidden;
  const total = perLayer(inputs) + (layers - 1) * perLayer(hidden) + hidden + 1;
  const weights = new Weights(vector(json.weights, total, `the weights of an LSTM of ${layers} x ${hidden}`));
  const tensors = new Map<string, Tensor>();
  for (let l = 0; l < layers; l++) {
    const wide = l === 0 ? inputs : hidden;
    const both = weights.take(4 * hidden * (wide + hidden));
    tensors.set(`lstm.weight_ih_l${l}`, { shape: [4 * hidden, wide], values: columns(both, 4 * hidden, 0, wide) });
    tensors.set(`lstm.weight_hh_l${l}`, {
      shape: [4 * hidden, hidden],
      values: columns(both, 4 * hidden, wide, hidden),
    });
    tensors.set(`lstm.bias_ih_l${l}`, { shape: [4 * hidden], values: weights.take(4 * hidden) });
    tensors.set(`lstm.bias_hh_l${l}`, { shape: [4 * hidden], values: new Float32Array(4 * hidden) });
    tensors.set(`lstm.h0_l${l}`, { shape: [hidden], values: weights.take(hidden) });
    tensors.set(`lstm.c0_l${l}`, { shape: [hidden], values: weights.take(hidden) });
  }
  tensors.set('head.weight', { shape: [1, hidden], values: weights.take(hidden) });
  tensors.set('head.bias', { shape: [1], values: weights.take(1) });
  const network: Layer[] = [
    { kind: 'lstm', name: 'lstm', inputSize: inputs, hiddenSize: hidden, layers, initial: true },
    { kind: 'dense', name: 'head', inputSize: hidden, outputSize: 1, activation: 'none' },
  ];
  const metadata = isJson(json.metadata) ? json.metadata : {};
  const sampleRate = rateOf(rate);
  const file = {
    ...(sampleRate === undefined ? {} : { sampleRate }),
    ...(typeof metadata.name === 'string' && metadata.name !== '' ? { name: metadata.name } : {}),
  };
  const model = effectOf({ layers: network, tensors }, inputs, file, told);
  return {
    model,
    recognised: `Neural Amp Modeler ${String(version)}, LSTM of ${layers} x ${hidden}`,
    facts: { format: 'nam', version: String(version), hidden, layers, inputs, sampleRateHz: model.sampleRate },
    assumed: [],
    warnings: openQuestions(model, told),
  };
}

class Weights {
  readonly #values: Float32Array;
  #at = 0;

  constructor(values: Float32Array) {
    this.#values = values;
  }

  take(length: number): Float32Array {
    this.#at += length;
    return this.#values.slice(this.#at - length, this.#at);
  }
}

/** Some columns of (rows, all). */
function columns(values: Float32Array, rows: number, from: number, count: number): Float32Array {
  const all = values.length / rows;
  const out = new Float32Array(rows * count);
  for (let r = 0; r < rows; r++) out.set(values.subarray(r * all + from, r * all + from + count), r * count);
  return out;
}
