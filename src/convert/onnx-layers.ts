// Layers other than cells as ONNX nodes.
import type {
  ActivationLayer,
  Conv1dLayer,
  GatherLayer,
  LayerNormLayer,
  ScaleLayer,
  SoftmaxLayer,
} from '../model/layers.js';
import type { GraphBuilder } from './graph-builder.js';

/** Functions that are one operator, and their parameters. */
const OPERATORS: Readonly<Record<string, readonly [op: string, ...parameters: ('alpha' | 'beta')[]]>> = {
  sigmoid: ['Sigmoid'],
  tanh: ['Tanh'],
  relu: ['Relu'],
  linear: ['Identity'],
  'leaky-relu': ['LeakyRelu', 'alpha'],
  'thresholded-relu': ['ThresholdedRelu', 'alpha'],
  'hard-sigmoid': ['HardSigmoid', 'alpha', 'beta'],
  elu: ['Elu', 'alpha'],
  softsign: ['Softsign'],
  softplus: ['Softplus'],
  sqrt: ['Sqrt'],
  exp: ['Exp'],
  log: ['Log'],
};

export function putActivation(build: GraphBuilder, { name, function: made }: ActivationLayer, x: string): void {
  const { kind, alpha = 0, beta = 0 } = made as { kind: string; alpha?: number; beta?: number };
  const number = (which: string, value: number) => build.constant(`${name}.${which}`, [value], [1]);
  if (kind === 'square') return build.node('Mul', [x, x], [name]);
  if (kind === 'affine') {
    build.node('Mul', [x, number('alpha', alpha)], [`${name}.scaled`]);
    return build.node('Add', [`${name}.scaled`, number('beta', beta)], [name]);
  }
  if (kind === 'scaled-tanh') {
    build.node('Mul', [x, number('beta', beta)], [`${name}.scaled`]);
    build.node('Tanh', [`${name}.scaled`], [`${name}.tanh`]);
    return build.node('Mul', [`${name}.tanh`, number('alpha', alpha)], [name]);
  }
  const [op, ...parameters] = OPERATORS[kind] as (typeof OPERATORS)[string];
  const values = { alpha, beta };
  build.node(
    op,
    [x],
    [name],
    Object.fromEntries(parameters.map((parameter) => [parameter, { float: values[parameter] }])),
  );
}

/** What goes row by row: softmax, a scale, a layer norm. */
export function putRows(build: GraphBuilder, layer: SoftmaxLayer | ScaleLayer | LayerNormLayer, x: string): void {
  const { name, frames, size } = layer;
  const rows = build.reshaped(x, `${name}.rows`, [frames, size]);
  const done = `${name}.done`;
  if (layer.kind === 'softmax') build.node('Softmax', [rows], [done], { axis: 1 });
  else {
    const [weight, bias] = [build.tensor(`${name}.weight`), build.tensor(`${name}.bias`)];
    if (layer.kind === 'layer-norm') {
      build.node('LayerNormalization', [rows, weight, bias], [done], { axis: 1, epsilon: { float: layer.epsilon } });
    } else {
      build.node('Mul', [rows, weight], [`${name}.scaled`]);
      build.node('Add', [`${name}.scaled`, bias], [done]);
    }
  }
  build.reshaped(done, name, [1, frames * size]);
}

/** The frames of before are a state. */
export function putConv1d(build: GraphBuilder, layer: Conv1dLayer, x: string): void {
  const { name, inputChannels, outputChannels, kernelSize, stride, frames, history, padding } = layer;
  let heard = build.reshaped(x, `${name}.frames`, [1, frames, inputChannels]);
  if (history > 0) {
    const past = `${name}_past`;
    build.stateIn(past, [1, history, inputChannels]);
    build.node('Concat', [past, heard], [`${name}.heard`], { axis: 1 });
    heard = `${name}.heard`;
    const bounds = [[frames], [frames + history], [1]].map((at, i) =>
      build.constant(`${name}.slice${i}`, at, [1], 'int64'),
    );
    build.node('Slice', [heard, ...bounds], [`${name}.kept`]);
    build.stateOut(`${past}_next`, `${name}.kept`, [1, history, inputChannels]);
  }
  build.node('Transpose', [heard], [`${name}.channels`], { perm: [0, 2, 1] });
  build.node(
    'Conv',
    [`${name}.channels`, build.tensor(`${name}.weight`), build.tensor(`${name}.bias`)],
    [`${name}.conv`],
    {
      kernel_shape: [kernelSize],
      strides: [stride],
      pads: [...padding],
    },
  );
  build.node('Transpose', [`${name}.conv`], [`${name}.turned`], { perm: [0, 2, 1] });
  const places = Math.floor((history + padding[0] + frames + padding[1] - kernelSize) / stride) + 1;
  build.reshaped(`${name}.turned`, name, [1, places * outputChannels]);
}

/** Zeros are picked from a zero at the end. */
export function putGather(build: GraphBuilder, { name, runs }: GatherLayer, x: string, inputSize: number): void {
  const indices = runs.flatMap(([first, count, step]) =>
    Array.from({ length: count }, (_, i) => (first < 0 ? inputSize : first + i * step)),
  );
  let from = x;
  if (indices.includes(inputSize)) {
    build.node('Concat', [x, build.constant(`${name}.zero`, [0], [1, 1])], [`${name}.with-zero`], { axis: 1 });
    from = `${name}.with-zero`;
  }
  build.node('Gather', [from, build.constant(`${name}.indices`, indices, [indices.length], 'int64')], [name], {
    axis: 1,
  });
}
