// A page trains: the training kernel comes from the package's own file, alone, and gives what it gives in Node.
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Rollup } from 'vite';
import { expect, it } from 'vitest';
import { readTrainingKernel } from '#src/node/kernel-file.js';
import { type MakeSequence, SequenceTrainer } from '#src/training/sequence-trainer.js';
import { temporaryFolder } from '../support/folder.js';
import { withPage } from './page.js';

const TASK = { cell: 'gru', inputSize: 4, hiddenSize: 8, outputSize: 1, steps: 5, updates: 20 } as const;
const folder = temporaryFolder();

it('a page trains as Node does, and loads one kernel for it', { retry: 2 }, async () => {
  const page = await withPage({ isolated: false }, (page) => page.evaluate(trainInPage, TASK));
  expect(page.kernels).toEqual(['kernel-training.wasm']);
  const trainer = new SequenceTrainer(await readTrainingKernel(), TASK);
  const losses = Array.from({ length: TASK.updates }, () => trainer.train(ramps));
  expect(losses.at(-1)).toBeLessThan((losses[0] as number) / 2);
  // the learning rate is made of a cosine, which engines round in their own ways
  for (const [i, loss] of losses.entries()) expect(page.losses[i]).toBeCloseTo(loss, 5);
});

it('a bundler gives such a page its code, that kernel and what teaching needs, and no engine thread', async () => {
  const entry = fileURLToPath(new URL('../../dist/browser/training/index.js', import.meta.url));
  const input = folder.write('entry.js', `export { readKernel, SequenceTrainer } from ${JSON.stringify(entry)};\n`);
  const { output } = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      assetsInlineLimit: 0,
      rolldownOptions: { input, external: ['onnxruntime-web'], preserveEntrySignatures: 'strict' },
    },
  })) as Rollup.RollupOutput;
  const names = output.map(({ fileName }) => basename(fileName).replace(/-[\w-]{8}(?=\.)/, ''));
  // bundlers emit every file that code names; a page that does not teach never loads the talk, as the test above says
  expect(names.sort()).toEqual(['base.safetensors', 'entry.js', 'kernel-training.wasm', 'talk.bank']);
});

/** The mean of a ramp that begins higher for each sequence. */
const ramps: MakeSequence = (input, sequence) => {
  for (let step = 0; step < 5; step++) input(step).fill((sequence + step) / 40);
  return [(sequence + 2) / 40];
};

/** Runs in the page. */
async function trainInPage(task: typeof TASK): Promise<{ losses: number[]; kernels: string[] }> {
  const load = (path: string) => (globalThis as unknown as { load(path: string): Promise<unknown> }).load(path);
  const { readKernel, SequenceTrainer } = (await load(
    '/dist/browser/training/index.js',
  )) as typeof import('#src/browser/training/index.js');
  const trainer = new SequenceTrainer(await readKernel(), task);
  const losses = Array.from({ length: task.updates }, () =>
    trainer.train((input, sequence) => {
      for (let step = 0; step < 5; step++) input(step).fill((sequence + step) / 40);
      return [(sequence + 2) / 40];
    }),
  );
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name.split('/').at(-1) ?? '');
  return { losses, kernels: loaded.filter((name) => /\.(wasm|bank)$/.test(name)) };
}
