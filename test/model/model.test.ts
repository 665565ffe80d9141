// What is read from a model's description.
import { describe, expect, it } from 'vitest';
import { hopMs } from '#src/model/model.js';
import { tinyModel } from '../support/tiny-model.js';

const model = tinyModel();

describe('hopMs()', () => {
  it.each([
    [464, 16_000, 29],
    [320, 16_000, 20],
    [441, 44_100, 10],
    [1, 1000, 1],
  ])('of %d samples at %d Hz is exactly %d', (hopSamples, sampleRate, ms) => {
    expect(hopMs({ ...model, frontEnd: { ...model.frontEnd, hopSamples, sampleRate } })).toBe(ms);
  });
});
