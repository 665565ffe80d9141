// The file of an effect: it comes back as it was, and what is broken is told from what is no effect.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isEffectFile, readEffectFile, writeEffectFile } from '#src/model/file/effect-file.js';
import { readModel } from '#src/model/file/model-file.js';
import { madeEffect } from '../../support/made-effect.js';

const keywords = new Uint8Array(readFileSync(new URL('../../../dist/models/keywords.safetensors', import.meta.url)));

describe('readEffectFile()', () => {
  it('gives back what writeEffectFile() was given', () => {
    const model = madeEffect({
      kind: 'gru',
      hidden: 6,
      knobs: 2,
      changes: { residual: true, provenance: { licence: 'MIT' } },
    });
    const file = writeEffectFile(model);
    expect(readEffectFile(file)).toEqual(model);
    expect(isEffectFile(file)).toBe(true);
  });

  it('tells a file that was changed, and a model that is no effect', () => {
    const file = writeEffectFile(madeEffect());
    file[file.length - 3] = (file[file.length - 3] as number) ^ 1;
    expect(() => readEffectFile(file)).toThrow(expect.objectContaining({ code: 'MODEL_CORRUPT' }));
    expect(isEffectFile(keywords)).toBe(false);
    expect(() => readEffectFile(keywords)).toThrow(/it is no effect: sound in, scores out/);
    expect(() => readModel(writeEffectFile(madeEffect()))).toThrow(
      expect.objectContaining({ code: 'MODEL_UNREADABLE' }),
    );
  });

  it.each([
    [{ sampleRate: -1 }, /'sampleRate'/],
    [{ layers: [] }, /'layers'/],
    [{ knobs: [{ name: 'gain', least: 1, most: 0, initial: 1 }] }, /'gain' must stand within its range, from 1 to 0/],
    [{ knobs: [] }, /takes 2 inputs, but 1 come/],
    [{ inputGain: Number.NaN }, /'inputGain'/],
  ])('refuses parts that do not fit each other: %j', (changes, message) => {
    const broken = writeEffectFile({ ...madeEffect({ knobs: 1 }), ...changes });
    expect(() => readEffectFile(broken)).toThrow(
      expect.objectContaining({ code: 'MODEL_UNREADABLE', message: expect.stringMatching(message) }),
    );
  });
});
