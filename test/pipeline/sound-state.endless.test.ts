// A stream that never ends: after many hops it has the same bits as a new one, and counts pass 2^31 and 2^32
// without any effect.
import { describe, expect, it } from 'vitest';
import { simulateWeek } from '#bench/state/week.js';
import type { EngineStreamOptions, StreamRings } from '#src/engine/messages.js';
import { type CreatedStream, createEngineStream } from '#src/engine/worker/create-engine-stream.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { Program } from '#src/pipeline/program.js';
import { SoundState } from '#src/pipeline/sound-state.js';
import { CONSUMED, PREDICTIONS, RUN_HOPS } from '#src/pipeline/state-numbers.js';
import { RecordReader } from '#src/ring/records.js';
import { RingWriter } from '#src/ring/ring.js';
import * as words from '#src/ring/words.js';
import { randomSound } from '../support/random.js';
import { STREAM_OPTIONS } from '../support/stream-options.js';
import { tinyModel } from '../support/tiny-model.js';

const module = await readKernel();
const model = tinyModel();
const HOP = 160;

describe('300,000 hops', () => {
  it('leave a state from which a new stream continues with the same bits, at exact times', () => {
    const report = simulateWeek(() => Kernel.create(module), 300_000, 3);
    expect(report).toMatchObject({ compared: 3, different: 0, wrongTimes: 0, unhealthy: 0 });
  });
});

describe('a state whose counts are near an overflow', () => {
  it.each([2 ** 31, 2 ** 32, 2 ** 33, 2 ** 40, 2 ** 50])('at %i passes it with exact times and numbers', (border) => {
    const state = new SoundState(new Program(Kernel.create(module), model), 16_000);
    const sound = randomSound(HOP * 50, 16_000, 3);
    const hop = () => {
      state.input.set(sound.subarray(0, HOP));
      state.step();
    };
    for (let i = 0; i < 5; i++) hop();
    // 25 hops before the overflow, in samples and in predictions
    const hops = border / HOP;
    const bytes = new Uint8Array(state.stateBytes);
    state.save(bytes, 0);
    const numbers = new Float64Array(bytes.buffer, 0, 16);
    numbers[RUN_HOPS] = Math.floor(hops) - 25;
    numbers[CONSUMED] = (numbers[RUN_HOPS] as number) * HOP;
    numbers[PREDICTIONS] = border - 25;
    state.load(bytes);
    for (let i = 1; i <= 50; i++) {
      hop();
      expect(state.endsAtMs).toBe((Math.floor(hops) - 25 + i) * 10);
      expect(state.index).toBe(border - 25 + i - 1);
    }
    state.gap(1000);
    for (let i = 0; i < 3; i++) hop();
    expect(state.endsAtMs).toBe((Math.floor(hops) + 25) * 10 + 1000 / 16 + 30);
  });
});

describe('a stream whose rings count near an overflow', () => {
  const listener = { detected: () => undefined, unhealthy: () => undefined, wake: () => undefined };
  const program = new Program(Kernel.create(module), model);
  const open = (more: Partial<EngineStreamOptions> = {}) =>
    createEngineStream({ network: program, gating: null }, { ...STREAM_OPTIONS, ...more }, true, listener);

  /** Feeds sound with a gap in it and collects what comes out. */
  function resultsOf({ stream, buffers }: CreatedStream): (readonly number[])[] {
    const { samples, records } = buffers.rings as StreamRings;
    const writer = new RingWriter(samples);
    const reader = new RecordReader(records, buffers.shape);
    const sound = randomSound(16_000, 16_000, 6);
    const out: (readonly number[])[] = [];
    for (let at = 0; at < sound.length; at += 250) {
      if (at % 4000 === 0) writer.drop(77);
      writer.stamp(1_700_000_000_000 + at / 16);
      writer.push(sound, at, at + 250);
      stream.turn(16);
      while (reader.read()) {
        const { index, endsAtMs, capturedAtMs, gap, scores } = reader.record;
        out.push([index, endsAtMs, capturedAtMs, gap, ...scores]);
      }
    }
    return out;
  }

  it.each([2 ** 31 - 3000, 2 ** 32 - 3000, 2 ** 31 - 1, 2 ** 32 - 1])(
    'at %i samples predicts what a stream predicts that starts at 0',
    (start) => {
      const expected = resultsOf(open());
      const { buffers } = open();
      const rings = buffers.rings as StreamRings;
      const counts = new Int32Array(rings.samples, 0, words.SAMPLES_AT);
      for (const word of [words.WRITTEN, words.READ, words.MARKS_WRITTEN, words.MARKS_READ]) counts[word] = start | 0;
      for (const word of [words.STAMPS_WRITTEN, words.STAMPS_READ, words.GAPS_TAKEN]) counts[word] = start | 0;
      // claimed, published, read
      new Int32Array(rings.records, 0, 3).fill(start | 0);
      const resume = { state: null, missing: 0, delivered: { predictions: -1, detections: -1 } };
      const again = open({ resume: { ...resume, skipped: 0, dropped: 0, rings } });
      expect(resultsOf(again)).toEqual(expected);
      expect(expected.length).toBeGreaterThan(70);
      expect(expected.filter(([, , , gap]) => gap === 77).length).toBeGreaterThan(1);
    },
  );
});
