// Effects with random weights, and signals, for tests of effects.
import { readFileSync } from 'node:fs';
import type { EffectModel } from '#src/model/effect-model.js';
import { tensorShapes } from '#src/model/flow.js';
import type { Layer, Tensor } from '#src/model/layers.js';
import { random as seeded } from './random.js';

const KERNEL = new URL('../../dist/kernel/kernel-effects.wasm', import.meta.url);

/** The effects' kernel. */
export const effectsKernel = new WebAssembly.Module(readFileSync(KERNEL));

/** Weights of these layers, uniform within 1 / sqrt(hidden) as PyTorch begins. */
export function madeTensors(layers: readonly Layer[], hidden: number, seed = 1): Map<string, Tensor> {
  const random = seeded(seed);
  const tensors = new Map<string, Tensor>();
  for (const layer of layers)
    for (const [name, shape] of tensorShapes(layer)) {
      const size = shape.reduce((product, length) => product * length, 1);
      const values = Float32Array.from({ length: size }, () => (2 * random() - 1) / Math.sqrt(hidden));
      tensors.set(name, { shape, values });
    }
  return tensors;
}

export interface MadeEffect {
  readonly kind?: 'lstm' | 'gru' | 'rnn';
  readonly hidden?: number;
  readonly stack?: number;
  readonly knobs?: number;
  readonly changes?: Partial<EffectModel>;
}

/** A recurrent stack and a dense layer with one output, of 48 kHz. */
export function madeEffect({
  kind = 'lstm',
  hidden = 8,
  stack = 1,
  knobs = 0,
  changes = {},
}: MadeEffect = {}): EffectModel {
  const layers: readonly Layer[] = [
    { kind, name: 'rec', inputSize: 1 + knobs, hiddenSize: hidden, layers: stack },
    { kind: 'dense', name: 'lin', inputSize: hidden, outputSize: 1, activation: 'none' },
  ];
  return {
    format: 1,
    kind: 'effect',
    name: 'made',
    sampleRate: 48_000,
    knobs: Array.from({ length: knobs }, (_, i) => ({ name: `knob${i}`, least: 0, most: 1, initial: 0.5 })),
    residual: false,
    inputGain: 1,
    outputGain: 1,
    layers,
    provenance: {},
    tensors: madeTensors(layers, hidden),
    ...changes,
  };
}

/** Uniform within -1 and 1. */
export function noise(samples: number, seed = 2): Float32Array {
  const random = seeded(seed);
  return Float32Array.from({ length: samples }, () => 2 * random() - 1);
}

export function sine(samples: number, hz: number, sampleRate: number, level = 1): Float32Array {
  return Float32Array.from({ length: samples }, (_, i) => level * Math.sin((2 * Math.PI * hz * i) / sampleRate));
}

/** Largest difference between two signals; NaN where one of them is no number. */
export function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let worst = a.length === b.length ? 0 : Number.NaN;
  for (let i = 0; i < a.length; i++) {
    const off = Math.abs((a[i] as number) - (b[i] as number));
    if (!(off <= worst)) worst = off;
  }
  return worst;
}
