// The ear: a base network's layers beside a model's own, which all taught words share.
import { describe, expect, it } from 'vitest';
import { readModel, writeModel } from '#src/model/file/model-file.js';
import type { LogMelSpec } from '#src/model/front-end.js';
import type { Model } from '#src/model/model.js';
import { readTrainingKernel } from '#src/node/kernel-file.js';
import { type Ear, earOf, ownEar } from '#src/training/teaching/ear.js';
import { withoutWord, withWord } from '#src/training/teaching/taught-network.js';
import { scoresOf, wordNetwork } from '../../support/taught.js';
import { tinyModel } from '../../support/tiny-model.js';

const module = await readTrainingKernel();
const model = tinyModel();
const base = hearingOtherwise(tinyModel({ hidden: 8 }));
const network = (seed: number) => wordNetwork(8, 4, seed);
const scores = (of: Model) => scoresOf(module, of);
const ear = earOf(base, model) as Ear;

describe('the ear of taught words', () => {
  it('hears by a model with other means and deviations what the base hears by its own', () => {
    // The base with its ear in the place of its layers, behind the model's front end: the scores must be the base's.
    const [recurrent, ...rest] = base.layers;
    const swapped: Model = {
      ...base,
      frontEnd: model.frontEnd,
      layers: [ear.layer, ...rest.map((layer) => ({ ...layer, from: ear.layer.name }) as typeof layer)],
      tensors: new Map([...base.tensors, ...ear.tensors]),
    };
    expect(recurrent?.kind).toBe('gru');
    const [wanted, got] = [scores(base), scores(swapped)];
    expect(wanted.length).toBeGreaterThan(20);
    const apart = wanted.flatMap((row, i) => row.map((value, j) => Math.abs(value - (got[i]?.[j] as number))));
    expect(Math.max(...apart)).toBeLessThan(2e-3); // its weights are rounded to 16 bits
  });

  it('stands in a model once, whatever number of words it tells, and goes with the last', () => {
    const one = withWord(module, model, 'lantern', network(1), ear);
    const two = withWord(module, one, 'window', network(2), ownEar(one));
    expect(two.layers.filter(({ kind }) => kind === 'gru')).toHaveLength(4);
    expect(scores(two).map((row) => row.slice(0, 4))).toEqual(scores(model));
    expect(scores(two).map((row) => row[4])).toEqual(scores(one).map((row) => row[4]));
    const left = withoutWord(module, two, 'lantern');
    expect(ownEar(left)?.layer).toEqual(ear.layer);
    const none = withoutWord(module, left, 'window');
    expect(none.layers).toEqual(model.layers);
    expect([...none.tensors.keys()].sort()).toEqual([...withGoldenNames(model)].sort());
  });

  it('is kept by the file, with the same scores', () => {
    const taught = withWord(module, model, 'lantern', network(1), ear);
    expect(scores(readModel(writeModel(taught)))).toEqual(scores(taught));
    expect(scores(readModel(writeModel(taught))).length).toBeGreaterThan(20);
  });

  it('stands beside a word that was taught without it, which keeps its bits', () => {
    const own = wordNetwork(12, 4, 5);
    const before = withWord(module, model, 'lantern', own);
    const both = withWord(module, before, 'window', network(2), ear);
    expect(scores(both).map((row) => row[4])).toEqual(scores(before).map((row) => row[4]));
  });

  it('is not used for a model that hears in other bands or another rhythm', () => {
    const { frontEnd } = model;
    const other = { ...frontEnd, hopSamples: 320 } as LogMelSpec;
    expect(earOf(base, { frontEnd: other })).toBeUndefined();
    expect(earOf(base, { frontEnd: { ...frontEnd, maxHz: 4000 } as LogMelSpec })).toBeUndefined();
  });

  it('cannot be made of a base without a recurrent layer', () => {
    const dense = { ...base, layers: base.layers.slice(1) };
    expect(() => earOf(dense, model)).toThrow(
      "Cannot teach with the base network 'tiny': it needs a log-mel front end",
    );
  });
});

function hearingOtherwise(from: Model): Model {
  const frontEnd = from.frontEnd as LogMelSpec;
  const moved = (values: readonly number[], by: (i: number) => number) =>
    values.map((value, i) => Math.fround(value + by(i)));
  return {
    ...from,
    frontEnd: {
      ...frontEnd,
      mean: moved(frontEnd.mean, (i) => -2 + 0.1 * i),
      deviation: moved(frontEnd.deviation, (i) => 0.5 + 0.02 * i),
    },
  };
}

function withGoldenNames({ tensors }: Model): Set<string> {
  return new Set([...tensors.keys(), 'golden.inputs', 'golden.outputs']);
}
