// How fast training is: frames a second through forward pass, loss and backward pass of one shard on one thread,
// features not counted.
import { Random } from '../random.js';
import { frameLoss } from '../training/network/loss.js';
import type { TrainedLayer } from '../training/network/parameters.js';
import { initialParameters, planParameters } from '../training/network/parameters.js';
import { Shard, type ShardShape } from '../training/network/shard.js';
import { createTrainingKernel } from '../training/network/training-kernel.js';

export interface TrainingBenchOptions {
  readonly inputSize: number;
  readonly hiddenSize: number;
  /** Lanes and steps of a chunk. @default 32 x 100 */
  readonly shape?: ShardShape;
  /** Seconds to measure, after a warm-up. @default 2 */
  readonly seconds?: number;
}

/** The median over chunks, in frames a second. `module`: the training kernel. */
export function benchTraining(module: WebAssembly.Module, options: TrainingBenchOptions): number {
  const { inputSize, hiddenSize, shape = { sequences: 32, steps: 100 }, seconds = 2 } = options;
  const labels = 12;
  const layers: TrainedLayer[] = [
    { kind: 'gru', name: 'gru', inputSize, hiddenSize, layers: 1 },
    { kind: 'dense', name: 'fc', inputSize: hiddenSize, outputSize: labels, activation: 'softmax' },
  ];
  const kernel = createTrainingKernel(module);
  const plan = planParameters(layers);
  const random = new Random(1);
  const shard = new Shard(kernel, plan, shape, kernel.place(initialParameters(plan, random)));
  const rows = shape.sequences * shape.steps;
  shard.features.forEach((_, i, features) => {
    features[i] = random.between(-2, 2);
  });
  const targets = Array.from({ length: rows }, () => ({ label: random.below(labels), either: false }));
  const chunk = () => {
    shard.forward();
    const { scores, scoreGradients, scoreStride } = shard;
    for (let row = 0; row < rows; row++) {
      frameLoss(scores, scoreGradients, row, scoreStride, labels, targets[row] as (typeof targets)[number], 1, 0);
    }
    shard.backward();
  };
  for (let i = 0; i < 5; i++) chunk();
  const times: number[] = [];
  for (const end = performance.now() + seconds * 1000; performance.now() < end; ) {
    const start = performance.now();
    chunk();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return (rows * 1000) / (times[Math.floor(times.length / 2)] as number);
}
