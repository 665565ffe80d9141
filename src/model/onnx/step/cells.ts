// The operators RNN, GRU and LSTM, over one frame: their weights in PyTorch's order, their options as the layers have
// them.
import { ACTIVATION_KINDS, type GateActivation, gateActivation } from '../../gate-activation.js';
import type { RecurrentLayer } from '../../layers.js';
import type { OnnxNode } from '../graph.js';
import { intOf, numbersOf, textOf, textsOf } from './attributes.js';
import { CannotStep, LOST, pick, sizeOf, TimeElsewhere, type Value, wholeSource } from './value.js';
import type { Walk } from './walk.js';

/** Where PyTorch's gates stand among ONNX's: z r h, i o f c. */
const ONNX_GATES = { RNN: [0], GRU: [1, 0, 2], LSTM: [0, 2, 3, 1] } as const;
/** ONNX's peepholes are i, o, f; ours i, f, o. */
const ONNX_PEEPHOLES = [0, 2, 1];

/** With these two gates: parameters that a function takes from the lists `activation_alpha` and `activation_beta`. */
const TAKES: Partial<Record<GateActivation['kind'], readonly ['alpha'] | readonly ['alpha', 'beta']>> = {
  affine: ['alpha', 'beta'],
  'leaky-relu': ['alpha'],
  'thresholded-relu': ['alpha'],
  'scaled-tanh': ['alpha', 'beta'],
  'hard-sigmoid': ['alpha', 'beta'],
  elu: ['alpha'],
};

export function walkCell(walk: Walk, node: OnnxNode): Value[] {
  const op = node.op as keyof typeof ONNX_GATES;
  const direction = textOf(node, 'direction', 'forward');
  if (direction !== 'forward')
    throw new CannotStep(`operator ${op} runs ${direction}: it needs the whole sequence, and cannot be streamed`);
  const x = walk.signal(node, 0);
  if (x.shape.length !== 3 || x.shape[0] !== 1 || x.shape[1] !== 1)
    throw new CannotStep(
      `operator ${op} takes [${x.shape}] in one step: it must be one frame of one sequence, [1, 1, inputs]`,
    );
  const along = intOf(node, 'layout', 0) ? 1 : 0;
  if (x.time !== null && x.time !== LOST && x.time !== along)
    throw new TimeElsewhere(
      `operator ${op} goes over dimension ${along} of its input and takes time, dimension ${x.time}, for a batch of its own sequences: nothing is carried from frame to frame, as where batch_first=True was forgotten, or the input had its dimensions swapped: export the model again with time where the operator has it`,
    );
  const inputSize = x.shape[2] as number;
  const recurrent = walk.constantInput(node, 2, 'recurrent weight');
  const hiddenSize = recurrent.shape[2] as number;
  const name = walk.layerName(node);
  putTensors(walk, node, name, inputSize, hiddenSize);
  const clip = node.attributes.get('clip');
  const common = {
    name,
    from: walk.materialized(x, op),
    inputSize,
    hiddenSize,
    layers: 1,
    ...(clip?.kind === 'float' ? { clip: clip.value } : {}),
  };
  const y = walk.add(cellLayer(node, common), [hiddenSize], null);
  useState(walk, node, 5, name, 'h');
  const h = (shape: readonly number[], time: number | null) => ({ ...y, shape, time });
  const single = [1, 1, hiddenSize];
  const outputs = [
    h(intOf(node, 'layout', 0) ? [1, 1, 1, hiddenSize] : [1, 1, 1, hiddenSize], timeOf(node, x)),
    h(single, null),
  ];
  if (op !== 'LSTM') return outputs;
  useState(walk, node, 6, name, 'c');
  return [...outputs, wholeSource(walk.addSource(`${name}'s cell state`, hiddenSize, 'cell-state'), single)];
}

/** Y is (time, directions, batch, hidden); with layout 1 (batch, time, directions, hidden). */
function timeOf(node: OnnxNode, x: Value): number | null {
  if (x.time === null) return null;
  return intOf(node, 'layout', 0) ? 1 : 0;
}

