import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openBase, shapeOf, startFrom } from '#src/cli/training/base.js';
import { planShape } from '#src/cli/training/plan-shape.js';
import { plainDetector } from '#src/model/detector-settings.js';
import { writeModel } from '#src/model/file/model-file.js';
import type { Model } from '#src/model/model.js';
import { readTrainingKernel } from '#src/node/kernel-file.js';
import { makeModel } from '#src/training/model.js';
import { planParameters, toTensors } from '#src/training/network/parameters.js';
import { randomStart } from '#src/training/train.js';
import { temporaryFolder } from '../../support/folder.js';

const folder = temporaryFolder();
const options = { cell: 'gru', hidden: 8, layers: 2, bands: 12, hop: 20, window: 32 } as const;
const learning = { seed: 1, epochs: 2, learningRate: 0.004 };
const nothing = () => undefined;

/** A base with other labels than what is to be trained. */
async function written(changes: Partial<Model> | { format: number } = {}): Promise<string> {
  const plan = planShape({ ...options, ...learning, seed: 7 }, null, ['none', 'a', 'b', 'c', 'd']);
  const model = makeModel(await readTrainingKernel(), plan, randomStart(plan), 'words', 'F32');
  const file = `${folder.path}/base.safetensors`;
  await writeFile(file, writeModel({ ...model, detector: plainDetector(plan.labels), ...changes } as Model, 'F32'));
  return file;
}

describe('a base network', () => {
  it('gives its front end and its recurrent weights to the bit, and leaves the head random', async () => {
    const base = await openBase(await written(), options, new Set(), nothing);
    if (base === null) throw new Error('there is a base');
    const plan = planShape({ ...options, ...learning }, base, ['none', 'x', 'y']);
    expect(plan.frontEnd).toEqual(base.model.frontEnd);
    const layout = planParameters(plan.layers);
    const started = toTensors(layout, startFrom(base, plan));
    const random = toTensors(layout, randomStart(plan));
    const recurrent = [...started.keys()].filter((name) => name.startsWith('gru.'));
    expect(recurrent).toHaveLength(8);
    for (const name of recurrent) {
      expect(started.get(name)).toEqual(base.model.tensors.get(name));
      expect(started.get(name)).not.toEqual(random.get(name));
    }
    expect(started.get('fc.weight')).toEqual(random.get('fc.weight'));
    expect(shapeOf(base)).toEqual(options);
  });

  it('is none where none is asked for, and none is shipped', async () => {
    expect(await openBase('none', options, new Set(), nothing)).toBeNull();
  });

  it('refuses another network than its own, if the user asked for both', async () => {
    const file = await written();
    const other = { ...options, hidden: 16 };
    await expect(openBase(file, other, new Set(['hidden']), nothing)).rejects.toThrow(
      /base.safetensors has --hidden 8: received 16 \(--base none starts from nothing\)/,
    );
    expect(await openBase(file, other, new Set(), nothing)).not.toBeNull();
  });

  it('of another version of the file is refused in a sentence that says what makes one of this version', async () => {
    const refused = openBase(await written({ format: 2 }), options, new Set(), nothing);
    await expect(refused).rejects.toMatchObject({
      code: 'MODEL_UNREADABLE',
      message: expect.stringMatching(
        /^Cannot start from .*base.safetensors: it is of another version .* 'sluice train base' makes one .*--base none/,
      ),
    });
  });
});
