// What a stream is made of, and that nothing of a stream that is refused stays in memory.
import { describe, expect, it } from 'vitest';
import type { StreamGate } from '#src/engine/messages.js';
import { createEngineStream } from '#src/engine/worker/create-engine-stream.js';
import { SeriesProgram } from '#src/forecast/program.js';
import { seriesModel } from '#src/model/series-model.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { Program } from '#src/pipeline/program.js';
import { STREAM_OPTIONS } from '../../support/stream-options.js';
import { tinyModel } from '../../support/tiny-model.js';

const module = await readKernel();
const listener = { detected: () => undefined, unhealthy: () => undefined, wake: () => undefined };
const settings = { label: 1, enter: 0.5, exit: 0.4, hangoverMs: 100, preRollMs: 100, state: 'hold' } as const;
const gate: StreamGate = { modelId: 0, model: null, ...settings };

describe('createEngineStream()', () => {
  it('gives a series no part that only sound has', () => {
    const network = new SeriesProgram(Kernel.create(module), seriesModel({ channels: ['level'] }));
    const { stream, buffers } = createEngineStream(
      { network, gating: null },
      { ...STREAM_OPTIONS, inspect: true },
      false,
      listener,
    );
    expect(stream.state).toMatchObject({ sound: null, silence: null, hidden: null });
    expect(buffers.shape.hidden).toBe(0);
    expect(stream.isAsync).toBe(false);
  });

  it('refuses a series with a gate, and a snapshot of something else, and gives their memory back', () => {
    const kernel = Kernel.create(module);
    const series = new SeriesProgram(kernel, seriesModel({ channels: ['level'] }));
    const sound = new Program(kernel, tinyModel());
    const gated = () =>
      createEngineStream({ network: series, gating: sound }, { ...STREAM_OPTIONS, gate }, false, listener);
    const snapshot = Uint8Array.of(1, 2, 3);
    const restored = () =>
      createEngineStream({ network: sound, gating: null }, { ...STREAM_OPTIONS, snapshot }, false, listener);
    expect(gated).toThrow('a series has no gate');
    expect(restored).toThrow('the snapshot is of another model');
    const { memoryBytes } = kernel;
    for (let i = 0; i < 300; i++) {
      expect(gated).toThrow(TypeError);
      expect(restored).toThrow('snapshot');
    }
    expect(kernel.memoryBytes).toBe(memoryBytes);
  });
});
