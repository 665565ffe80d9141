// Weights as the kernel's products take them. src/kernel/product.ts describes the record, src/kernel/int8.ts the
// arithmetic of 8 bits.
import {
  INT8,
  INT8_AT_ONCE,
  INT8_PAIRED,
  PRODUCT_BIAS,
  PRODUCT_BYTES,
  PRODUCT_COLS,
  PRODUCT_KIND,
  PRODUCT_ROWS,
  PRODUCT_SCALES,
  PRODUCT_SUMS,
  PRODUCT_WEIGHTS,
  QUANTIZED_HEADER_BYTES,
  QUANTIZED_MULTIPLE,
  QUANTIZED_NUMBER_BYTES,
  SINGLE,
} from '../../../kernel/layout.js';
import type { Tensor } from '../../../model/layers.js';
import { fitsFours, wholeWeights } from '../../../model/quantized.js';
import { type Kernel, padded } from '../../kernel-access/kernel.js';
import { packQuads, packRows, padGates } from '../../kernel-access/pack.js';

/**
 * A matrix of weights that multiplies vectors: `gates` times (units, cols). Each gate is padded to whole vectors of
 * rows.
 */
export interface ProductShape {
  readonly gates: number;
  readonly units: number;
  readonly cols: number;
}

/** Bytes of a quantized vector of n floats. */
export function quantizedBytes(n: number): number {
  return QUANTIZED_HEADER_BYTES + QUANTIZED_NUMBER_BYTES * QUANTIZED_MULTIPLE * Math.ceil(n / QUANTIZED_MULTIPLE);
}

/**
 * Places a product with `weight`, (gates * units, cols) from gate `firstGate` on, and with `bias` of the same gates.
 * Weights have 8 bits where the tensor has scales. Returns the address of the product's record.
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
  const at = kernel.allocate(PRODUCT_BYTES);
  if (!weight.scales) {
    const w = kernel.place(packRows(values, gates, units, cols));
    writeProduct(kernel, at, { kind: SINGLE, rows, cols, w, b, scales: 0, sums: 0 });
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
  writeProduct(kernel, at, { kind, rows, cols, w, b, scales: scalesAt, sums: sumsAt });
  return at;
}

/** The record of a product, field by field. */
interface ProductRecord {
  readonly kind: number;
  readonly rows: number;
  readonly cols: number;
  /** Addresses. */
  readonly w: number;
  readonly b: number;
  /** Addresses; 0 for single precision. */
  readonly scales: number;
  readonly sums: number;
}

function writeProduct(kernel: Kernel, at: number, { kind, rows, cols, w, b, scales, sums }: ProductRecord): void {
  const record = kernel.integers(at, PRODUCT_BYTES / 4);
  record[PRODUCT_KIND / 4] = kind;
  record[PRODUCT_ROWS / 4] = rows;
  record[PRODUCT_COLS / 4] = cols;
  record[PRODUCT_WEIGHTS / 4] = w;
  record[PRODUCT_BIAS / 4] = b;
  record[PRODUCT_SCALES / 4] = scales;
  record[PRODUCT_SUMS / 4] = sums;
}
