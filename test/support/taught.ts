// A word's network with random weights, and the scores of a model on a made sound: to hold models with taught words to
// those without.
import type { Model } from '#src/model/model.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { Program } from '#src/pipeline/program.js';
import { SoundState } from '#src/pipeline/sound-state.js';
import { HopFeeder } from '#src/training/measuring/hops.js';
import type { WordNetwork } from '#src/training/teaching/taught-network.js';
import { randomTensors } from './tiny-model.js';

export function wordNetwork(inputSize: number, hiddenSize: number, seed: number): WordNetwork {
  const tensors = randomTensors(
    [
      { kind: 'gru', name: 'gru', inputSize, hiddenSize, layers: 1 },
      { kind: 'dense', name: 'fc', inputSize: hiddenSize, outputSize: 2, activation: 'softmax' },
    ],
    seed,
  );
  return { inputSize, hiddenSize, tensors };
}

/** (hops, labels) */
export function scoresOf(module: WebAssembly.Module, model: Model): number[][] {
  const rows: number[][] = [];
  const feeder = new HopFeeder(new SoundState(new Program(Kernel.create(module), model), 16_000));
  const sound = Float32Array.from({ length: 8000 }, (_, i) => 0.3 * Math.sin(i * i * 1e-4));
  feeder.feed(sound, (state) => rows.push([...state.scores]));
  return rows;
}
