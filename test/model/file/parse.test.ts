// A description that does not fit itself or its tensors gets one sentence that names the place.
import { describe, expect, it } from 'vitest';
import { crc32 } from '#src/model/crc32.js';
import { readAnyModel, readModel, writeModel } from '#src/model/file/model-file.js';
import type { Tensor } from '#src/model/layers.js';
import type { Model } from '#src/model/model.js';
import { seriesModel } from '#src/model/series-model.js';
import { container, failureOf, message, small } from './broken-file.js';

describe('readModel(): descriptions that do not fit', () => {
  const model = small();
  const without = (name: string) => new Map([...model.tensors].filter(([key]) => key !== name));
  const frontEnd = (part: Partial<Model['frontEnd']>) => ({ ...model, frontEnd: { ...model.frontEnd, ...part } });
  const [gru, dense] = model.layers as [Model['layers'][0], Model['layers'][0]];

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['a missing tensor', { ...model, tensors: without('fc.bias') }, /tensor 'fc.bias' is missing/],
    ['a wrong shape', { ...model, tensors: reshaped(model) }, /'fc.weight' must be of shape \[2,1\]: received \[1,2\]/],
    ['a label too many', { ...model, labels: ['none', 'a', 'b'] }, /3 labels for 2 scores/],
    ['no label', { ...model, labels: [] }, /'labels'/],
    ['one label', { ...model, labels: ['none'] }, /1 labels for 2 scores/],
    ['labels that are no text', { ...model, labels: ['none', 7] }, /'labels\.1'/],
    ['another format', { ...model, format: 2 }, /'format'.*1.*2/],
    ['no name', { ...model, name: undefined }, /'name'/],
    ['NaN, which JSON writes as null', frontEnd({ floor: Number.NaN }), /'frontEnd.floor'/],
    ['a mean of NaN', frontEnd({ mean: [0, Number.NaN] }), /'frontEnd.mean.1'/],
    ['means for other bands', frontEnd({ mean: [0] }), /must hold 2 numbers/],
    ['a deviation of zero', frontEnd({ deviation: [1, 0] }), /'frontEnd.deviation.1'/],
    ['a window above the transform', frontEnd({ windowSamples: 32 }), /'fftSize' 16 is below 'windowSamples' 32/],
    ['a window of odd length', frontEnd({ windowSamples: 6 }), /'frontEnd.windowSamples' must be a multiple of 4/],
    ['a transform that is no power of two', frontEnd({ fftSize: 24 }), /'frontEnd.fftSize'/],
    ['no hop', frontEnd({ hopSamples: 0 }), /'frontEnd.hopSamples'/],
    ['bands that go down', frontEnd({ minHz: 500, maxHz: 400 }), /bands from 500 to 400 Hz must increase/],
    ['bands of no width', frontEnd({ minHz: 400, maxHz: 400 }), /bands from 400 to 400 Hz must increase/],
    ['bands above half of the rate', frontEnd({ maxHz: 501 }), /at most at half the sample rate 1000/],
    ['a mean beyond single precision', frontEnd({ mean: [0, -1e39] }), /'frontEnd.mean.1'/],
    ['a deviation below single precision', frontEnd({ deviation: [1, 1e-39] }), /'frontEnd.deviation.1'/],
    ['a floor below single precision', frontEnd({ floor: 1e-50 }), /'frontEnd.floor'/],
    ['a label twice', { ...model, labels: ['a', 'a'] }, /label 'a' is there twice/],
    [
      'a threshold that is no number',
      { ...model, detector: { ...model.detector, enter: { a: '0.5' } } },
      /'detector.enter' must hold a number for each name/,
    ],
    ['thresholds in a list', { ...model, detector: { ...model.detector, exit: [0.5] } }, /'detector.exit' must hold/],
    ['no thresholds', { ...model, detector: { ...model.detector, enter: null } }, /'detector.enter' must hold/],
    ['no layers', { ...model, layers: [] }, /'layers'/],
    ['an unknown layer', { ...model, layers: [{ ...gru, kind: 'transformer' }, dense] }, /'layers\.0\.kind'/],
    ['layers in the wrong order', { ...model, layers: [dense, gru] }, /'fc' takes 1 inputs, but 2 come/],
    ['layers that give no score a label', { ...model, layers: [gru] }, /labels for 1 scores/],
    [
      'a clip threshold of one',
      { ...model, detector: { ...model.detector, clipThreshold: 1 } },
      /'detector.clipThreshold' must be above 0 and below 1/,
    ],
  ])('names %s in one sentence', (_, broken, sentence) => {
    const failure = failureOf(writeModel(broken as unknown as Model));
    expect(failure).toMatchObject({ code: 'MODEL_UNREADABLE', message: expect.stringMatching(sentence) });
    expect(failure?.message).toMatch(/^Cannot read the model: [^\n]+$/);
  });

  it('refuses a series model with other labels than its two', () => {
    const series = seriesModel({ channels: ['flow'] });
    expect(readAnyModel(writeModel(series))).toMatchObject({ labels: ['normal', 'anomaly'] });
    for (const labels of [['normal'], ['anomaly', 'normal'], ['normal', 'anomaly', 'other'], 'normal,anomaly']) {
      const bytes = writeModel({ ...series, labels } as unknown as typeof series);
      expect(() => readAnyModel(bytes)).toThrow("Cannot read the model: 'labels' must be normal and anomaly");
    }
  });

  it('keeps a number for every name, also for those that every object has', () => {
    const words = ['constructor', 'prototype', 'toString', 'a b', ''];
    const numbers = Object.fromEntries(words.map((word, i) => [word, i / 10]));
    const detector = { ...model.detector, enter: numbers, exit: numbers, lagMs: numbers, durationMs: numbers };
    expect(readModel(writeModel({ ...model, detector })).detector).toEqual(detector);
  });

  it('refuses a description that is not JSON, or holds NaN or an infinite number', () => {
    const text = JSON.stringify({ ...model, tensors: undefined });
    const floor = (value: string) => text.replace('"floor":0.000001', `"floor":${value}`);
    expect(message(described(text))).toMatch(/tensor .* is missing/); // all else is well
    expect(message(described(text.slice(1)))).toMatch(/its description is not JSON/);
    expect(message(described(floor('NaN')))).toMatch(/its description is not JSON/);
    expect(message(described(floor('1e999')))).toMatch(/'frontEnd.floor'/);
    expect(message(described(floor('1e-6')))).toMatch(/tensor .* is missing/);
    expect(message(described('null'))).toMatch(/'description'/);
  });

  it('says it in one line though a name in the file has several', () => {
    const [gruLayer] = model.layers;
    const odd = { ...model, layers: [{ ...gruLayer, name: 'two\r\nlines', inputSize: 9 }] } as unknown as Model;
    expect(message(writeModel(odd))).toBe(
      "Cannot read the model: layer 'two\ufffd\ufffdlines' takes 9 inputs, but 2 come",
    );
    const long = { ...model, layers: [{ ...gruLayer, name: 'x'.repeat(10_000) }] } as unknown as Model;
    expect(message(writeModel(long)).length).toBeLessThan(300);
  });
});

function reshaped(model: Model): Map<string, Tensor> {
  return new Map([...model.tensors, ['fc.weight', { shape: [1, 2], values: new Float32Array(2) }]]);
}

/** A file with this description, no tensors and a checksum that fits. */
function described(sluice: string): Uint8Array {
  const text = new TextEncoder();
  const checksum = crc32(text.encode(sluice), text.encode('[]')).toString(16).padStart(8, '0');
  return container({ __metadata__: { sluice, crc32: checksum } });
}
