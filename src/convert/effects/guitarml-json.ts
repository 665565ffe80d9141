// The JSON of GuitarML's Proteus and NeuralPi, as Automated-GuitarAmpModelling (Wright et al. 2020) writes it: sizes in
// `model_data`, a PyTorch state dict of `rec` and `lin` in `state_dict`. What the network gives is added to the sound
// (`skip`).
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
import { count, matrix, rateOf, vector } from './numbers.js';

export function isGuitarMl(json: Json): boolean {
  return isJson(json.model_data) && isJson(json.state_dict);
}

const KINDS = { LSTM: 'lstm', GRU: 'gru', RNN: 'rnn' } as const;
const GATES = { lstm: 4, gru: 3, rnn: 1 } as const;

/** Throws SluiceError MODEL_UNREADABLE, one sentence. */
export function readGuitarMl(json: Json, told: EffectDescription): ForeignEffect {
  const data = json.model_data as Json;
  const weights = json.state_dict as Json;
  if (data.model !== undefined && data.model !== 'SimpleRNN')
    throw unreadable(`a GuitarML model must be a SimpleRNN: received ${String(data.model)}`);
  const unit = String(data.unit_type ?? 'LSTM').toUpperCase();
  if (!Object.hasOwn(KINDS, unit)) throw unreadable(`'unit_type' must be LSTM, GRU or RNN: received ${unit}`);
  const kind = KINDS[unit as keyof typeof KINDS];
  const inputs = count(data.input_size ?? 1, "'input_size'", 9);
  const hidden = count(data.hidden_size, "'hidden_size'", 1024);
  const layers = count(data.num_layers ?? 1, "'num_layers'", 16);
  if ((data.output_size ?? 1) !== 1) throw unreadable(`'output_size' must be 1: received ${String(data.output_size)}`);
  const skip = data.skip ?? 1;
  if (skip !== 0 && skip !== 1) throw unreadable(`'skip' must be 0 or 1: received ${String(skip)}`);
  const network: Layer[] = [
    { kind, name: 'rec', inputSize: inputs, hiddenSize: hidden, layers },
    { kind: 'dense', name: 'lin', inputSize: hidden, outputSize: 1, activation: 'none' },
  ];
  const tensors = new Map<string, Tensor>();
  const rows = GATES[kind] * hidden;
  const put = (name: string, shape: readonly [number, number] | readonly [number], optional = false) => {
    const value = weights[name];
    const [size, cols] = shape;
    const what = `'state_dict.${name}'`;
    const values =
      value === undefined && optional
        ? new Float32Array(size)
        : cols === undefined
          ? vector(value, size, what)
          : matrix(value, size, cols, what);
    tensors.set(name, { shape, values });
  };
  for (let l = 0; l < layers; l++) {
    put(`rec.weight_ih_l${l}`, [rows, l === 0 ? inputs : hidden]);
    put(`rec.weight_hh_l${l}`, [rows, hidden]);
    put(`rec.bias_ih_l${l}`, [rows], true);
    put(`rec.bias_hh_l${l}`, [rows], true);
  }
  put('lin.weight', [1, hidden]);
  put('lin.bias', [1], data.bias_fl === false);
  checkNothingLeft(weights, tensors);
  const sampleRate = rateOf(data.samplerate, json.samplerate, data.sample_rate);
  const file = { residual: skip === 1, ...(sampleRate === undefined ? {} : { sampleRate }) };
  const model = effectOf({ layers: network, tensors }, inputs, file, told);
  return {
    model,
    recognised: `GuitarML model (Proteus), ${unit} of ${hidden}`,
    facts: { format: 'guitarml', unit, hidden, layers, inputs, residual: model.residual },
    assumed: [],
    warnings: [
      ...(model.sampleRate === null
        ? ['it does not say its rate; most models of Proteus are of 44100 Hz: --model-rate 44100']
        : []),
      ...openQuestions(model, told),
    ],
  };
}

/** A tensor that nobody takes means that the sizes are not those of the network. */
function checkNothingLeft(weights: Json, taken: ReadonlyMap<string, unknown>): void {
  const left = Object.keys(weights).find((name) => !taken.has(name));
  if (left !== undefined) throw unreadable(`'state_dict' has '${left}', which no layer of 'model_data' takes`);
}
