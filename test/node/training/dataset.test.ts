import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDataset } from '#src/node/training/dataset.js';
import type { Dataset } from '#src/training/data/dataset.js';
import { writeTones } from '../../training/tones.js';

let folder: string;
let dataset: Dataset;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-tones-'));
  await writeTones(folder, ['rise', 'fall', 'hum', 'unknown'], 30);
  dataset = await readDataset({
    folders: [folder],
    noise: [],
    sampleRate: 16_000,
    validationPercent: 20,
    testPercent: 20,
  });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('readDataset()', () => {
  it('takes every folder that is not called background as a label, the background first', () => {
    expect(dataset.labels).toEqual(['none', 'fall', 'hum', 'rise']);
    expect(dataset.clips.filter(({ label, kind }) => label === 0 && kind === 'speech')).toHaveLength(30);
  });

  it('keeps every speaker in one split', () => {
    const splits = new Map<string, Set<string>>();
    for (const { speaker, split, kind } of dataset.clips) {
      if (kind === 'noise') continue;
      splits.set(speaker, (splits.get(speaker) ?? new Set()).add(split));
    }
    expect(splits.size).toBe(10);
    for (const of of splits.values()) expect(of.size).toBe(1);
  });

  it('cuts noise by time, so that none is heard both in training and in test', () => {
    const noise = dataset.clips.filter(({ kind }) => kind === 'noise').sort((a, b) => a.from - b.from);
    expect(noise.map(({ split }) => split)).toEqual(['train', 'validation', 'test']);
    expect(noise[1]?.from).toBe((noise[0]?.from ?? 0) + (noise[0]?.length ?? 0));
    expect(noise[2]?.from).toBe((noise[1]?.from ?? 0) + (noise[1]?.length ?? 0));
  });

  it('takes one folder, or noise alone, where they join data that are there already', async () => {
    const splits = { noise: [], sampleRate: 16_000, validationPercent: 20, testPercent: 20 };
    const one = await mkdtemp(join(tmpdir(), 'sluice-one-'));
    await writeTones(one, ['rise'], 3);
    const joined = await readDataset({ ...splits, folders: [one], leastFolders: 1 });
    expect(joined.labels).toEqual(['none', 'rise']);
    const noise = await readDataset({ ...splits, folders: [], noise: [join(one, 'rise')], leastFolders: 0 });
    expect(noise.labels).toEqual(['none']);
    expect(noise.clips.map(({ kind }) => kind)).toEqual(['noise', 'noise', 'noise']);
    await rm(one, { recursive: true });
  });

  it('refuses a folder with one label in one sentence', async () => {
    const one = await mkdtemp(join(tmpdir(), 'sluice-one-'));
    await writeTones(one, ['rise'], 2);
    const reading = readDataset({
      folders: [one],
      noise: [],
      sampleRate: 16_000,
      validationPercent: 10,
      testPercent: 10,
    });
    await expect(reading).rejects.toMatchObject({
      code: 'DATA_UNUSABLE',
      message: expect.stringContaining('at least two folders'),
    });
    await rm(one, { recursive: true });
  });

  it('finds the word in each clip', () => {
    for (const { kind, wordFrom, wordTo, length } of dataset.clips) {
      if (kind === 'noise') continue;
      expect(wordFrom).toBeGreaterThan(16_000 * 0.1);
      expect(wordTo).toBeLessThan(length - 16_000 * 0.2);
      expect(wordTo - wordFrom).toBeGreaterThan(16_000 * 0.2);
    }
  });
});
