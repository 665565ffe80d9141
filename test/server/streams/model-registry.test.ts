// What a client may ask of a model: nothing that makes its engine keep things without bound.
import { writeFile } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import { randomModel } from '#src/harness/random-model.js';
import { vectorModel } from '#src/harness/vector-model.js';
import type { Model } from '#src/model/model.js';
import { type AnyModel, connect, writeModel } from '#src/node/index.js';
import { readKernel } from '#src/node/kernel-file.js';
import { filterBytes, ResamplerDesign } from '#src/pipeline/frames/resampler.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import type { OpenMessage } from '#src/protocol/client-messages.js';
import { CODES } from '#src/protocol/closing.js';
import { ModelRegistry } from '#src/server/streams/model-registry.js';
import { temporaryFolder } from '../../support/folder.js';
import { model as rows, serve } from '../stand.js';

const open = (changes: Partial<OpenMessage>) =>
  ({
    kind: 'open',
    number: 0,
    stream: 'x',
    encoding: 'f32',
    predictions: 'all',
    drop: 'oldest',
    maxDelayMs: 250,
    replace: false,
    detector: {},
    ...changes,
  }) satisfies OpenMessage;
const registryOf = (model: AnyModel) =>
  new ModelRegistry({ standard: { name: 'm', model }, folder: null, most: 1, rates: 2 });
const sound = randomModel(8, 8);
const own = sound.frontEnd.sampleRate;

describe('ModelRegistry', () => {
  it('runs a sound model at rates with small filters, and counts the filters', async () => {
    const registry = registryOf(sound);
    const [at44, at48] = [await registry.plan(open({ rate: 44_100 })), await registry.plan(open({ rate: 48_000 }))];
    expect(at44.bytes - at48.bytes).toBeGreaterThan(150_000); // of each phase of 160, and of none
    for (const rate of [own * 65, 767_999, 999, 44_100.5]) {
      await expect(registry.plan(open({ rate }))).rejects.toMatchObject({ code: CODES.MODEL_MISFIT });
    }
  });

  it('runs a model of plain values at its own rate only', async () => {
    const registry = registryOf(rows);
    await expect(registry.plan(open({ channels: 1, rate: 767_999 }))).rejects.toMatchObject({
      code: CODES.MODEL_MISFIT,
    });
    await expect(registry.plan(open({ channels: 1, rate: 8000 }))).rejects.toMatchObject({ code: CODES.MODEL_MISFIT });
    expect((await registry.plan(open({ channels: 1 }))).sampleRate).toBe(rows.frontEnd.sampleRate);
  });

  it('runs a model at so many other rates and no more', async () => {
    const registry = registryOf(sound);
    for (const rate of [44_100, 48_000, 44_100, own]) await registry.plan(open({ rate }));
    await expect(registry.plan(open({ rate: 32_000 }))).rejects.toMatchObject({ code: CODES.NO_MEMORY });
    expect((await registry.plan(open({ rate: 48_000 }))).sampleRate).toBe(48_000);
  });

  it('has one model that learns by itself for each number of channels, whatever their names', async () => {
    const registry = registryOf(sound);
    const models = new Set<unknown>();
    for (let i = 0; i < 300; i++) {
      const plan = await registry.plan(open({ model: 'anomaly', channels: [`a-${i}`, `b-${i}`] }));
      expect(plan.channels).toEqual([`a-${i}`, `b-${i}`]);
      models.add(plan.model);
    }
    expect(models.size).toBe(1);
    await expect(registry.plan(open({ model: 'anomaly', channels: ['a', 'a'] }))).rejects.toMatchObject({
      code: CODES.MODEL_MISFIT,
    });
  });

  it('lets streams with other channel names learn side by side, each under its own names', async () => {
    await using server = await serve();
    await using client = await connect(server.socketUrl);
    for (const channels of [['load'], ['heat'], ['load', 'heat']]) {
      const stream = await client.open({ stream: channels.join('-'), model: 'anomaly', channels });
      expect(stream.info.channels).toEqual(channels);
    }
  });
});

describe('filterBytes()', () => {
  it.each([
    [44_100, 16_000],
    [48_000, 16_000],
    [47_999, 16_000],
    [8000, 16_000],
    [16_000, 16_000],
  ])('is what the filters from %i to %i Hz take', async (from, to) => {
    const bytes = from === to ? 0 : new ResamplerDesign(Kernel.create(await readKernel()), from, to).tableBytes;
    expect(filterBytes(from, to)).toBe(bytes);
  });
});

describe('a large model file', () => {
  it('is read on a thread of its own, with all that it holds', async () => {
    const { path } = temporaryFolder();
    const model = vectorModel({ channels: 4, hidden: 192, rowsPerSecond: 100, seed: 4, scale: 3 });
    const bytes = writeModel(model);
    expect(bytes.length).toBeGreaterThan(256 * 1024);
    await writeFile(`${path}/large.safetensors`, bytes);
    bytes[bytes.length - 9] = (bytes[bytes.length - 9] as number) ^ 1;
    await writeFile(`${path}/changed.safetensors`, bytes);
    const onThisThread = vi.spyOn(DataView.prototype, 'getBigUint64');
    const registry = new ModelRegistry({ standard: null, folder: path, most: 4, rates: 2 });
    const plan = await registry.plan(open({ model: 'large' }));
    expect(onThisThread).not.toHaveBeenCalled();
    expect(Buffer.compare(writeModel(plan.model as Model), writeModel(model))).toBe(0);
    const changed = registry.plan(open({ model: 'changed' }));
    await expect(changed).rejects.toMatchObject({
      code: CODES.MODEL_MISFIT,
      message: expect.stringMatching(/changed/),
    });
  });
});
