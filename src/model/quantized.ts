// 8-bit weights: the weights of a row are whole numbers from -127 to 127 times the row's scale. Twin of
// src/kernel/int8.ts.
import { isRecurrent } from './flow.js';
import type { Layer, Tensor, Tensors } from './layers.js';

const MOST_WEIGHT = 127;
const MOST_VALUE = 127;
/**
 * The largest sum of the positive weights, and of the negative ones, in four products that the kernel adds in 16 bits
 * before it goes on in 32 (src/kernel/int8-relaxed.ts): 258 x 127 < 2^15. A row with a larger sum gets a larger scale.
 * Two are left as a margin for four roundings.
 */
const MOST_OF_FOUR = 258;

/**
 * The tensor (rows, ...) with every row rounded to 8 bits: `values` holds the rounded weights, `scales` a scale for
 * each row.
 */
export function quantizeRows({ shape, values }: Tensor): Tensor {
  const rows = shape[0] as number;
  const cols = values.length / rows;
  const scales = new Float32Array(rows);
  const rounded = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    const of = values.subarray(row * cols, (row + 1) * cols);
    const most = of.reduce((largest, v) => Math.max(largest, Math.abs(v)), 0);
    const scale = Math.fround(Math.max(most / MOST_WEIGHT, heaviestFour(of) / (MOST_OF_FOUR - 2))) || 1;
    scales[row] = scale;
    for (let i = 0; i < cols; i++) rounded[row * cols + i] = scale * clamp(Math.round((of[i] as number) / scale));
  }
  return { shape, values: rounded, scales };
}

/**
 * A network with the weights of its recurrent and dense layers in 8 bits. Biases, peepholes and the tensors of other
 * layers are few and stay as they are; so does the golden vector.
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

/** (rows, cols) The weights divided by their scales: whole numbers. */
export function wholeWeights(values: Float32Array, scales: Float32Array): Int8Array {
  const cols = values.length / scales.length;
  return Int8Array.from(values, (value, i) => clamp(Math.round(value / (scales[Math.floor(i / cols)] as number))));
}

/** Whether the kernel may add the products of these weights, (rows, cols), four by four in 16 bits. */
export function fitsFours(whole: Int8Array, cols: number): boolean {
  for (let at = 0; at < whole.length; at += cols) {
    if (heaviestFour(whole.subarray(at, at + cols)) > MOST_OF_FOUR) return false;
  }
  return true;
}

/** For a row: of each eight columns, 0, 1, 4 and 5 are added together, and 2, 3, 6 and 7. */
function heaviestFour(row: Float32Array | Int8Array): number {
  let most = 0;
  for (let first = 0; first < row.length; first += first % 4 === 0 ? 2 : 6) {
    let [above, below] = [0, 0];
    for (const at of [first, first + 1, first + 4, first + 5]) {
      const value = row[at] ?? 0;
      if (value > 0) above += value;
      else below -= value;
    }
    most = Math.max(most, above, below);
  }
  return most;
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

/** Twin of the 8-bit product, to the bit: b + W x. */
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
