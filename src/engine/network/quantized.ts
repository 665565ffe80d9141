// Weights of 8 bits: a row's weights are whole numbers from -127 to 127 times the row's scale. Twin of src/kernel/int8.ts.
import { isRecurrent } from './flow.js';
import type { Layer, Tensor, Tensors } from './layers.js';

const MOST_WEIGHT = 127;
const MOST_VALUE = 127;

/** The tensor (rows, ...) with every row rounded to 8 bits: its values are the rounded ones, its scales say how. */
export function quantizeRows({ shape, values }: Tensor): Tensor {
  const rows = shape[0] as number;
  const cols = values.length / rows;
  const scales = new Float32Array(rows);
  const rounded = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    const of = values.subarray(row * cols, (row + 1) * cols);
    const most = of.reduce((largest, v) => Math.max(largest, Math.abs(v)), 0);
    const scale = Math.fround(most / MOST_WEIGHT) || 1;
    scales[row] = scale;
    for (let i = 0; i < cols; i++) rounded[row * cols + i] = scale * clamp(Math.round((of[i] as number) / scale));
  }
  return { shape, values: rounded, scales };
}

/**
 * A network with the weights of its recurrent and dense layers in 8 bits. Biases, peepholes and what other layers have stay as they are: they are few. So
 * does a golden vector.
 */
export function quantizeNetwork(layers: readonly Layer[], tensors: Tensors): Map<string, Tensor> {
  const out = new Map(tensors);
  for (const layer of layers) {
    for (const name of matricesOf(layer)) {
      const tensor = tensors.get(name);
      if (tensor && !tensor.scales) out.set(name, quantizeRows(tensor));
    }
  }
  return out;
}

function matricesOf(layer: Layer): string[] {
  if (layer.kind === 'dense') return [`${layer.name}.weight`];
  if (!isRecurrent(layer)) return [];
  const parts = ['weight_ih', 'weight_hh', 'weight_hr'];
  return Array.from({ length: layer.layers }, (_, l) => parts.map((part) => `${layer.name}.${part}_l${l}`)).flat();
}

/** (rows, cols) The whole numbers that the weights are, times the scales. */
export function wholeWeights(values: Float32Array, scales: Float32Array): Int8Array {
  const cols = values.length / scales.length;
  return Int8Array.from(values, (value, i) => clamp(Math.round(value / (scales[Math.floor(i / cols)] as number))));
}

/** Twin of quantize: x as low + step q, q from 0 to 127. Single precision throughout. */
export function quantizeVector(x: ArrayLike<number>): { low: number; step: number; q: Uint8Array } {
  const { fround } = Math;
  const all = Array.from(x, fround);
  const low = Math.min(...all);
  const span = fround(Math.max(...all) - low);
  const inverse = fround(MOST_VALUE / span);
  const q = Uint8Array.from(all, (value) => {
    const scaled = fround(fround(value - low) * inverse);
    return Number.isNaN(scaled) ? 0 : nearestEven(scaled);
  });
  return { low, step: fround(span * fround(1 / MOST_VALUE)), q };
}

/** Twin of the product of 8 bits: b + W x, to the bit. */
export function affineInt8(w: Int8Array, scales: Float32Array, b: Float32Array, x: ArrayLike<number>): Float32Array {
  const { fround } = Math;
  const { low, step, q } = quantizeVector(x);
  const cols = q.length;
  return Float32Array.from(b, (bias, row) => {
    let sum = 0;
    let weights = 0;
    for (let i = 0; i < cols; i++) {
      const v = w[row * cols + i] as number;
      sum += v * (q[i] as number);
      weights += v;
    }
    const inner = fround(fround(step * fround(sum)) + fround(low * fround(weights)));
    return fround(bias + fround((scales[row] as number) * inner));
  });
}

function nearestEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}

function clamp(v: number): number {
  return Math.max(-MOST_WEIGHT, Math.min(MOST_WEIGHT, v));
}
