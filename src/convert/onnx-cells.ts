// A recurrent layer as the ONNX operator RNN, GRU or LSTM over one step.

import { SluiceError } from '../errors.js';
import { GATES } from '../model/flow.js';
import type { GateActivation } from '../model/gate-activation.js';
import type { RecurrentLayer } from '../model/layers.js';
import type { GraphBuilder } from './graph-builder.js';

/** Where ONNX's gates stand among PyTorch's: z r h of r z n, i o f c of i f g o. */
const ORDER = { rnn: [0], gru: [1, 0, 2], lstm: [0, 3, 1, 2] } as const;
/** ONNX's peepholes i, o, f of ours i, f, o. */
const PEEPHOLES = [0, 2, 1];

const NAMES: Readonly<Record<GateActivation['kind'], string>> = {
  sigmoid: 'Sigmoid',
  tanh: 'Tanh',
  relu: 'Relu',
  linear: 'Affine',
  affine: 'Affine',
  'leaky-relu': 'LeakyRelu',
  'thresholded-relu': 'ThresholdedRelu',
  'scaled-tanh': 'ScaledTanh',
  'hard-sigmoid': 'HardSigmoid',
  elu: 'Elu',
  softsign: 'Softsign',
  softplus: 'Softplus',
};
const WITH_ALPHA = ['Affine', 'LeakyRelu', 'ThresholdedRelu', 'ScaledTanh', 'HardSigmoid', 'Elu'];
const WITH_BETA = ['Affine', 'ScaledTanh', 'HardSigmoid'];

/** Layer `l` of the stack, from the value `from` (1, inputSize) to `to` (1, hiddenSize). */
export function putCell(
  build: GraphBuilder,
  layer: RecurrentLayer,
  l: number,
  inputSize: number,
  from: string,
  to: string,
): void {
  const { kind, name, hiddenSize: hidden } = layer;
  const state = [1, 1, hidden];
  const h = `${name}_h${l}`;
  const c = `${name}_c${l}`;
  build.stateIn(h, state);
  if (kind === 'lstm') build.stateIn(c, state);
  const x = build.reshaped(from, `${to}.x`, [1, 1, inputSize]);
  putOperator(build, layer, l, inputSize, { x, h, c, nextH: `${to}.h`, nextC: `${to}.c` });
  build.stateOut(`${h}_next`, `${to}.h`, state);
  if (kind === 'lstm') build.stateOut(`${c}_next`, `${to}.c`, state);
  build.reshaped(`${to}.h`, to, [1, hidden]);
}

/** Names of what an operator takes, (1, batch, size) each, and gives; the c's are an LSTM's. */
export interface OperatorValues {
  readonly x: string;
  readonly h: string;
  readonly c: string;
  readonly nextH: string;
  readonly nextC: string;
}

/** The operator of layer `l` alone. Throws SluiceError MODEL_UNREADABLE for an LSTM with a projection. */
export function putOperator(
  build: GraphBuilder,
  layer: RecurrentLayer,
  l: number,
  inputSize: number,
  { x, h, c, nextH, nextC }: OperatorValues,
): void {
  const { kind, name, hiddenSize: hidden } = layer;
  if (kind === 'lstm' && layer.projectionSize)
    throw new SluiceError(
      'MODEL_UNREADABLE',
      `Cannot write the model as ONNX: layer '${name}' has a projection, which ONNX cannot say`,
    );
  if (layer.initial)
    throw new SluiceError(
      'MODEL_UNREADABLE',
      `Cannot write the model as ONNX: layer '${name}' begins with a stored state, which the inputs of a step do not say: feed 'h0' of the original model yourself`,
    );
  const rows = GATES[kind] * hidden;
  const ordered = (part: string, size: number, order: readonly number[] = ORDER[kind]) => {
    const values = build.values(`${name}.${part}_l${l}`);
    return order.flatMap((gate) => Array.from(values.subarray(gate * size, (gate + 1) * size)));
  };
  const inputs = [
    x,
    build.constant(`${nextH}.W`, ordered('weight_ih', hidden * inputSize), [1, rows, inputSize]),
    build.constant(`${nextH}.R`, ordered('weight_hh', hidden * hidden), [1, rows, hidden]),
    build.constant(`${nextH}.B`, [...ordered('bias_ih', hidden), ...ordered('bias_hh', hidden)], [1, 2 * rows]),
    '',
    h,
  ];
  const outputs = ['', nextH];
  if (kind === 'lstm') {
    inputs.push(c);
    outputs.push(nextC);
    if (layer.peepholes)
      inputs.push(build.constant(`${nextH}.P`, ordered('peephole', hidden, PEEPHOLES), [1, 3 * hidden]));
  }
  build.node(kind.toUpperCase(), inputs, outputs, {
    hidden_size: hidden,
    ...(kind === 'gru' ? { linear_before_reset: (layer.resetAfter ?? true) ? 1 : 0 } : {}),
    ...(kind === 'lstm' && layer.coupled ? { input_forget: 1 } : {}),
    ...(layer.clip === undefined ? {} : { clip: { float: layer.clip } }),
    ...activations(layer),
  });
}

function activations(layer: RecurrentLayer) {
  const told = layer.kind === 'rnn' ? (layer.activation ? [layer.activation] : undefined) : layer.activations;
  if (!told) return {};
  const named = told.map(({ kind, alpha, beta }) => ({
    name: NAMES[kind],
    alpha: kind === 'linear' ? 1 : alpha,
    beta,
  }));
  return {
    activations: named.map(({ name }) => name),
    activation_alpha: { floats: named.filter(({ name }) => WITH_ALPHA.includes(name)).map(({ alpha }) => alpha) },
    activation_beta: { floats: named.filter(({ name }) => WITH_BETA.includes(name)).map(({ beta }) => beta) },
  };
}