function cellLayer(node: OnnxNode, common: Omit<RecurrentLayer, 'kind'>): RecurrentLayer {
  const activations = activationsOf(node);
  if (node.op === 'RNN') {
    const [activation] = activations ?? [];
    return { kind: 'rnn', ...common, ...(activation ? { activation } : {}) };
  }
  if (node.op === 'GRU') {
    const resetAfter = intOf(node, 'linear_before_reset', 0) !== 0;
    return {
      kind: 'gru',
      ...common,
      resetAfter,
      ...(activations ? { activations: activations as [GateActivation, GateActivation] } : {}),
    };
  }
  return {
    kind: 'lstm',
    ...common,
    ...(activations ? { activations: activations as [GateActivation, GateActivation, GateActivation] } : {}),
    ...(node.inputs[7] ? { peepholes: true } : {}),
    ...(intOf(node, 'input_forget', 0) ? { coupled: true } : {}),
  };
}

/** Null: the cell's own. Parameters are taken from their lists in turn by the functions that have them. */
function activationsOf(node: OnnxNode): GateActivation[] | null {
  const names = textsOf(node, 'activations');
  if (!names) return null;
  const alphas = [...(numbersOf(node, 'activation_alpha') ?? [])];
  const betas = [...(numbersOf(node, 'activation_beta') ?? [])];
  return names.map((name) => {
    const kind = ACTIVATION_KINDS.find((known) => known.replaceAll('-', '') === name.toLowerCase());
    if (!kind) throw new CannotStep(`operator ${node.op} has the activation ${name}, which is not known`);
    const takes: readonly string[] = TAKES[kind] ?? [];
    return gateActivation(
      kind,
      takes.includes('alpha') ? alphas.shift() : undefined,
      takes.includes('beta') ? betas.shift() : undefined,
    );
  });
}

function putTensors(walk: Walk, node: OnnxNode, name: string, inputSize: number, hidden: number): void {
  const gates = ONNX_GATES[node.op as keyof typeof ONNX_GATES];
  const inOrder = (values: Float64Array, size: number, order: readonly number[] = gates) => {
    const out = new Float32Array(order.length * size);
    order.forEach((gate, i) => {
      out.set(values.subarray(gate * size, (gate + 1) * size), i * size);
    });
    return out;
  };
  const rows = gates.length * hidden;
  const input = walk.constantInput(node, 1, 'weight').constants;
  const recurrent = walk.constantInput(node, 2, 'recurrent weight').constants;
  if (input.length !== rows * inputSize || recurrent.length !== rows * hidden)
    throw new CannotStep(`operator ${node.op} has weights of another size than its input`);
  const bias = node.inputs[3] ? walk.constantInput(node, 3, 'bias').constants : new Float64Array(2 * rows);
  walk.tensor(`${name}.weight_ih_l0`, [rows, inputSize], inOrder(input, hidden * inputSize));
  walk.tensor(`${name}.weight_hh_l0`, [rows, hidden], inOrder(recurrent, hidden * hidden));
  walk.tensor(`${name}.bias_ih_l0`, [rows], inOrder(bias.subarray(0, rows), hidden));
  walk.tensor(`${name}.bias_hh_l0`, [rows], inOrder(bias.subarray(rows), hidden));
  if (node.op !== 'LSTM' || !node.inputs[7]) return;
  const peepholes = walk.constantInput(node, 7, 'peepholes').constants;
  walk.tensor(`${name}.peephole_l0`, [3 * hidden], inOrder(peepholes, hidden, ONNX_PEEPHOLES));
}

/** A cell begins with a state that is stored: what was learned, or a constant. */
function begin(walk: Walk, name: string, which: 'h' | 'c', values: Float64Array): void {
  const at = walk.layers.findIndex((layer) => layer.name === name);
  const layer = walk.layers[at] as RecurrentLayer;
  walk.layers[at] = { ...layer, initial: true };
  walk.tensor(`${name}.${which}0_l0`, [values.length], values);
  const other = which === 'h' ? 'c0_l0' : 'h0_l0';
  if (layer.kind === 'lstm' && !walk.tensors.has(`${name}.${other}`))
    walk.tensor(`${name}.${other}`, [layer.hiddenSize], new Float32Array(layer.hiddenSize));
}

/**
 * A state that is left out or zero is the cell's own beginning; another must be the model's own state, which is looked
 * into at the end.
 */
function useState(walk: Walk, node: OnnxNode, at: number, layer: string, which: 'h' | 'c'): void {
  const value = walk.input(node, at);
  if (value === undefined) return;
  if (value.sources === null) {
    if (value.constants.some((x) => x !== 0)) begin(walk, layer, which, value.constants);
    return;
  }
  const count = sizeOf(value.shape);
  const plain = Int32Array.from({ length: count }, (_, i) => i);
  walk.stateUses.push({ layer, which, value: pick(value, [count], plain, null), node });
}
