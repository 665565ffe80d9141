// One step of a stack of GRU layers as an ONNX model, so that onnxruntime can run the very weights that our kernel runs: a rival in benchmarks
// and an oracle in tests. Field numbers are those of onnx.proto3; the operator is ONNX's GRU, opset 14.
import type { GruLayer, Tensors } from '../engine/network/layers.js';
import { bytesField, message, numberField } from '../model/onnx/protobuf.js';

const FLOAT = 1;
const ATTRIBUTE_INT = 2;
const IR_VERSION = 8;
const OPSET = 14;

/**
 * The bytes of a model with the inputs `x` (1, batch, inputSize) and `h0`, `h1`, ... (1, batch, hiddenSize), one for each layer, and the
 * outputs `h0_next`, `h1_next`, ... of the same shape. `tensors` has the layer's weights by PyTorch's names. Throws TypeError where one is
 * missing.
 */
export function onnxStepModel(layer: GruLayer, tensors: Tensors, batch = 1): Uint8Array {
  const { inputSize, hiddenSize, layers } = layer;
  const nodes: Uint8Array[] = [];
  const initializers: Uint8Array[] = [];
  const inputs = [valueInfo('x', [1, batch, inputSize])];
  const outputs: Uint8Array[] = [];
  for (let l = 0; l < layers; l++) {
    nodes.push(gruNode(l, hiddenSize));
    initializers.push(...gruWeights(layer, l, tensors));
    inputs.push(valueInfo(`h${l}`, [1, batch, hiddenSize]));
    outputs.push(valueInfo(`h${l}_next`, [1, batch, hiddenSize]));
  }
  const graph = message(
    ...nodes.map((node) => bytesField(1, node)),
    bytesField(2, 'step'),
    ...initializers.map((tensor) => bytesField(5, tensor)),
    ...inputs.map((info) => bytesField(11, info)),
    ...outputs.map((info) => bytesField(12, info)),
  );
  const opset = message(bytesField(1, ''), numberField(2, OPSET));
  return message(numberField(1, IR_VERSION), bytesField(7, graph), bytesField(8, opset));
}

/** The state after one step of a sequence of one is the next layer's input: both are (1, batch, hidden). */
function gruNode(l: number, hiddenSize: number): Uint8Array {
  const x = l === 0 ? 'x' : `h${l - 1}_next`;
  const names = [x, `W${l}`, `R${l}`, `B${l}`, '', `h${l}`];
  return message(
    ...names.map((name) => bytesField(1, name)),
    bytesField(2, ''),
    bytesField(2, `h${l}_next`),
    bytesField(4, 'GRU'),
    bytesField(5, intAttribute('hidden_size', hiddenSize)),
    // PyTorch's convention: the reset gate acts after the recurrent product.
    bytesField(5, intAttribute('linear_before_reset', 1)),
  );
}

function gruWeights({ name, inputSize, hiddenSize }: GruLayer, l: number, tensors: Tensors): Uint8Array[] {
  const input = l === 0 ? inputSize : hiddenSize;
  const gates = (part: string, cols: number) => zrn(values(tensors, `${name}.${part}_l${l}`), hiddenSize * cols);
  const biases = new Float32Array(6 * hiddenSize);
  biases.set(gates('bias_ih', 1));
  biases.set(gates('bias_hh', 1), 3 * hiddenSize);
  return [
    tensor(`W${l}`, [1, 3 * hiddenSize, input], gates('weight_ih', input)),
    tensor(`R${l}`, [1, 3 * hiddenSize, hiddenSize], gates('weight_hh', hiddenSize)),
    tensor(`B${l}`, [1, 6 * hiddenSize], biases),
  ];
}

/** PyTorch's gates r, z, n in ONNX's order z, r, n; `size` numbers a gate. */
function zrn(rzn: Float32Array, size: number): Float32Array {
  const out = rzn.slice();
  out.set(rzn.subarray(size, 2 * size));
  out.set(rzn.subarray(0, size), size);
  return out;
}

function values(tensors: Tensors, name: string): Float32Array {
  const found = tensors.get(name);
  if (!found) throw new TypeError(`Cannot write the model: tensor '${name}' is missing`);
  return found.values;
}

function tensor(name: string, shape: readonly number[], data: Float32Array): Uint8Array {
  const raw = new Uint8Array(4 * data.length);
  const view = new DataView(raw.buffer);
  data.forEach((value, i) => {
    view.setFloat32(4 * i, value, true);
  });
  return message(
    ...shape.map((size) => numberField(1, size)),
    numberField(2, FLOAT),
    bytesField(8, name),
    bytesField(9, raw),
  );
}

function valueInfo(name: string, shape: readonly number[]): Uint8Array {
  const dimensions = message(...shape.map((size) => bytesField(1, numberField(1, size))));
  const tensorType = message(numberField(1, FLOAT), bytesField(2, dimensions));
  return message(bytesField(1, name), bytesField(2, bytesField(1, tensorType)));
}

function intAttribute(name: string, value: number): Uint8Array {
  return message(bytesField(1, name), numberField(3, value), numberField(20, ATTRIBUTE_INT));
}
