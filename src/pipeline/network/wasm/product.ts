// Weights laid out for the kernel's products: see src/kernel/product.ts for the record and src/kernel/int8.ts for the arithmetic of 8 bits.

import type { Tensor } from '../../../model/layers.js';
import { fitsFours, wholeWeights } from '../../../model/quantized.js';
import { type Kernel, padded } from '../../kernel-access/kernel.js';
import { packQuads, packRows, padGates } from '../../kernel-access/pack.js';
import type { ProductShape } from './builder.js';

const RECORD_BYTES = 32;
const SINGLE = 0;
const INT8 = 1;
const INT8_AT_ONCE = 2;
const INT8_PAIRED = 3;

/** Bytes of a quantized vector of n: as in src/kernel/int8.ts. */
export function quantizedBytes(n: number): number {
  return 16 + 2 * ((n + 7) & ~7);
}

/**
 * A record of the product with `weight`, (gates * units, cols) from gate `firstGate` on, and `bias`, of the same gates; 8 bits where the tensor has
 * scales. Its address.
 */
export function placeProduct(
  kernel: Kernel,
  weight: Tensor,
  bias: Float32Array | null,
  shape: ProductShape,
  firstGate: number,
): number {
  const { gates, units, cols } = shape;
  const [from, to] = [firstGate * units, (firstGate + gates) * units];
  const values = weight.values.subarray(from * cols, to * cols);
  const rows = gates * padded(units);
  const b = kernel.place(bias ? padGates(bias.subarray(from, to), gates, units) : new Float32Array(rows));
  const at = kernel.allocate(RECORD_BYTES);
  if (!weight.scales) {
    const w = kernel.place(packRows(values, gates, units, cols));
    kernel.integers(at, 5).set([SINGLE, rows, cols, w, b]);
    return at;
  }
  const scales = weight.scales.subarray(from, to);
  const whole = wholeWeights(values, scales);
  const sums = Float32Array.from(scales, (_, row) =>
    whole.subarray(row * cols, (row + 1) * cols).reduce((sum, v) => sum + v, 0),
  );
  const quads = packQuads(whole, gates, units, cols);
  const w = kernel.allocate(quads.length);
  kernel.bytes(w, quads.length).set(new Uint8Array(quads.buffer));
  const spare = kernel.allocate(16);
  const scalesAt = kernel.place(padGates(scales, gates, units));
  const sumsAt = kernel.place(padGates(sums, gates, units));
  const kind = kernel.functions.dotsAtOnce(spare) ? INT8_AT_ONCE : fitsFours(whole, cols) ? INT8_PAIRED : INT8;
  kernel.free(spare, 16);
  kernel.integers(at, 7).set([kind, rows, cols, w, b, scalesAt, sumsAt]);
  return at;
}
