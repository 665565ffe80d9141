// Both sides of the kernel's boundary mean the same: what asc compiled is what its callers are told, and the host's
// memory begins behind the constants.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as layout from '#src/kernel/layout.js';
import { KERNEL_FUNCTIONS } from '#src/pipeline/kernel-access/kernel-functions.js';
import { hasRelaxedSimd } from '#src/pipeline/kernel-access/relaxed-simd.js';
import { TRAINING_FUNCTIONS } from '#src/training/network/training-functions.js';

const root = new URL('../../', import.meta.url);
const signatures = ['src/pipeline/kernel-access/kernel-functions.ts', 'src/training/network/training-functions.ts']
  .map((file) => readFileSync(new URL(file, root), 'utf8'))
  .join('\n');

// the relaxed one where this machine can compile it
for (const { name, listed } of [
  { name: 'kernel', listed: KERNEL_FUNCTIONS },
  ...(hasRelaxedSimd ? [{ name: 'kernel-relaxed', listed: KERNEL_FUNCTIONS }] : []),
  { name: 'kernel-training', listed: [...KERNEL_FUNCTIONS, ...TRAINING_FUNCTIONS] },
]) {
  describe(`${name}.wasm`, () => {
    const bytes = readFileSync(new URL(`dist/kernel/${name}.wasm`, root));
    const memory = new WebAssembly.Memory({ initial: 1 });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });

    it('exports the functions that are listed for its callers, and no others', () => {
      const functions = Object.keys(exports).filter((key) => typeof exports[key] === 'function');
      expect(functions.sort()).toEqual([...listed].sort());
    });

    it.each(listed)('%s() takes as many arguments as its signature has', (key) => {
      const [, parameters] = signatures.match(new RegExp(`^ {2}${key}\\(([^)]*)\\):`, 'm')) ?? [];
      const count = parameters?.split(',').filter((parameter) => parameter.trim() !== '').length;
      expect((exports[key] as (...numbers: number[]) => number).length).toBe(count);
    });

    it('has its constants below the address at which the memory of its host begins', () => {
      const values = new Uint8Array(memory.buffer);
      const last = values.findLastIndex((value) => value !== 0);
      expect(last).toBeGreaterThan(0);
      expect(last).toBeLessThan(layout.HOST_MEMORY);
    });
  });
}

describe('layout.ts', () => {
  it('holds integers alone: asc takes every number without a type as i32', () => {
    expect(Object.values(layout).length).toBeGreaterThan(30);
    expect(Object.entries(layout).filter(([, value]) => !Number.isInteger(value))).toEqual([]);
  });

  it('has records whose fields lie side by side, none on another', () => {
    const { INPUT, STATE, WORK, BATCH_ROW_BYTES, PRODUCT_BYTES } = layout;
    const product = Object.entries(layout).filter(([name]) => /^PRODUCT_(?!BYTES)/.test(name));
    for (const [fields, bytes] of [
      [[INPUT, STATE, WORK], BATCH_ROW_BYTES],
      [product.map(([, at]) => at), PRODUCT_BYTES],
    ] as const) {
      expect(new Set(fields).size).toBe(fields.length);
      for (const at of fields) expect(at % 4 === 0 && at + 4 <= bytes).toBe(true);
    }
  });
});
