// Renders 100,000 quanta in a worklet's scope and prints how often garbage of the young generation was collected.
import { readFileSync } from 'node:fs';
import { PerformanceObserver } from 'node:perf_hooks';
import { makeImage } from '../../dist/effects/image.js';
import { planRate } from '../../dist/effects/rate.js';

const [, , garbage] = process.argv;
let Effect;
globalThis.sampleRate = 48_000;
globalThis.AudioWorkletProcessor = class {
  port = { postMessage: () => undefined, onmessage: null };
};
globalThis.registerProcessor = (_, made) => {
  Effect = made;
};
await import('../../dist/worklets/effect.js');

const layers = [
  { kind: 'gru', name: 'rec', inputSize: 2, hiddenSize: 4, layers: 1 },
  { kind: 'dense', name: 'lin', inputSize: 4, outputSize: 1, activation: 'none' },
];
const tensor = (...shape) => ({ shape, values: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(0.1) });
const tensors = new Map([
  ['rec.weight_ih_l0', tensor(12, 2)],
  ['rec.weight_hh_l0', tensor(12, 4)],
  ['rec.bias_ih_l0', tensor(12)],
  ['rec.bias_hh_l0', tensor(12)],
  ['lin.weight', tensor(1, 4)],
  ['lin.bias', tensor(1)],
]);
const knobs = [{ name: 'gain', least: 0, most: 1, initial: 0.5 }];
const model = { knobs, residual: true, inputGain: 1, outputGain: 1, layers, tensors };
const rate = planRate({ modelRate: 48_000, soundRate: 48_000, oversample: 1, otherRate: 'correct' });
const image = makeImage(model, { rate, soundRate: 48_000, channels: 2, frames: 512, knobs: [0.5] });
const kernel = readFileSync(new URL('../../dist/kernel/kernel-effects.wasm', import.meta.url));
const effect = new Effect({ processorOptions: { kernel, image } });

const channels = () => [new Float32Array(128).fill(0.1), new Float32Array(128).fill(0.2)];
const [inputs, outputs] = [[channels()], [channels()]];
const parameters = { bypass: Float32Array.of(0), knob0: new Float32Array(128).fill(0.5) };
const quantum = () => {
  if (garbage === 'subarray') inputs[0][0].subarray(0, 128);
  effect.process(inputs, outputs, parameters);
};

for (let i = 0; i < 20_000; i++) quantum();
await new Promise((resolve) => setTimeout(resolve, 50));
globalThis.gc();
let collections = 0;
const observer = new PerformanceObserver((list) => {
  collections += list.getEntries().length;
});
observer.observe({ entryTypes: ['gc'] });
for (let i = 0; i < 100_000; i++) quantum();
await new Promise((resolve) => setTimeout(resolve, 50));
observer.disconnect();
console.log(collections);
