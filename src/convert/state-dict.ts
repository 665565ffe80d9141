// The network that the tensors of a state dict are for, as far as names and shapes tell: recurrent stacks and dense layers, in the order in which they
// stand. What they do not tell (activations between, how a convolution is used) must be described.

import { SluiceError } from '../errors.js';
import { oneLine } from '../model/file/one-line.js';
import { GATES } from '../model/flow.js';
import type { DenseLayer, Layer, RecurrentLayer, Tensor } from '../model/layers.js';

export interface NetworkOfTensors {
  readonly layers: readonly Layer[];
  readonly tensors: ReadonlyMap<string, Tensor>;
}

/** Throws SluiceError MODEL_UNREADABLE, one sentence, where tensors are left that have no layer, or a layer cannot be streamed. */
export function networkOf(given: ReadonlyMap<string, Tensor>, activation?: DenseLayer['activation']): NetworkOfTensors {
  const tensors = new Map<string, Tensor>();
  const layers: Layer[] = [];
  for (const prefix of prefixesOf(given)) {
    const part = new Map(
      [...given].filter(([name]) => prefixOf(name) === prefix).map(([name, t]) => [lastOf(name), t]),
    );
    const name = prefix === '' ? 'rnn' : prefix;
    layers.push(part.has('weight_ih_l0') ? recurrent(name, part, tensors) : dense(name, part, tensors));
  }
  const last = layers.at(-1);
  if (last?.kind === 'dense') {
    layers[layers.length - 1] = { ...last, activation: activation ?? (last.outputSize === 1 ? 'sigmoid' : 'softmax') };
  }
  return { layers, tensors };
}

function recurrent(name: string, part: ReadonlyMap<string, Tensor>, tensors: Map<string, Tensor>): RecurrentLayer {
  if ([...part.keys()].some((key) => key.endsWith('_reverse')))
    throw unreadable(`'${oneLine(name)}' is bidirectional: it needs the whole sequence, and cannot be streamed`);
  const [rows, inputSize] = (part.get('weight_ih_l0') as Tensor).shape as [number, number];
  const projection = part.get('weight_hr_l0');
  const hiddenSize = projection ? (projection.shape[1] as number) : (part.get('weight_hh_l0')?.shape[1] ?? 0);
  const kind = (['rnn', 'gru', 'lstm'] as const).find((one) => GATES[one] * hiddenSize === rows);
  if (kind === undefined)
    throw unreadable(`'${oneLine(name)}' has ${rows} rows for ${hiddenSize} units: it is no RNN, GRU or LSTM`);
  let layers = 0;
  while (part.has(`weight_ih_l${layers}`)) {
    for (const bias of ['bias_ih', 'bias_hh']) {
      const key = `${bias}_l${layers}`;
      tensors.set(`${name}.${key}`, part.get(key) ?? { shape: [rows], values: new Float32Array(rows) });
    }
    layers++;
  }
  for (const [key, tensor] of part) tensors.set(`${name}.${key}`, tensor);
  const common = { name, inputSize, hiddenSize, layers };
  if (kind !== 'lstm') return { kind, ...common };
  return { kind, ...common, ...(projection ? { projectionSize: projection.shape[0] as number } : {}) };
}

function dense(name: string, part: ReadonlyMap<string, Tensor>, tensors: Map<string, Tensor>): DenseLayer {
  const weight = part.get('weight');
  const others = [...part.keys()].filter((key) => key !== 'weight' && key !== 'bias');
  if (weight?.shape.length !== 2 || others.length > 0)
    throw unreadable(
      `a state dict does not say how '${oneLine(`${name}.${others[0] ?? 'weight'}`)}' is used: export the model as ONNX, or describe its 'layers' in a JSON beside it`,
    );
  const [outputSize, inputSize] = weight.shape as [number, number];
  tensors.set(`${name}.weight`, weight);
  tensors.set(`${name}.bias`, part.get('bias') ?? { shape: [outputSize], values: new Float32Array(outputSize) });
  return { kind: 'dense', name, inputSize, outputSize, activation: 'none' };
}

function prefixesOf(tensors: ReadonlyMap<string, Tensor>): string[] {
  return [...new Set([...tensors.keys()].map(prefixOf))];
}

function prefixOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('.')));
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function unreadable(why: string): SluiceError {
  return new SluiceError('MODEL_UNREADABLE', `Cannot convert the model: ${why}`);
}
