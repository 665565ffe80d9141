// How much memory a stream and an engine need with the default model.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { StreamRings } from '#src/engine/messages.js';
import { createEngineStream } from '#src/engine/worker/create-engine-stream.js';
import { readModel } from '#src/model/file/model-file.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { Program } from '#src/pipeline/program.js';
import { SoundState } from '#src/pipeline/sound-state.js';
import { STREAM_OPTIONS } from '../../support/stream-options.js';

const module = await readKernel();
const model = readModel(readFileSync(new URL('../../../dist/models/keywords.safetensors', import.meta.url)));
const RATE = 48_000;

it('a stream takes at most 64 KB beside the weights, at the rate of a microphone', () => {
  const program = new Program(Kernel.create(module), model);
  const states = 100;
  new SoundState(program, RATE); // makes the filters, which all streams share
  const before = program.kernel.memoryBytes;
  for (let i = 0; i < states; i++) new SoundState(program, RATE);
  expect((program.kernel.memoryBytes - before) / states).toBeLessThanOrEqual(64 * 1024);
});

it('an engine with a stream takes at most 2 MiB: weights, tables, state and rings', () => {
  const program = new Program(Kernel.create(module), model);
  const { buffers } = createEngineStream(
    { network: program, gating: null },
    { ...STREAM_OPTIONS, sampleRate: RATE, inspect: true },
    true,
    { detected: () => undefined, unhealthy: () => undefined, wake: () => undefined },
  );
  const { samples, records, checkpoints } = buffers.rings as StreamRings;
  expect(
    program.kernel.memoryBytes + samples.byteLength + records.byteLength + checkpoints.byteLength,
  ).toBeLessThanOrEqual(2 * 1024 * 1024);
});
