// The flow of values through a network: which values each layer takes, their sizes, and which tensors it needs.
import type { Conv1dLayer, GatherLayer, Layer, LstmLayer, RecurrentLayer } from './layers.js';

/** The value that a network is given. */
export const INPUT = 'input';

/** A layer with its inputs and the size of its output. */
export interface FlowStep {
  readonly layer: Layer;
  /** Names of what it takes. */
  readonly takes: readonly string[];
  readonly outputSize: number;
}

/**
 * The layers in order, each with the names of its inputs and the size of its output. Throws RangeError, in one clause,
 * if a layer takes a value that does not exist or has another size.
 */
export function flow(layers: readonly Layer[], inputSize = inputSizeOf(layers)): FlowStep[] {
  const sizes = new Map([[INPUT, inputSize]]);
  let last = INPUT;
  const steps = layers.map((layer) => {
    if (sizes.has(layer.name)) throw new RangeError(`layer '${layer.name}' has the name of another layer`);
    const takes = namesOf(layer, last);
    const given = takes.map((name) => {
      const size = sizes.get(name);
      if (size === undefined)
        throw new RangeError(`layer '${layer.name}' takes '${name}', which is not the output of an earlier layer`);
      return size;
    });
    const wanted = inputSizesOf(layer, given);
    const wrong = given.findIndex((size, i) => size !== wanted[i]);
    if (wrong >= 0)
      throw new RangeError(`layer '${layer.name}' takes ${wanted[wrong]} inputs, but ${given[wrong]} come`);
    const outputSize = outputSizeOf(layer, given);
    sizes.set(layer.name, outputSize);
    last = layer.name;
    return { layer, takes, outputSize };
  });
  for (const { layer } of steps) {
    if (layer.kind !== 'delay') continue;
    const size = sizes.get(layer.of);
    if (size !== layer.size) {
      throw new RangeError(
        `layer '${layer.name}' delays '${layer.of}' as ${layer.size} numbers, but ${size ?? 'none'} come`,
      );
    }
  }
  return steps;
}

/** Size of the network's input, from the first layer that takes it and states its size. */
export function inputSizeOf(layers: readonly Layer[]): number {
  let last = INPUT;
  for (const layer of layers) {
    if (layer.kind === 'delay' && layer.of === INPUT) return layer.size;
    const at = namesOf(layer, last).indexOf(INPUT);
    if (at >= 0 && layer.kind !== 'concat') return inputSizesOf(layer, [])[at] as number;
    last = layer.name;
  }
  return 0;
}

/** Frames that a convolution outputs in one step. */
export function framesOut({ frames, history, padding, kernelSize, stride }: Conv1dLayer): number {
  return Math.floor((history + padding[0] + frames + padding[1] - kernelSize) / stride) + 1;
}

/** Size of a cell's output: hiddenSize, or an LSTM's projectionSize. */
export function stateSize(layer: RecurrentLayer): number {
  return layer.kind === 'lstm' && layer.projectionSize ? layer.projectionSize : layer.hiddenSize;
}

export function isRecurrent(layer: Layer): layer is RecurrentLayer {
  return layer.kind === 'rnn' || layer.kind === 'gru' || layer.kind === 'lstm';
}

export const GATES = { rnn: 1, gru: 3, lstm: 4 } as const;

/** The tensors that a layer needs, with their shapes. */
export function tensorShapes(layer: Layer): Map<string, readonly number[]> {
  const { name } = layer;
  switch (layer.kind) {
    case 'rnn':
    case 'gru':
    case 'lstm':
      return cellShapes(layer);
    case 'dense':
      return shapes([`${name}.weight`, [layer.outputSize, layer.inputSize]], [`${name}.bias`, [layer.outputSize]]);
    case 'conv1d':
      return shapes(
        [`${name}.weight`, [layer.outputChannels, layer.inputChannels, layer.kernelSize]],
        [`${name}.bias`, [layer.outputChannels]],
      );
    case 'scale':
    case 'layer-norm':
      return shapes([`${name}.weight`, [layer.size]], [`${name}.bias`, [layer.size]]);
    default:
      return new Map();
  }
}

