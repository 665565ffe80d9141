// Weights of 8 bits: a row's weights are whole numbers from -127 to 127 times the row's scale. Twin of src/kernel/int8.ts.
import { isRecurrent } from './flow.js';
import type { Layer, Tensor, Tensors } from './layers.js';

const MOST_WEIGHT = 127;
const MOST_VALUE = 127;
/**
 * What the positive weights of four products may come to, and the negative ones, that the kernel adds in 16 bits before it goes on with 32
 * (src/kernel/int8-relaxed.ts): 258 x 127 < 2^15. A row whose weights come to more gets a larger scale; two steps of room, for four roundings.
 */
const MOST_OF_FOUR = 258;

/** The tensor (rows, ...) with every row rounded to 8 bits: its values are the rounded ones, its scales say how. */
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

/** Whether the kernel may add the products of these weights, (rows, cols), four by four in 16 bits. */
export function fitsFours(whole: Int8Array, cols: number): boolean {
  for (let at = 0; at < whole.length; at += cols) {
    if (heaviestFour(whole.subarray(at, at + cols)) > MOST_OF_FOUR) return false;
  }
  return true;
}

/** Of a row: columns 0, 1, 4 and 5 of each eight are added together, and 2, 3, 6 and 7. */
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
