// What a state dict's tensors are by themselves: recurrent stacks, dense layers, norms, slopes. How these are put
// together is not in it: see guess.ts.
import { SluiceError } from '../errors.js';
import { harmless } from '../harmless-text.js';
import { GATES, INPUT, isRecurrent, stateSize } from '../model/flow.js';
import { gateActivation } from '../model/gate-activation.js';
import type { Layer, RecurrentLayer, Tensor } from '../model/layers.js';
import type { ModuleFacts } from '../model/pytorch/weights.js';
import { EPSILON, moduleOf, type PlainTensors } from './plain-tensors.js';

/** A module of the file as a layer; `layer` takes no name of what it takes. */
export interface Block {
  /** As the file names it. */
  readonly name: string;
  readonly kind: 'recurrent' | 'dense' | 'norm' | 'slope';
  readonly layer: Layer;
  /** Numbers that it takes and gives; null: as many as come. */
  readonly inputSize: number | null;
  readonly outputSize: number | null;
  /** Of a plain recurrent layer, where the file says it. */
  readonly nonlinearity?: 'tanh' | 'relu';
  /** Name of the parameter that may be its first state. */
  readonly begins?: string;
}

export interface Blocks {
  readonly blocks: readonly Block[];
  /** By the layers' names. */
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** Modules whose epsilon is PyTorch's default because nothing says it. */
  readonly epsilonAssumed: readonly string[];
}

/**
 * Throws SluiceError MODEL_UNREADABLE, one sentence, where a tensor is of no layer that can be told from it, or a layer
 * cannot be streamed.
 */
export function blocksOf(plain: PlainTensors, modules: readonly ModuleFacts[] = [], epsilon?: number): Blocks {
  const tensors = new Map<string, Tensor>();
  const epsilonAssumed = [...plain.epsilonAssumed];
  const beginnings = new Map([...plain.tensors].filter(([key]) => BEGINNING.test(key)));
  const parts = new Map<string, Map<string, Tensor>>();
  for (const [key, tensor] of plain.tensors) {
    const part = parts.get(moduleOf(key)) ?? new Map<string, Tensor>();
    parts.set(moduleOf(key), part.set(key.slice(key.lastIndexOf('.') + 1), tensor));
  }
  const factsOf = new Map(modules.map((one) => [one.name, one] as const));
  const names = [...new Set([...plain.tensors.keys()].filter((key) => !beginnings.has(key)).map(moduleOf))];
  const blocks = names.map((name) => {
    const part = parts.get(name) ?? new Map<string, Tensor>();
    const facts = factsOf.get(plain.prefix + name);
    const { put, ...block } = blockOf(name, part, plain.batchNorms.has(name), facts, epsilon);
    for (const [key, tensor] of put) tensors.set(`${block.layer.name}.${key}`, tensor);
    if (block.layer.kind === 'layer-norm' && (facts?.attributes.get('eps') ?? epsilon) === undefined)
      epsilonAssumed.push(name);
    return block;
  });
  return { blocks: withBeginnings(blocks, beginnings, tensors), tensors, epsilonAssumed };
}

/** Parameters that by their names may be the first state of a recurrent layer. */
const BEGINNING =
  /(^|\.)([hc]_?0|[hc]x|(init|initial|learned)_?(h|c|hx|cx|hidden|cell|state)\w*|(hidden|cell|h|c)_?(init|initial)\w*)$/i;

/** Puts first states to the one recurrent layer that they have the size of. Throws where there is none, or several. */
function withBeginnings(
  blocks: readonly Block[],
  given: ReadonlyMap<string, Tensor>,
  tensors: Map<string, Tensor>,
): readonly Block[] {
  if (given.size === 0) return blocks;
  const recurrent = blocks.filter(({ kind }) => kind === 'recurrent');
  const [block, ...more] = recurrent;
  const [first = ''] = given.keys();
  const layer = block?.layer;
  if (!layer || !isRecurrent(layer) || more.length > 0)
    throw unreadable(`a state dict does not say how '${harmless(first)}' is used: export the model as ONNX`);
  for (const [key, { values }] of given) {
    const cell = layer.kind === 'lstm' && /(^|[._])c(x|ell|_?0|_|$)/i.test(key);
    const size = cell ? layer.hiddenSize : stateSize(layer);
    if (values.length !== size * layer.layers)
      throw unreadable(
        `'${harmless(key)}' has ${values.length} numbers, and is no first state of '${harmless(layer.name)}': export the model as ONNX`,
      );
    for (let l = 0; l < layer.layers; l++)
      tensors.set(`${layer.name}.${cell ? 'c' : 'h'}0_l${l}`, {
        shape: [size],
        values: values.slice(l * size, (l + 1) * size),
      });
  }
  for (let l = 0; l < layer.layers; l++)
    for (const [part, size] of [
      ['h0', stateSize(layer)],
      ['c0', layer.hiddenSize],
    ] as const)
      if (!tensors.has(`${layer.name}.${part}_l${l}`)) tensors.set(`${layer.name}.${part}_l${l}`, zeros(size));
  return blocks.map((one) => (one === block ? { ...one, begins: [...given.keys()].join(', ') } : one));
}

