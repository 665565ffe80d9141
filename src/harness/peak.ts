// The peak of the kernel's inner loops on this machine: weights that stay in the nearest cache, multiplied again and
// again.

import type { Tensor } from '../model/layers.js';
import { quantizeRows } from '../model/quantized.js';
import { Kernel, vectorBytes } from '../pipeline/kernel-access/kernel.js';
import { placeProduct, quantizedBytes } from '../pipeline/network/wasm/product.js';
import { Random } from '../random.js';
import type { PeakLine, Runtime } from './results.js';

/** Blocks of 7 vectors of rows. Their number and length fill 28 KB in either precision, so that loops dominate. */
const ROWS = { 'wasm-f32': 28, 'wasm-int8': 112 } as const;
const COLS = 250;
const RUNS = 15;

/** Multiply-accumulates a second, the best of RUNS runs. */
export function measurePeak(
  module: WebAssembly.Module,
  engine: keyof typeof ROWS,
  runtime: Runtime,
  budgetMs: number,
): PeakLine {
  const kernel = Kernel.create(module);
  const rows = ROWS[engine];
  const cols = COLS;
  const random = new Random(1);
  const plain: Tensor = {
    shape: [rows, cols],
    values: Float32Array.from({ length: rows * cols }, () => random.between(-1, 1)),
  };
  const weight = engine === 'wasm-int8' ? quantizeRows(plain) : plain;
  const record = placeProduct(kernel, weight, null, { gates: 1, units: rows, cols }, 0);
  const x = kernel.place(Float32Array.from({ length: cols }, () => random.between(-1, 1)));
  const y = kernel.allocate(vectorBytes(rows));
  const spare = kernel.allocate(quantizedBytes(cols));
  const { product } = kernel.functions;
  const run = (count: number) => {
    const startMs = performance.now();
    for (let i = 0; i < count; i++) product(record, x, y, spare);
    return (performance.now() - startMs) / count;
  };
  let stepMs = run(10_000);
  const count = Math.max(1000, Math.ceil(budgetMs / RUNS / stepMs));
  for (let i = 0; i < RUNS; i++) stepMs = Math.min(stepMs, run(count));
  return { kind: 'peak', engine, runtime, macsPerSecond: Math.round((rows * cols * 1000) / stepMs) };
}
