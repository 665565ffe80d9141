// Products of 8 bits on relaxed SIMD, which this project's Node may not have: every way of making them, in Chromium,
// has the bits of the TypeScript twin.
import { describe, expect, it } from 'vitest';
import { affineInt8, fitsFours } from '#src/model/quantized.js';
import { randomFloats } from '../support/random.js';
import { withPage } from './page.js';

interface Product {
  readonly rows: number;
  readonly cols: number;
  /** Whole numbers. */
  readonly weights: number[];
  readonly x: number[];
}

/** 1 to 130 rows and columns; weights of every size, and such as may not be added in fours. */
const products: Product[] = Array.from({ length: 66 }, (_, i) => {
  const [rows, cols] = [1 + ((i * 37) % 130), 1 + 2 * i];
  const heavy = i % 3 === 0;
  const weights = Array.from(randomFloats(rows * cols, i, 1), (w) =>
    heavy ? Math.sign(w) * 127 : Math.round(w * 127 * (cols > 4 ? 0.5 : 1)),
  );
  return { rows, cols, weights, x: [...randomFloats(cols, i + 1000, 3)] };
});

const SCALE = 0.01;

/** Kinds of a product: see src/kernel/product.ts. */
const KINDS = { single: 1, summed: 2, paired: 3 };

describe('products of 8 bits on relaxed SIMD', { retry: 2 }, () => {
  it('have the bits of their twin, for 1 to 130 rows and columns, however they are made', async () => {
    const given = await withPage({ isolated: true }, (page) =>
      page.evaluate(runProducts, { products, scale: SCALE, kinds: Object.values(KINDS) }),
    );
    let paired = 0;
    for (const [i, { rows, cols, weights, x }] of products.entries()) {
      const whole = Int8Array.from(weights);
      const scales = new Float32Array(rows).fill(SCALE);
      const bias = Float32Array.from({ length: rows }, (_, row) => row);
      const twin = [...new Int32Array(affineInt8(whole, scales, bias, x).buffer)];
      const [single, summed, fours, chosen] = given[i] as (number[] | null)[];
      expect(single, `${rows} x ${cols}`).toEqual(twin);
      expect(summed, `${rows} x ${cols}, summed`).toEqual(twin);
      expect(chosen, `${rows} x ${cols}, as the machine takes it`).toEqual(twin);
      if (!fitsFours(whole, cols)) continue;
      expect(fours, `${rows} x ${cols}, paired`).toEqual(twin);
      paired++;
    }
    expect(paired).toBeGreaterThan(20);
    expect(paired).toBeLessThan(products.length - 10);
  });
});

interface Asked {
  readonly products: Product[];
  readonly scale: number;
  readonly kinds: number[];
}

/** Runs in the page: each product as each kind, and last as it is placed. */
async function runProducts({ products, scale, kinds }: Asked): Promise<number[][][]> {
  const load = (path: string) => (globalThis as unknown as { load(path: string): Promise<unknown> }).load(path);
  const { Kernel } = (await load(
    '/dist/pipeline/kernel-access/kernel.js',
  )) as typeof import('#src/pipeline/kernel-access/kernel.js');
  const { placeProduct, quantizedBytes } = (await load(
    '/dist/pipeline/network/wasm/product.js',
  )) as typeof import('#src/pipeline/network/wasm/product.js');
  const bytes = await (await fetch('/dist/kernel/kernel-relaxed.wasm')).arrayBuffer();
  const kernel = Kernel.create(await WebAssembly.compile(bytes));
  return products.map(({ rows, cols, weights, x }) => {
    const scales = new Float32Array(rows).fill(scale);
    const values = Float32Array.from(weights, (w) => Math.fround(w * Math.fround(scale)));
    const bias = Float32Array.from({ length: rows }, (_, row) => row);
    const shape = { gates: 1, units: rows, cols };
    const record = placeProduct(kernel, { shape: [rows, cols], values, scales }, bias, shape, 0);
    const [xAt, y, spare] = [kernel.place(x), kernel.allocate(4 * (rows + 4)), kernel.allocate(quantizedBytes(cols))];
    const asPlaced = kernel.integers(record, 1)[0] as number;
    return [...kinds, asPlaced].map((kind) => {
      kernel.integers(record, 1)[0] = kind;
      kernel.functions.product(record, xAt, y, spare);
      return [...kernel.integers(y, rows)];
    });
  });
}
