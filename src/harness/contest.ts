// The same network for our kernel and for another engine, which gets it as ONNX.
import { GraphBuilder } from '../convert/graph-builder.js';
import { putOperator } from '../convert/onnx-cells.js';
import { macsPerStep } from '../model/flow.js';
import type { Layer, RecurrentLayer, Tensors } from '../model/layers.js';
import { readOnnx } from '../model/onnx/read.js';
import { type Signature, type SignatureOptions, signatureOf } from '../model/onnx/signature.js';
import { stepModel } from '../model/onnx/step/step-model.js';
import { writeOnnx } from '../model/onnx/write.js';
import { randomTensors } from './random-model.js';

export interface Contest {
  readonly layers: readonly Layer[];
  readonly tensors: Tensors;
  readonly inputSize: number;
  /** Streams that are stepped together. */
  readonly batch: number;
  /** Multiply-accumulates a step, of all streams. */
  readonly macs: number;
  /** One step: states come in and go out. */
  readonly onnx: Uint8Array;
  readonly signature: Signature;
}

const OPSET = 17;

/** A recurrent layer with seeded random weights. */
export function cellContest(layer: RecurrentLayer, batch = 1, seed = 1): Contest {
  const layers = [layer];
  const tensors = randomTensors(layers, seed);
  const onnx = cellModel(layer, tensors, batch);
  const signature = signatureOf(readOnnx(onnx).graph, { inputSize: batch * layer.inputSize });
  return { layers, tensors, inputSize: layer.inputSize, batch, macs: batch * macsPerStep(layers), onnx, signature };
}

/**
 * The network of an ONNX file. Throws CannotStep if our kernel has no step for it, SluiceError if it cannot be read.
 */
export function fileContest(onnx: Uint8Array, options: SignatureOptions): Contest {
  const model = readOnnx(onnx);
  const found = signatureOf(model.graph, options);
  // With its states at its edges it is given one frame at a time: no dimension is time.
  const time = found.states.length > 0 ? null : found.input.time;
  const signature = { ...found, input: { ...found.input, time } };
  const { layers, tensors, inputSize } = stepModel(model, signature);
  return { layers, tensors, inputSize, batch: 1, macs: macsPerStep(layers), onnx, signature };
}

/**
 * The ONNX model that an exporter would write: x (1, batch, input), states (1, batch, hidden), one operator per layer.
 * The last layer's state is the output.
 */
export function cellModel(layer: RecurrentLayer, tensors: Tensors, batch = 1): Uint8Array {
  const { inputSize, hiddenSize, kind } = layer;
  const build = new GraphBuilder(tensors);
  const state = [1, batch, hiddenSize];
  build.input('x', [1, batch, inputSize]);
  for (let l = 0; l < layer.layers; l++) {
    const x = l === 0 ? 'x' : `h${l - 1}_next`;
    build.input(`h${l}`, state);
    build.output(`h${l}_next`, state);
    if (kind === 'lstm') build.input(`c${l}`, state);
    if (kind === 'lstm') build.output(`c${l}_next`, state);
    const size = l === 0 ? inputSize : hiddenSize;
    putOperator(build, layer, l, size, { x, h: `h${l}`, c: `c${l}`, nextH: `h${l}_next`, nextC: `c${l}_next` });
  }
  build.node('Identity', [`h${layer.layers - 1}_next`], ['y']);
  build.output('y', state);
  return writeOnnx({ opset: OPSET, producer: 'sluice', graph: build.graph('step') });
}
