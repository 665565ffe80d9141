// How fast the whole of `sluice train` is, on one thread and on several: scenes, features, forward and backward pass,
// optimizer. The clips are noise.
import { cpus } from 'node:os';
import type { WholeTrainingLine } from '../../harness/results.js';
import { trainingPool } from '../../node/training/pool.js';
import { Random } from '../../random.js';
import type { Clip, Dataset } from '../../training/data/dataset.js';
import { Optimizer } from '../../training/network/optimizer.js';
import { initialParameters, planParameters } from '../../training/network/parameters.js';
import { PLAN_DEFAULTS, plainFrontEnd, type TrainingPlan } from '../../training/plan.js';

const SAMPLE_RATE = 16_000;
const CLIPS = 60;
const LABELS = ['none', 'one', 'two'];

interface Size {
  readonly bands: number;
  readonly hidden: number;
}

/** One line for one thread and one for as many as there are cores (and shards), in turns; the median step of each. */
export async function benchWholeTraining(
  module: WebAssembly.Module,
  { bands, hidden }: Size,
  seconds: number,
): Promise<WholeTrainingLine[]> {
  const dataset = noiseWords();
  const plan = planOf(bands, hidden);
  const counts = [1, Math.min(cpus().length, plan.shards)].filter((count, i) => i === 0 || count > 1);
  const contenders = counts.map((threads) => ({
    threads,
    pool: trainingPool(module, plan, dataset, threads, 0),
    optimizer: new Optimizer(module, plan, initialParameters(planParameters(plan.layers), new Random(plan.seed))),
    stepMs: [] as number[],
  }));
  try {
    const untilMs = performance.now() + seconds * 1000;
    for (let turn = 0; turn < 4 || performance.now() < untilMs; turn++) {
      for (const { pool, optimizer, stepMs } of contenders) {
        const startMs = performance.now();
        const { reports, gradients } = await pool.step(optimizer.parameters);
        optimizer.update(
          gradients,
          reports.reduce((sum, { weight }) => sum + weight, 0),
        );
        if (turn >= 2) stepMs.push(performance.now() - startMs); // the first ones compile and read
      }
    }
  } finally {
    await Promise.all(contenders.map(({ pool }) => pool.close()));
  }
  const frames = plan.shards * plan.sequences * plan.steps;
  return contenders.map(({ threads, stepMs }) => {
    const median = stepMs.sort((a, b) => a - b)[stepMs.length >> 1] as number;
    return {
      kind: 'whole-training',
      cell: 'gru',
      input: bands,
      hidden,
      threads,
      runtime: 'node',
      framesPerSecond: Math.round((frames * 1000) / median),
    };
  });
}

function planOf(bands: number, hidden: number): TrainingPlan {
  return {
    ...PLAN_DEFAULTS,
    seed: 1,
    epochs: 1000,
    stepsPerEpoch: 100,
    labels: LABELS,
    frontEnd: plainFrontEnd(SAMPLE_RATE, 20, 32, bands),
    layers: [
      { kind: 'gru', name: 'gru', inputSize: bands, hiddenSize: hidden, layers: 1 },
      { kind: 'dense', name: 'fc', inputSize: hidden, outputSize: LABELS.length, activation: 'softmax' },
    ],
  };
}

/** A second of noise each, a third of them of no word. */
export function noiseWords(): Dataset {
  const random = new Random(5);
  const samples = new Int16Array(new SharedArrayBuffer(2 * CLIPS * SAMPLE_RATE));
  for (let i = 0; i < samples.length; i++) samples[i] = random.between(-8000, 8000);
  const clips = Array.from({ length: CLIPS }, (_, i): Clip => {
    const label = i % LABELS.length;
    return {
      from: i * SAMPLE_RATE,
      length: SAMPLE_RATE,
      label,
      wordFrom: SAMPLE_RATE / 4,
      wordTo: (3 * SAMPLE_RATE) / 4,
      split: 'train',
      kind: i % 10 === 9 ? 'noise' : 'speech',
      name: `noise ${i}`,
      speaker: '',
    };
  }).map((clip) => (clip.kind === 'noise' ? { ...clip, label: 0 } : clip));
  return {
    sampleRate: SAMPLE_RATE,
    labels: LABELS,
    samples,
    clips,
    naming: 'unknown',
    splitBy: 'clip',
  };
}
