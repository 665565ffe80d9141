// What a stream and an engine take of memory with the default model.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Kernel } from '#src/engine/kernel.js';
import { layLane } from '#src/engine/lay-lane.js';
import type { LaneRings } from '#src/engine/messages.js';
import { Program } from '#src/engine/program.js';
import { Slot } from '#src/engine/slot.js';
import { readModel } from '#src/model/file.js';
import { readKernel } from '#src/node/kernel-file.js';
import { LANE_OPTIONS } from '../support/lane-options.js';

const module = await readKernel();
const model = readModel(readFileSync(new URL('../../dist/models/keywords.safetensors', import.meta.url)));
const RATE = 48_000;

it('a stream takes at most 64 KB over the weights, at the rate of a microphone', () => {
  const program = new Program(Kernel.create(module), model);
  const slots = 100;
  new Slot(program, RATE); // the filters, which all share
  const before = program.kernel.memoryBytes;
  for (let i = 0; i < slots; i++) new Slot(program, RATE);
  expect((program.kernel.memoryBytes - before) / slots).toBeLessThanOrEqual(64 * 1024);
});

it('an engine with a stream takes at most 2 MiB: weights, tables, state and rings', () => {
  const program = new Program(Kernel.create(module), model);
  const { buffers } = layLane(
    { network: program, gating: null },
    { ...LANE_OPTIONS, sampleRate: RATE, inspect: true },
    true,
    { detected: () => undefined, ailing: () => undefined, wake: () => undefined },
  );
  const { samples, records, checkpoints } = buffers.rings as LaneRings;
  expect(
    program.kernel.memoryBytes + samples.byteLength + records.byteLength + checkpoints.byteLength,
  ).toBeLessThanOrEqual(2 * 1024 * 1024);
});