type Part = ReadonlyMap<string, Tensor>;

function blockOf(
  name: string,
  part: Part,
  batchNorm: boolean,
  facts: ModuleFacts | undefined,
  epsilon: number | undefined,
): Block & { put: Part } {
  if (part.has('weight_ih_l0')) return recurrent(name, part, facts);
  const weight = part.get('weight');
  const bias = part.get('bias');
  const others = [...part.keys()].filter((key) => key !== 'weight' && key !== 'bias');
  const size = weight?.values.length ?? 0;
  const layerName = nameOf(name, 'layer');
  if (weight && others.length === 0) {
    if (weight.shape.length === 2) return dense(name, weight, bias);
    const norm = { name, kind: 'norm', inputSize: size, outputSize: size, put: part } as const;
    if (weight.shape.length === 1 && batchNorm)
      return { ...norm, layer: { kind: 'scale', name: layerName, frames: 1, size } };
    if (weight.shape.length === 1 && bias?.shape.length === 1 && bias.values.length === size) {
      const own = facts?.attributes.get('eps') ?? epsilon;
      return {
        ...norm,
        layer: {
          kind: 'layer-norm',
          name: layerName,
          frames: 1,
          size,
          epsilon: typeof own === 'number' ? own : EPSILON,
        },
      };
    }
    if (size === 1 && !bias) {
      const slope = gateActivation('leaky-relu', weight.values[0] as number);
      return {
        name,
        kind: 'slope',
        layer: { kind: 'activation', name: layerName, size: 1, function: slope },
        inputSize: null,
        outputSize: null,
        put: new Map(),
      };
    }
  }
  throw unreadable(
    `a state dict does not say how '${harmless(name === '' ? (others[0] ?? 'weight') : `${name}.${others[0] ?? 'weight'}`)}' is used: export the model as ONNX, or describe its 'layers' in a JSON beside it`,
  );
}

function dense(name: string, weight: Tensor, bias: Tensor | undefined): Block & { put: Part } {
  const [outputSize, inputSize] = weight.shape as [number, number];
  return {
    name,
    kind: 'dense',
    layer: { kind: 'dense', name: nameOf(name, 'layer'), inputSize, outputSize, activation: 'none' },
    inputSize,
    outputSize,
    put: new Map([
      ['weight', weight],
      ['bias', bias ?? zeros(outputSize)],
    ]),
  };
}

function recurrent(name: string, part: Part, facts: ModuleFacts | undefined): Block & { put: Part } {
  if ([...part.keys()].some((key) => key.endsWith('_reverse')))
    throw unreadable(
      `'${harmless(name === '' ? 'rnn' : name)}' is bidirectional: it needs the whole sequence, and cannot be streamed: train one that only looks back`,
    );
  const [rows, inputSize] = (part.get('weight_ih_l0') as Tensor).shape as [number, number];
  const projection = part.get('weight_hr_l0');
  const hiddenSize = projection ? (projection.shape[1] as number) : (part.get('weight_hh_l0')?.shape[1] ?? 0);
  const kind = (['rnn', 'gru', 'lstm'] as const).find((one) => GATES[one] * hiddenSize === rows);
  if (kind === undefined)
    throw unreadable(`'${harmless(name)}' has ${rows} rows for ${hiddenSize} units: it is no RNN, GRU or LSTM`);
  const put = new Map(part);
  let layers = 0;
  for (; part.has(`weight_ih_l${layers}`); layers++)
    for (const bias of ['bias_ih', 'bias_hh'])
      if (!part.has(`${bias}_l${layers}`)) put.set(`${bias}_l${layers}`, zeros(rows));
  const projected = projection && kind === 'lstm' ? { projectionSize: projection.shape[0] as number } : {};
  const layer = { kind, name: nameOf(name, 'rnn'), inputSize, hiddenSize, layers, ...projected } as RecurrentLayer;
  const mode = facts?.attributes.get('mode') ?? facts?.attributes.get('nonlinearity');
  const nonlinearity = typeof mode === 'string' && kind === 'rnn' ? (/relu/i.test(mode) ? 'relu' : 'tanh') : null;
  return {
    name,
    kind: 'recurrent',
    layer,
    inputSize,
    outputSize: projection ? (projection.shape[0] as number) : hiddenSize,
    ...(nonlinearity ? { nonlinearity } : {}),
    put,
  };
}

/** A module without a name gets one, and none is called as the network's input is. */
function nameOf(name: string, otherwise: string): string {
  if (name === '') return otherwise;
  return name === INPUT ? `${name}.${otherwise}` : name;
}

function zeros(size: number): Tensor {
  return { shape: [size], values: new Float32Array(size) };
}

function unreadable(why: string): SluiceError {
  return new SluiceError('MODEL_UNREADABLE', `Cannot convert the model: ${why}`);
}
