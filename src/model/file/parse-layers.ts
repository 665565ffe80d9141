// The layers in a model file, from unknown JSON to a network whose layers fit each other and have their tensors.
import * as v from 'valibot';
import { flow, tensorShapes } from '../flow.js';
import { ACTIVATION_KINDS } from '../gate-activation.js';
import type { Layer, Tensors } from '../layers.js';
import { finite, notNegative, positive, size } from './parse-numbers.js';

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));
const gate = v.object({ kind: v.picklist(ACTIVATION_KINDS), alpha: finite, beta: finite });
const named = { name: v.pipe(v.string(), v.minLength(1)), from: v.exactOptional(v.string()) };
const stack = {
  ...named,
  inputSize: size,
  hiddenSize: size,
  layers: v.pipe(size, v.maxValue(1000)),
  clip: v.exactOptional(positive),
  initial: v.exactOptional(v.boolean()),
};
const rows = { ...named, frames: size, size };

const LayerSchema = v.variant('kind', [
  v.object({ kind: v.literal('rnn'), ...stack, activation: v.exactOptional(gate) }),
  v.object({
    kind: v.literal('gru'),
    ...stack,
    resetAfter: v.exactOptional(v.boolean()),
    activations: v.exactOptional(v.tuple([gate, gate])),
  }),
  v.object({
    kind: v.literal('lstm'),
    ...stack,
    projectionSize: v.exactOptional(size),
    activations: v.exactOptional(v.tuple([gate, gate, gate])),
    peepholes: v.exactOptional(v.boolean()),
    coupled: v.exactOptional(v.boolean()),
  }),
  v.object({
    kind: v.literal('dense'),
    ...named,
    inputSize: size,
    outputSize: size,
    activation: v.picklist(['softmax', 'sigmoid', 'none']),
  }),
  v.object({
    kind: v.literal('conv1d'),
    ...named,
    inputChannels: size,
    outputChannels: size,
    kernelSize: size,
    stride: size,
    frames: size,
    history: count,
    padding: v.tuple([count, count]),
  }),
  v.object({
    kind: v.literal('activation'),
    ...named,
    size,
    function: v.union([gate, v.object({ kind: v.picklist(['square', 'sqrt', 'exp', 'log']) })]),
  }),
  v.object({ kind: v.literal('softmax'), ...rows }),
  v.object({ kind: v.literal('scale'), ...rows }),
  v.object({ kind: v.literal('layer-norm'), ...rows, epsilon: notNegative }),
  v.object({
    kind: v.literal('combine'),
    name: named.name,
    from: v.tuple([v.string(), v.string()]),
    size,
    operation: v.picklist(['add', 'subtract', 'multiply', 'divide']),
  }),
  v.object({ kind: v.literal('concat'), name: named.name, from: v.pipe(v.array(v.string()), v.minLength(1)) }),
  v.object({
    kind: v.literal('gather'),
    ...named,
    inputSize: size,
    runs: v.pipe(
      v.array(v.tuple([v.pipe(v.number(), v.integer(), v.minValue(-1)), size, v.pipe(v.number(), v.integer())])),
      v.minLength(1),
    ),
  }),
  v.object({ kind: v.literal('delay'), name: named.name, of: v.string(), size }),
]);

export const LayersSchema = v.pipe(v.array(LayerSchema), v.maxLength(10_000));

/** No value between two layers is larger: 4 MB. */
const LARGEST = 1 << 20;
/**
 * Values and states of all layers together, in numbers: 16 MB for each stream. A file of a few lines could claim
 * gigabytes.
 */
const LARGEST_TOGETHER = 1 << 22;

/**
 * What the network gives, when it is given `inputSize` numbers. Throws RangeError, one clause, where layers do not fit
 * each other, a convolution gives nothing, an index lies outside, or a tensor is missing or of another shape.
 */
export function checkLayers(layers: readonly Layer[], inputSize: number, tensors: Tensors): number {
  const steps = flow(layers, inputSize);
  for (const { layer, outputSize } of steps) {
    if (outputSize < 1 || outputSize > LARGEST)
      throw new RangeError(`layer '${layer.name}' gives ${outputSize} numbers: it must be 1 to ${LARGEST}`);
    checkIndices(layer);
    checkTensors(layer, tensors);
  }
  const together = steps.reduce((sum, { layer, outputSize }) => sum + outputSize + remembered(layer), 0);
  if (together > LARGEST_TOGETHER)
    throw new RangeError(`its layers hold ${together} numbers: they must hold at most ${LARGEST_TOGETHER}`);
  return steps.at(-1)?.outputSize ?? 0;
}

/** Frames that a convolution keeps; other states are of the size of what their layers give, or of their tensors. */
function remembered(layer: Layer): number {
  return layer.kind === 'conv1d' ? (layer.history + layer.frames) * layer.inputChannels : 0;
}

function checkIndices(layer: Layer): void {
  if (layer.kind !== 'gather') return;
  for (const [first, many, step] of layer.runs) {
    const last = first + (many - 1) * step;
    if (first >= 0 && (first >= layer.inputSize || last < 0 || last >= layer.inputSize))
      throw new RangeError(
        `layer '${layer.name}' picks number ${last < 0 ? last : Math.max(first, last)} of ${layer.inputSize}`,
      );
  }
}

function checkTensors(layer: Layer, tensors: Tensors): void {
  for (const [name, shape] of tensorShapes(layer)) {
    const tensor = tensors.get(name);
    if (!tensor) throw new RangeError(`tensor '${name}' is missing`);
    if (tensor.shape.join() !== shape.join())
      throw new RangeError(`tensor '${name}' must be of shape [${shape}]: received [${tensor.shape}]`);
  }
}
