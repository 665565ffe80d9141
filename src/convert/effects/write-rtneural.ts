// An effect as RTNeural's JSON, with what AIDA-X adds: the way back of keras-json.ts.
import { SluiceError } from '../../errors.js';
import type { EffectModel } from '../../model/effect-model.js';
import type { Layer, RecurrentLayer } from '../../model/layers.js';
import { reordered, transposed } from './numbers.js';

/** Throws SluiceError MODEL_UNREADABLE for what that JSON cannot say: a plain RNN, initial states, some functions. */
export function writeRtNeural(model: EffectModel): string {
  const inputs = 1 + model.knobs.length;
  if (model.inputGain < 0 || model.outputGain < 0)
    throw new SluiceError(
      'MODEL_UNREADABLE',
      "Cannot write RTNeural's JSON: a gain in dB cannot be negative as a factor",
    );
  const layers: KerasLayer[] = [];
  for (const layer of model.layers) add(layers, layer, model);
  return JSON.stringify({
    in_shape: [null, null, inputs],
    in_skip: model.residual ? 1 : 0,
    in_gain: decibels(model.inputGain),
    out_gain: decibels(model.outputGain),
    ...(model.sampleRate === null ? {} : { samplerate: model.sampleRate }),
    layers,
    metadata: { name: model.name, ...(model.sampleRate === null ? {} : { samplerate: String(model.sampleRate) }) },
  });
}

interface KerasLayer {
  readonly type: string;
  activation: string;
  readonly shape: readonly [null, null, number];
  readonly weights: readonly unknown[];
}

const NAMED: readonly string[] = ['tanh', 'relu', 'sigmoid', 'elu', 'softplus', 'softsign'];

function add(layers: KerasLayer[], layer: Layer, { tensors }: EffectModel): void {
  const of = (name: string) => tensors.get(`${layer.name}.${name}`)?.values as Float32Array;
  switch (layer.kind) {
    case 'lstm':
    case 'gru':
      if (layer.initial) throw cannot(layer, 'begins with a state of its own');
      for (let l = 0; l < layer.layers; l++) layers.push(cell(layer, l, of));
      return;
    case 'dense': {
      const { inputSize, outputSize, activation } = layer;
      if (activation === 'softmax') throw cannot(layer, 'ends with a softmax');
      const weights = [rows(transposed(of('weight'), outputSize, inputSize), inputSize), [...of('bias')]];
      const name = activation === 'sigmoid' ? 'sigmoid' : '';
      layers.push({ type: 'dense', activation: name, shape: [null, null, outputSize], weights });
      return;
    }
    case 'activation': {
      const before = layers.at(-1);
      const { kind } = layer.function;
      if (!NAMED.includes(kind) || before?.type !== 'dense' || before.activation !== '')
        throw cannot(layer, `is '${kind}' ${before?.type === 'dense' ? '' : 'without a dense layer before it'}`.trim());
      before.activation = kind;
      return;
    }
    default:
      throw cannot(layer, `is of the kind '${layer.kind}'`);
  }
}

function cell(layer: RecurrentLayer, l: number, of: (name: string) => Float32Array): KerasLayer {
  const { kind, hiddenSize: hidden, inputSize } = layer;
  const inputs = l === 0 ? inputSize : hidden;
  const order = kind === 'gru' ? [1, 0, 2] : [0, 1, 2, 3];
  const wide = order.length * hidden;
  const turn = (values: Float32Array, cols: number) => rows(transposed(reordered(values, order), wide, cols), cols);
  const biases = [of(`bias_ih_l${l}`), of(`bias_hh_l${l}`)].map((values) => [...reordered(values, order)]);
  const bias = kind === 'gru' ? biases : biases[0]?.map((value, i) => value + (biases[1]?.[i] as number));
  return {
    type: kind,
    activation: '',
    shape: [null, null, hidden],
    weights: [turn(of(`weight_ih_l${l}`), inputs), turn(of(`weight_hh_l${l}`), hidden), bias],
  };
}

function rows(values: Float32Array, count: number): number[][] {
  const cols = values.length / count;
  return Array.from({ length: count }, (_, i) => [...values.subarray(i * cols, (i + 1) * cols)]);
}

function decibels(factor: number): number {
  return factor === 1 ? 0 : factor > 0 ? 20 * Math.log10(factor) : -120;
}

function cannot({ name }: Layer, why: string): SluiceError {
  return new SluiceError('MODEL_UNREADABLE', `Cannot write RTNeural's JSON: the layer '${name}' ${why}`);
}
