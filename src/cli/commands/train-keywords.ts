// Trains keywords from clips: reads the data, trains, sets thresholds, and measures on speakers that were in no
// training clip.
import { readTrainingKernel } from '../../node/kernel-file.js';
import { readDataset } from '../../node/training/dataset.js';
import type { Dataset } from '../../training/data/dataset.js';
import { TALK_SCENE } from '../../training/data/scene-settings.js';
import { PLAN_DEFAULTS, plainFrontEnd, type TrainingPlan } from '../../training/plan.js';
import { measureFrontEnd } from '../../training/train.js';
import { progressBar } from '../report/progress-bar.js';
import type { TrainKeywordsOptions } from '../training/options.js';
import { runTraining } from '../training/run-training.js';

const SAMPLE_RATE = 16_000;
/** Epochs; on talk, a validation takes as long as two of them. */
const VALIDATE_EVERY = 5;

/** Trains until the plan's end or until `signal` aborts; then the best model so far is what is measured and written. */
export async function trainKeywords(
  folders: readonly string[],
  options: TrainKeywordsOptions,
  signal: AbortSignal,
): Promise<void> {
  const module = await readTrainingKernel();
  const bar = progressBar(process.stderr);
  const dataset = await readDataset({
    ...options,
    folders,
    sampleRate: SAMPLE_RATE,
    validationPercent: options.validation,
    testPercent: options.test,
    signal,
    onProgress: (done, all) => bar.show(`reading clips ${done}/${all}`, done / all),
    onWarning: (sentence) => bar.note(sentence),
  });
  const makePlan = () => planOf(module, dataset, options);
  await runTraining({ module, dataset, makePlan, options, validateEvery: VALIDATE_EVERY, bar, signal });
}

function planOf(module: WebAssembly.Module, dataset: Dataset, options: TrainKeywordsOptions): TrainingPlan {
  const { cell, hidden, layers, bands } = options;
  const frontEnd = plainFrontEnd(SAMPLE_RATE, options.hop, options.window, bands);
  const labels = dataset.labels;
  const learnt = dataset.clips.filter(({ split, kind }) => split === 'train' && kind !== 'noise');
  const real = learnt.filter(({ kind }) => kind === 'speech');
  const samples = (real.length > 0 ? real : learnt).reduce((sum, { length }) => sum + length, 0);
  const framesPerStep = PLAN_DEFAULTS.shards * PLAN_DEFAULTS.sequences * PLAN_DEFAULTS.steps;
  const plan: TrainingPlan = {
    ...PLAN_DEFAULTS,
    seed: options.seed,
    epochs: options.epochs,
    ...(dataset.talk?.some(({ split }) => split === 'train') ? { scene: TALK_SCENE } : {}),
    learningRate: options.learningRate,
    labels,
    frontEnd,
    layers: [
      { kind: cell, name: cell, inputSize: bands, hiddenSize: hidden, layers },
      { kind: 'dense', name: 'fc', inputSize: hidden, outputSize: labels.length, activation: 'softmax' },
    ],
    stepsPerEpoch: Math.max(1, Math.ceil(samples / frontEnd.hopSamples / framesPerStep)),
  };
  return { ...plan, frontEnd: measureFrontEnd(module, plan, dataset) };
}
