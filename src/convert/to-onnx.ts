// Our layers as an ONNX model of one step, for other programs: the input and every state as inputs, the scores and the
// states after as outputs.
import { flow, INPUT, inputSizeOf, isRecurrent, stateSize } from '../model/flow.js';
import type { Layer, Tensors } from '../model/layers.js';
import type { OnnxModel } from '../model/onnx/graph.js';
import { GraphBuilder } from './graph-builder.js';
import { putCell } from './onnx-cells.js';
import { putActivation, putConv1d, putGather, putRows } from './onnx-layers.js';

const OPSET = 17;

/**
 * Values between nodes are [1, size]. States are called `name_h0` and `name_h0_next` and so on, so that they pair by
 * name. Throws SluiceError MODEL_UNREADABLE for an LSTM with a projection, which ONNX cannot say.
 */
export function toOnnx(layers: readonly Layer[], tensors: Tensors): OnnxModel {
  const build = new GraphBuilder(tensors);
  build.input(INPUT, [1, inputSizeOf(layers)]);
  const sizes = new Map([[INPUT, inputSizeOf(layers)]]);
  const steps = flow(layers);
  for (const { layer, takes, outputSize } of steps) {
    putLayer(
      build,
      layer,
      takes,
      takes.map((name) => sizes.get(name) as number),
    );
    sizes.set(layer.name, outputSize);
  }
  for (const layer of layers) {
    if (layer.kind === 'delay') build.stateOut(`${layer.name}_next`, layer.of, [1, layer.size]);
  }
  const last = steps.at(-1);
  build.node('Identity', [last?.layer.name as string], ['scores']);
  build.output('scores', [1, last?.outputSize as number]);
  return { opset: OPSET, producer: 'sluice', graph: build.graph('step') };
}

function putLayer(build: GraphBuilder, layer: Layer, takes: readonly string[], sizes: readonly number[]): void {
  const [x] = takes as readonly [string];
  if (isRecurrent(layer)) {
    for (let l = 0, from = x; l < layer.layers; l++) {
      const to = l === layer.layers - 1 ? layer.name : `${layer.name}.${l}`;
      putCell(build, layer, l, l === 0 ? layer.inputSize : stateSize(layer), from, to);
      from = to;
    }
    return;
  }
  switch (layer.kind) {
    case 'dense': {
      const plain = layer.activation === 'none' ? layer.name : `${layer.name}.logits`;
      build.node('Gemm', [x, build.tensor(`${layer.name}.weight`), build.tensor(`${layer.name}.bias`)], [plain], {
        transB: 1,
      });
      if (layer.activation === 'softmax') build.node('Softmax', [plain], [layer.name], { axis: 1 });
      if (layer.activation === 'sigmoid') build.node('Sigmoid', [plain], [layer.name]);
      return;
    }
    case 'conv1d':
      return putConv1d(build, layer, x);
    case 'activation':
      return putActivation(build, layer, x);
    case 'softmax':
    case 'scale':
    case 'layer-norm':
      return putRows(build, layer, x);
    case 'combine': {
      const op = { add: 'Add', subtract: 'Sub', multiply: 'Mul', divide: 'Div' }[layer.operation];
      return build.node(op, layer.from, [layer.name]);
    }
    case 'concat':
      return build.node('Concat', layer.from, [layer.name], { axis: 1 });
    case 'gather':
      return putGather(build, layer, x, sizes[0] as number);
    case 'delay':
      return build.stateIn(layer.name, [1, layer.size]);
    default:
      return layer satisfies never;
  }
}
