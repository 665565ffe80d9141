// The layers of an effect, from unknown JSON. Effects run few kinds, so this reader is small: a page loads it before
// anything sounds. What it does not know is refused by name, also a known layer in a form that effects do not run.
import { ACTIVATION_KINDS } from '../gate-activation.js';
import type { ElementwiseFunction, Layer, RecurrentLayer, Tensors } from '../layers.js';
import { inWords } from './in-words.js';

const LARGEST = 4096;
const MOST_LAYERS = 1000;
const FUNCTIONS: readonly string[] = [...ACTIVATION_KINDS, 'square', 'sqrt', 'exp', 'log'];

const STACK = ['inputSize', 'hiddenSize', 'layers'];
const SIZES: Readonly<Record<string, readonly string[]>> = {
  rnn: STACK,
  gru: STACK,
  lstm: STACK,
  dense: ['inputSize', 'outputSize'],
  activation: ['size'],
};
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  rnn: ['initial', 'activation'],
  gru: ['initial'],
  lstm: ['initial'],
  dense: ['activation'],
  activation: ['function'],
};

/** Throws RangeError, one clause. */
export function parseEffectLayers(value: unknown): Layer[] {
  if (!Array.isArray(value) || value.length < 1 || value.length > MOST_LAYERS)
    throw new RangeError(`'layers' must be 1 to ${MOST_LAYERS} layers: received ${inWords(value)}`);
  return value.map(parseLayer);
}

/** What layers give that take each what the one before gives. Throws RangeError, one clause, where one takes another size. */
export function chainedSize(layers: readonly Layer[], inputs: number): number {
  const names = layers.map(({ name }) => name);
  let size = inputs;
  for (const [i, layer] of layers.entries()) {
    if (names.indexOf(layer.name) < i) throw new RangeError(`layer '${layer.name}' has the name of another layer`);
    const { inputSize, hiddenSize, outputSize, size: own } = layer as Sizes;
    const wanted = inputSize ?? own;
    if (wanted !== undefined && wanted !== size)
      throw new RangeError(`layer '${layer.name}' takes ${wanted} inputs, but ${size} come`);
    size = outputSize ?? hiddenSize ?? own ?? size;
  }
  return size;
}

/** Gates of a cell. flow.ts knows them too, with all other layers, which a page need not load. */
export const CELL_GATES = { rnn: 1, gru: 3, lstm: 4 } as const;

export function isCell(layer: Layer): layer is RecurrentLayer {
  return layer.kind in CELL_GATES;
}

/** Throws RangeError, one clause, where a tensor is missing or of another shape. */
export function checkEffectTensors(layers: readonly Layer[], tensors: Tensors): void {
  const check = (name: string, ...shape: readonly number[]) => {
    const tensor = tensors.get(name);
    if (!tensor) throw new RangeError(`tensor '${name}' is missing`);
    if (tensor.shape.join() !== shape.join())
      throw new RangeError(`tensor '${name}' must be of shape [${shape}]: received [${tensor.shape}]`);
  };
  for (const layer of layers) {
    const { name } = layer;
    if (layer.kind === 'dense') {
      check(`${name}.weight`, layer.outputSize, layer.inputSize);
      check(`${name}.bias`, layer.outputSize);
    }
    if (!isCell(layer)) continue;
    const { hiddenSize, inputSize, initial } = layer;
    const rows = CELL_GATES[layer.kind] * hiddenSize;
    for (let l = 0; l < layer.layers; l++) {
      check(`${name}.weight_ih_l${l}`, rows, l === 0 ? inputSize : hiddenSize);
      check(`${name}.weight_hh_l${l}`, rows, hiddenSize);
      for (const side of ['ih', 'hh']) check(`${name}.bias_${side}_l${l}`, rows);
      if (initial) check(`${name}.h0_l${l}`, hiddenSize);
      if (initial && layer.kind === 'lstm') check(`${name}.c0_l${l}`, hiddenSize);
    }
  }
}

interface Sizes {
  readonly inputSize?: number;
  readonly hiddenSize?: number;
  readonly outputSize?: number;
  readonly size?: number;
}

function parseLayer(value: unknown, i: number): Layer {
  const layer = Object(value) as Record<string, unknown>;
  const { kind, name } = layer;
  const at = `'layers.${i}`;
  if (typeof kind !== 'string' || !Object.hasOwn(SIZES, kind))
    throw new RangeError(
      `${at}.kind' must be one of ${Object.keys(SIZES)}, which effects run: received ${inWords(kind)}`,
    );
  if (typeof name !== 'string' || name === '')
    throw new RangeError(`${at}.name' must be a name: received ${inWords(name)}`);
  const [sizes, others] = [SIZES[kind] as readonly string[], OTHERS[kind] as readonly string[]];
  for (const size of sizes)
    if (!isWithin(layer[size], 1, LARGEST) || !Number.isInteger(layer[size]))
      throw new RangeError(
        `${at}.${size}' must be a whole number from 1 to ${LARGEST}: received ${inWords(layer[size])}`,
      );
  const unknown = Object.keys(layer).find((key) => !['kind', 'name', ...sizes, ...others].includes(key));
  if (unknown !== undefined)
    throw new RangeError(`${at}.${unknown}' is of no layer of the kind '${kind}' that effects run`);
  for (const key of others) {
    const problem = problemOf(kind, key, layer[key]);
    if (problem !== null) throw new RangeError(`${at}.${key}' must be ${problem}: received ${inWords(layer[key])}`);
  }
  return layer as unknown as Layer;
}

function problemOf(kind: string, key: string, value: unknown): string | null {
  if (key === 'initial') return value === undefined || typeof value === 'boolean' ? null : 'true or false';
  if (kind === 'dense') return value === 'none' || value === 'sigmoid' ? null : "'none' or 'sigmoid'";
  if (value === undefined) return kind === 'rnn' ? null : 'a function';
  return isFunction(value) ? null : 'a function with its parameters';
}

function isFunction(value: unknown): value is ElementwiseFunction {
  const { kind, alpha = 0, beta = 0 } = Object(value) as Record<string, unknown>;
  return FUNCTIONS.includes(String(kind)) && isWithin(alpha, -1e30, 1e30) && isWithin(beta, -1e30, 1e30);
}

function isWithin(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most;
}
