// The numbers of an engine's models go by what a model holds.
import { describe, expect, it } from 'vitest';
import { randomModel } from '#src/harness/random-model.js';
import { ModelIds } from '#src/model/model-ids.js';
import { readModel, seriesModel, writeModel } from '#src/node/index.js';

describe('ModelIds', () => {
  it('gives models that hold the same one number, however often they are read', () => {
    const ids = new ModelIds();
    const bytes = writeModel(randomModel(8, 8));
    const first = ids.of(readModel(bytes));
    for (let i = 0; i < 5; i++) expect(ids.of(readModel(bytes.slice()))).toBe(first);
    const series = () => seriesModel({ channels: ['a', 'b'] });
    expect(ids.of(series())).toBe(ids.of(series()));
    expect(ids.of(series())).not.toBe(first);
  });

  it('gives a model that differs in one weight, one name or one threshold another number', () => {
    const ids = new ModelIds();
    const model = randomModel(8, 8);
    const [[name, tensor] = ['', { shape: [], values: new Float32Array() }]] = model.tensors;
    const values = Float32Array.from(tensor.values as Float32Array);
    values[0] = (values[0] as number) + 1e-3;
    const others = [
      model,
      { ...model, tensors: new Map([...model.tensors, [name, { ...tensor, values }]]) },
      { ...model, labels: model.labels.map((label, i) => (i === 1 ? `${label}x` : label)) },
      { ...model, detector: { ...model.detector, minDurationMs: model.detector.minDurationMs + 1 } },
    ];
    expect(new Set(others.map((each) => ids.of(each as typeof model))).size).toBe(others.length);
  });
});
