// The built worklet of effects, loaded into a scope that looks like an AudioWorklet's.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeImage } from '#src/effects/image.js';
import { OfflineEffect } from '#src/effects/offline.js';
import { planRate } from '#src/effects/rate.js';
import type { EffectMessage } from '#src/effects/worklet-port.js';
import type { EffectModel } from '#src/model/effect-model.js';
import { effectsKernel, madeEffect, noise } from '../support/made-effect.js';

interface Processor {
  readonly port: FakePort;
  process(inputs: Float32Array[][], outputs: Float32Array[][], parameters: Record<string, Float32Array>): boolean;
}

class FakePort {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  readonly posted: EffectMessage[] = [];
  postMessage(message: EffectMessage): void {
    this.posted.push(structuredClone(message));
  }
}

const RATE = 48_000;
const worker = fileURLToPath(new URL('./quantum-worker.mjs', import.meta.url));
let code = '';
let kernel: Uint8Array;

beforeAll(async () => {
  code = await readFile(new URL('../../dist/worklets/effect.js', import.meta.url), 'utf8');
  kernel = await readFile(new URL('../../dist/kernel/kernel-effects.wasm', import.meta.url));
});

function processor(model: EffectModel, channels = 1): Processor {
  let Registered: (new (options: object) => Processor) | undefined;
  const scope = createContext({
    sampleRate: RATE,
    Float32Array,
    Uint8Array,
    DataView,
    WebAssembly,
    AudioWorkletProcessor: class {
      readonly port = new FakePort();
    },
    registerProcessor: (name: string, made: new (options: object) => Processor) => {
      expect(name).toBe('sluice-effect');
      Registered = made;
    },
  });
  runInContext(code, scope);
  const rate = planRate({ modelRate: RATE, soundRate: RATE, oversample: 1, otherRate: 'correct' });
  const knobs = model.knobs.map(({ initial }) => initial);
  const image = makeImage(model, { rate, soundRate: RATE, channels, frames: 512, knobs });
  return new (Registered as unknown as new (options: object) => Processor)({ processorOptions: { kernel, image } });
}

const atRest = { bypass: Float32Array.of(0), knob0: Float32Array.of(0.5) };

describe('the worklet of effects', () => {
  it.each([64, 128, 700, 2048])('gives the bits of Node for quanta of %i samples', (quantum) => {
    const model = madeEffect({ kind: 'gru', hidden: 6, knobs: 1 });
    const sound = noise(8192);
    const effect = processor(model);
    const out: number[] = [];
    for (let at = 0; at + quantum <= sound.length; at += quantum) {
      const output = new Float32Array(quantum);
      expect(effect.process([[sound.subarray(at, at + quantum)]], [[output]], atRest)).toBe(true);
      out.push(...output);
    }
    const expected = new OfflineEffect(effectsKernel, model, { sampleRate: RATE }).process([sound])[0];
    expect(Float32Array.from(out)).toEqual(expected?.subarray(0, out.length));
  });

  it('hears silence where nothing is connected', () => {
    const model = madeEffect();
    const [effect, output] = [processor(model, 2), [new Float32Array(128), new Float32Array(128)]];
    effect.process([[]], [output], atRest);
    const expected = new OfflineEffect(effectsKernel, model, { sampleRate: RATE }).process([new Float32Array(128)])[0];
    expect(output).toEqual([expected, expected]);
  });

  it('reports four times a second, and at once when something is counted for the first time', () => {
    const effect = processor(madeEffect({ knobs: 1 }));
    const quantum = () => effect.process([[noise(128)]], [[new Float32Array(128)]], atRest);
    for (let i = 0; i < RATE / 128; i++) quantum();
    expect(effect.port.posted.length).toBe(3); // every 12,032 samples
    effect.process([[new Float32Array(128).fill(Number.NaN)]], [[new Float32Array(128)]], atRest);
    expect(effect.port.posted.at(-1)).toMatchObject({ kind: 'report', replaced: 128 });
    const reports = effect.port.posted.length;
    effect.process([[new Float32Array(128).fill(Number.NaN)]], [[new Float32Array(128)]], atRest);
    expect(effect.port.posted.length).toBe(reports);
  });

  it('ends when it is told to close, and renders nothing more', () => {
    const effect = processor(madeEffect());
    effect.port.onmessage?.({ data: { kind: 'close' } });
    const output = new Float32Array(128);
    expect(effect.process([[noise(128)]], [[output]], atRest)).toBe(false);
    expect(output.every((v) => v === 0)).toBe(true);
    expect(effect.port.posted).toEqual([{ kind: 'closed' }]);
  });
});

/** The clock gives two numbers a quantum, which JavaScript engines box: 3 MB, and young objects have room for 1 MB. */
const BOXED_NUMBERS = 4;

describe('100,000 render quanta', () => {
  async function collections(garbage = ''): Promise<number> {
    const args = ['--expose-gc', '--max-semi-space-size=1', '--no-concurrent-recompilation', worker, garbage];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return Number(stdout);
  }

  it('make no garbage', async () => {
    expect(await collections()).toBeLessThanOrEqual(BOXED_NUMBERS);
  });

  it('make garbage with one view a quantum: the count can fail', async () => {
    expect(await collections('subarray')).toBeGreaterThan(2 * BOXED_NUMBERS);
  });
});