/** Numbers in all tensors of these layers, weights and biases. */
export function parameterCount(layers: readonly Layer[]): number {
  let count = 0;
  for (const layer of layers) {
    for (const shape of tensorShapes(layer).values()) count += shape.reduce((a, b) => a * b, 1);
  }
  return count;
}

/** Multiply-accumulates of the products with weights in one step. */
export function macsPerStep(layers: readonly Layer[]): number {
  let count = 0;
  for (const layer of layers) {
    const times = layer.kind === 'conv1d' ? framesOut(layer) : 1;
    for (const shape of tensorShapes(layer).values()) {
      if (shape.length > 1) count += times * shape.reduce((a, b) => a * b, 1);
    }
  }
  return count;
}

function namesOf(layer: Layer, last: string): readonly string[] {
  if (layer.kind === 'delay') return [];
  if (layer.kind === 'concat' || layer.kind === 'combine') return layer.from;
  return [layer.from ?? last];
}

/** `given`: the size of the input, for layers that accept any size. */
function inputSizesOf(layer: Layer, given: readonly number[]): readonly number[] {
  switch (layer.kind) {
    case 'conv1d':
      return [layer.frames * layer.inputChannels];
    case 'activation':
      return [layer.size];
    case 'softmax':
    case 'scale':
    case 'layer-norm':
      return [layer.frames * layer.size];
    case 'combine':
      return [layer.size, layer.size];
    case 'concat':
    case 'delay':
      return given;
    default:
      return [layer.inputSize];
  }
}

function outputSizeOf(layer: Layer, given: readonly number[]): number {
  switch (layer.kind) {
    case 'rnn':
    case 'gru':
    case 'lstm':
      return stateSize(layer);
    case 'dense':
      return layer.outputSize;
    case 'conv1d':
      return framesOut(layer) * layer.outputChannels;
    case 'concat':
      return given.reduce((a, b) => a + b, 0);
    case 'gather':
      return gathered(layer);
    case 'activation':
    case 'combine':
    case 'delay':
      return layer.size;
    default:
      return layer.frames * layer.size;
  }
}

function gathered({ runs }: GatherLayer): number {
  return runs.reduce((sum, [, count]) => sum + count, 0);
}

function cellShapes(layer: RecurrentLayer): Map<string, readonly number[]> {
  const { name, hiddenSize } = layer;
  const rows = GATES[layer.kind] * hiddenSize;
  const state = stateSize(layer);
  const out = new Map<string, readonly number[]>();
  for (let l = 0; l < layer.layers; l++) {
    out.set(`${name}.weight_ih_l${l}`, [rows, l === 0 ? layer.inputSize : state]);
    out.set(`${name}.weight_hh_l${l}`, [rows, state]);
    out.set(`${name}.bias_ih_l${l}`, [rows]);
    out.set(`${name}.bias_hh_l${l}`, [rows]);
    if (layer.kind === 'lstm') lstmShapes(layer, l, out);
    if (layer.initial) out.set(`${name}.h0_l${l}`, [state]);
    if (layer.initial && layer.kind === 'lstm') out.set(`${name}.c0_l${l}`, [hiddenSize]);
  }
  return out;
}

function lstmShapes(layer: LstmLayer, l: number, out: Map<string, readonly number[]>): void {
  const { name, hiddenSize, projectionSize, peepholes } = layer;
  if (projectionSize) out.set(`${name}.weight_hr_l${l}`, [projectionSize, hiddenSize]);
  if (peepholes) out.set(`${name}.peephole_l${l}`, [3 * hiddenSize]);
}

function shapes(...entries: readonly (readonly [string, readonly number[]])[]): Map<string, readonly number[]> {
  return new Map(entries);
}
