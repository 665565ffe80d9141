// A part of the kernel's memory that is cleared again and again.
import { expect, it } from 'vitest';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { MemoryPart } from '#src/pipeline/kernel-access/memory-part.js';

const module = await readKernel();

it('MemoryPart.clear() sets its own bytes to zero and no others, also after the memory has grown', () => {
  const kernel = Kernel.create(module);
  const at = kernel.allocate(48);
  const part = new MemoryPart(kernel, at + 16, 16);
  for (const bytes of [0, 2 ** 20]) {
    kernel.allocate(bytes);
    kernel.bytes(at, 48).fill(7);
    part.clear();
    expect([...kernel.bytes(at, 48)]).toEqual([...Array(16).fill(7), ...Array(16).fill(0), ...Array(16).fill(7)]);
  }
  expect(kernel.growths).toBeGreaterThan(0);
});
