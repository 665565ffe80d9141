// The kernel that streams load is what they call, and nothing else: what only training calls has a kernel of its own.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readKernel, readTrainingKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { KERNEL_FUNCTIONS } from '#src/pipeline/kernel-access/kernel-functions.js';
import { createTrainingKernel } from '#src/training/network/training-kernel.js';
import { SequenceTrainer } from '#src/training/sequence-trainer.js';
import { importsIn } from '../architecture/imports.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** A stream quantizes by its products. Tests hold the numbers themselves to their twin, on each machine's kernel. */
const PART_OF_ANOTHER: readonly string[] = ['quantize'];

const sources = filesIn('src').filter((file) => !file.startsWith('src/kernel/'));
const live = sources.filter((file) => /^src\/(pipeline|forecast)\//.test(file));

describe('the live kernel', () => {
  it('exports nothing that streams do not call', () => {
    const called = calledIn(live);
    expect(KERNEL_FUNCTIONS.filter((name) => !called.has(name))).toEqual(PART_OF_ANOTHER);
  });

  it('would be found to export what only training calls', () => {
    const called = calledIn(live);
    for (const name of ['adam', 'gruBackward', 'sumRows', 'transpose']) {
      expect(called.has(name)).toBe(false);
      expect(calledIn(sources).has(name)).toBe(true);
    }
  });

  it('is built from no source of training', () => {
    const reached = new Set(['src/kernel/index.ts']);
    for (const file of reached) {
      const imports = importsIn(file, readFileSync(join(root, file), 'utf8'));
      for (const { from } of imports) reached.add(from.endsWith('.ts') ? from : `${from}.ts`);
    }
    expect(reached.size).toBeGreaterThan(15);
    expect([...reached].filter((file) => file.startsWith('src/kernel/training/'))).toEqual([]);
  });

  it('is refused by training, with the file that it takes', async () => {
    const module = await readKernel();
    const task = { cell: 'gru', inputSize: 4, hiddenSize: 4, outputSize: 1, steps: 2, updates: 1 } as const;
    for (const start of [() => createTrainingKernel(module), () => new SequenceTrainer(module, task)]) {
      expect(start).toThrow(
        expect.objectContaining({
          code: 'KERNEL_UNAVAILABLE',
          message: expect.stringMatching(/it has no adam, .*: take 'sluice\/kernel-training.wasm', which readKernel/),
        }),
      );
    }
  });
});

describe('the training kernel', () => {
  it('is a live one too', async () => {
    const module = await readTrainingKernel();
    expect(() => Kernel.create(module)).not.toThrow();
  });
});

/** Names that a file takes out of a kernel's functions, or calls on them. */
function calledIn(files: readonly string[]): Set<string> {
  const names = new Set<string>();
  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, name] of text.matchAll(/functions\.(\w+)/g)) names.add(name as string);
    for (const [, list] of text.matchAll(/\{([^{}]*)\}\]? = [^;]*functions\b/g)) {
      for (const name of (list as string).split(',')) names.add(name.trim());
    }
  }
  return names;
}

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
}
