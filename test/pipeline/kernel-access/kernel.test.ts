// The kernel's memory: which parts are in use, and that no two overlap.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';

const module = await readKernel();

describe('Kernel.allocate()', () => {
  it('gives parts at multiples of 16, all zero, that share no byte, whatever is freed meanwhile', () => {
    const order = fc.array(fc.record({ bytes: fc.integer({ min: 1, max: 500 }), back: fc.option(fc.nat(50)) }), {
      minLength: 1,
      maxLength: 80,
    });
    fc.assert(
      fc.property(order, (requests) => {
        const kernel = Kernel.create(module);
        const held: { at: number; bytes: number; mark: number }[] = [];
        requests.forEach(({ bytes, back }, i) => {
          const at = kernel.allocate(bytes);
          expect(at % 16).toBe(0);
          expect(at).toBeGreaterThan(0);
          expect(kernel.bytes(at, bytes).every((byte) => byte === 0)).toBe(true);
          const mark = 1 + (i % 255);
          kernel.bytes(at, bytes).fill(mark);
          held.push({ at, bytes, mark });
          const [returned] = back === null ? [] : held.splice(back % held.length, 1);
          if (returned) kernel.free(returned.at, returned.bytes);
          for (const part of held)
            expect(kernel.bytes(part.at, part.bytes).every((byte) => byte === part.mark)).toBe(true);
        });
      }),
      { seed: 2, numRuns: 60 },
    );
  });

  it('grows by whole pages, only when it must, and counts that views must be made again', () => {
    const kernel = Kernel.create(module);
    const [page, first] = [65_536, 1024]; // the kernel's constants come first
    kernel.allocate(page - first);
    expect(kernel).toMatchObject({ memoryBytes: page, growths: 0 }); // full to the last byte
    kernel.allocate(1);
    expect(kernel).toMatchObject({ memoryBytes: 2 * page, growths: 1 });
    kernel.allocate(3 * page);
    expect(kernel).toMatchObject({ memoryBytes: 5 * page, growths: 2 });
  });

  it('uses a freed part of the same size before new memory; sizes are rounded up', () => {
    const kernel = Kernel.create(module);
    const at = kernel.allocate(33);
    kernel.free(at, 33);
    expect(kernel.allocate(49)).not.toBe(at);
    expect(kernel.allocate(48)).toBe(at);
    expect(kernel.allocate(48)).not.toBe(at);
  });

  it('stays usable where the memory cannot grow', () => {
    const kernel = Kernel.create(module);
    const { memoryBytes } = kernel;
    expect(() => kernel.allocate(2 ** 33)).toThrow(/^Cannot make room/);
    expect(kernel).toMatchObject({ memoryBytes, growths: 0 });
    expect(kernel.bytes(kernel.allocate(100), 100).every((byte) => byte === 0)).toBe(true);
  });
});

describe('Kernel.place()', () => {
  it('copies floats, with room for whole vectors', () => {
    const kernel = Kernel.create(module);
    const one = kernel.place([1, 2, 3, 4, 5]);
    const other = kernel.place([6]);
    expect([...kernel.floats(one, 5)]).toEqual([1, 2, 3, 4, 5]);
    expect(other - one).toBe(32);
    expect([...kernel.floats(other, 4)]).toEqual([6, 0, 0, 0]);
    expect([...kernel.integers(one, 1)]).toEqual([0x3f800000]);
  });
});

describe('Kernel.create()', () => {
  it('has a memory of its own', () => {
    const [one, other] = [Kernel.create(module), Kernel.create(module)];
    const at = one.place([7]);
    expect(other.floats(at, 1)[0]).toBe(0);
  });

  it('refuses another module', () => {
    const empty = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
    expect(() => Kernel.create(empty)).toThrow(
      expect.objectContaining({
        code: 'KERNEL_UNAVAILABLE',
        message: expect.stringMatching(/it has no sigmoidInto, /),
      }),
    );
  });
});
