import { expect, it } from 'vitest';
import { readModel, writeModel } from '#src/model/file/model-file.js';
import type { Model } from '#src/model/model.js';
import { readTrainingKernel } from '#src/node/kernel-file.js';
import { seenLayer, taughtWords, withoutWord, withWord } from '#src/training/teaching/taught-network.js';
import { scoresOf, wordNetwork } from '../../support/taught.js';
import { tinyModel } from '../../support/tiny-model.js';

const module = await readTrainingKernel();
const base = tinyModel();
const network = (seed: number) => wordNetwork(12, 8, seed);
const scores = (of: Model) => scoresOf(module, of);

it('a taught word comes last, and the other scores keep their bits', () => {
  const taught = withWord(module, base, 'lantern', network(1));
  expect(taught.labels).toEqual([...base.labels, 'lantern']);
  const [before, after] = [scores(base), scores(taught)];
  expect(after.map((row) => row.slice(0, 4))).toEqual(before);
  expect(new Set(after.map((row) => row[4])).size).toBeGreaterThan(20);
  for (const row of after) expect(row[4]).toBeGreaterThanOrEqual(0);
});

it('its file is read again, and its golden vector holds', () => {
  const taught = withWord(module, base, 'lantern', network(1));
  expect(scores(readModel(writeModel(taught)))).toEqual(scores(taught));
});

it('a second word stands beside the first; either can be taken out, and the rest keeps its bits', () => {
  const first = withWord(module, base, 'lantern', network(1));
  const both = withWord(module, first, 'window', network(2));
  expect(taughtWords(both)).toEqual(['lantern', 'window']);
  const firstOut = withoutWord(module, both, 'lantern');
  expect(taughtWords(firstOut)).toEqual(['window']);
  expect(scores(firstOut).map((row) => row[4])).toEqual(scores(both).map((row) => row[5]));
  const none = withoutWord(module, firstOut, 'window');
  expect(none.labels).toEqual(base.labels);
  expect(none.layers).toEqual(base.layers);
  expect(scores(none)).toEqual(scores(base));
});

it('a word that is taught anew takes the place of the old one', () => {
  const once = withWord(module, withWord(module, base, 'lantern', network(1)), 'window', network(2));
  const again = withWord(module, once, 'lantern', network(3));
  expect(taughtWords(again)).toEqual(['window', 'lantern']);
  expect(again.labels).toHaveLength(6);
  expect(again.layers).toHaveLength(once.layers.length);
});

it('a model without a recurrent layer cannot be taught', () => {
  const dense = { ...base, layers: base.layers.slice(1) };
  expect(() => seenLayer(dense)).toThrow(
    "Cannot teach 'tiny': it needs a recurrent layer whose size is a multiple of 4: received none",
  );
  expect(() => seenLayer(tinyModel({ hidden: 10 }))).toThrow('received 10');
});
