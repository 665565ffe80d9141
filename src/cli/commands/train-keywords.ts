// Trains keywords from clips: reads the data, trains, sets thresholds, and measures on speakers that were in no
// training clip.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { SluiceError } from '../../errors.js';
import { writeModel } from '../../model/file/model-file.js';
import type { Precision } from '../../model/file/safetensors.js';
import type { Model, Provenance } from '../../model/model.js';
import { readTrainingKernel } from '../../node/kernel-file.js';
import { readDataset } from '../../node/training/dataset.js';
import { trainingPool } from '../../node/training/pool.js';
import { readCheckpoint, writeCheckpoint } from '../../training/checkpoint.js';
import type { Dataset } from '../../training/data/dataset.js';
import { TALK_SCENE } from '../../training/data/scene-settings.js';
import { makeModel } from '../../training/model.js';
import { PLAN_DEFAULTS, plainFrontEnd, type TrainingPlan } from '../../training/plan.js';
import {
  basisSentences,
  measure,
  phraseLines,
  type QualityReport,
  reportRows,
  speakersOf,
  summaryOf,
  tune,
} from '../../training/report.js';
import { type Checkpoint, measureFrontEnd, type Progress, train } from '../../training/train.js';
import { printJson, printText } from '../report/output.js';
import { type ProgressBar, progressBar } from '../report/progress-bar.js';

export interface TrainKeywordsOptions {
  readonly out: string;
  readonly noise: string[];
  readonly talk: string[];
  readonly labels?: string[];
  readonly exclude?: RegExp;
  readonly channel: number | 'mix';
  readonly gain: number;
  readonly speaker?: RegExp;
  readonly name: string;
  readonly cell: 'gru' | 'lstm' | 'rnn';
  readonly hidden: number;
  readonly layers: number;
  readonly bands: number;
  readonly hop: number;
  readonly window: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly patience: number;
  readonly validation: number;
  readonly test: number;
  readonly threads: number;
  readonly seed: number;
  readonly falseAccepts: number;
  readonly hours: number;
  readonly precision: Precision;
  readonly data?: string[];
  readonly licence?: string;
  readonly resume: boolean;
  readonly json: boolean;
}

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
  const checkpointFile = `${options.out}.checkpoint`;
  const resumed = options.resume ? readCheckpoint(await readCheckpointFile(checkpointFile)) : undefined;
  if (resumed) checkResumed(resumed.plan, dataset);
  const plan = resumed?.plan ?? makePlan(module, dataset, options);
  const round = resumed ? resumed.round + 1 : 0;
  const pool = trainingPool(module, plan, dataset, options.threads, round);
  let best: Checkpoint['best'];
  try {
    best = await train({
      pool,
      plan,
      dataset,
      module,
      validateEvery: VALIDATE_EVERY,
      patience: options.patience,
      signal,
      resume: resumed?.checkpoint,
      onProgress: (progress) => showProgress(bar, plan, progress, options.json),
      onCheckpoint: (checkpoint) => writeFile(checkpointFile, writeCheckpoint(plan, checkpoint, round)),
    });
  } finally {
    await pool.close();
  }
  if (signal.aborted) bar.note('broken off: the best model so far is kept (Ctrl-C once more to quit at once)');
  await finish(module, dataset, plan, best, options, bar);
  if (!signal.aborted) await rm(checkpointFile, { force: true });
}

/** Sets thresholds on the validation speakers, measures on the test speakers, writes the file. */
async function finish(
  module: WebAssembly.Module,
  dataset: Dataset,
  plan: TrainingPlan,
  best: Checkpoint['best'],
  options: TrainKeywordsOptions,
  bar: ProgressBar,
): Promise<void> {
  const { name, precision, hours, out } = options;
  const plain = makeModel(module, plan, best.parameters, name, precision);
  bar.show('setting thresholds', 0);
  const model = { ...plain, detector: await tune(module, plain, dataset, hours, options.falseAccepts, plan.seed) };
  bar.show('measuring', 0.5);
  const report = await measure(module, model, dataset, hours, plan.seed + 1);
  const bytes = writeModel({ ...model, provenance: provenanceOf(plan, best, report, options) }, precision);
  await writeFile(out, bytes);
  bar.clear();
  tell(model, best, report, { out, bytes: bytes.length, json: options.json });
}

function provenanceOf(
  plan: TrainingPlan,
  best: Checkpoint['best'],
  report: QualityReport,
  options: TrainKeywordsOptions,
): Provenance {
  return {
    description: `Trained by 'sluice train keywords', ${best.epoch} epochs`,
    ...(options.data ? { data: options.data } : {}),
    ...(options.licence ? { licence: options.licence } : {}),
    trainedAt: new Date().toISOString().slice(0, 10),
    split: `by ${report.splitBy}: ${options.validation} % validation, ${options.test} % test`,
    seed: plan.seed,
    measured: summaryOf(report),
  };
}

function tell(
  model: Model,
  best: Checkpoint['best'],
  report: QualityReport,
  written: { out: string; bytes: number; json: boolean },
): void {
  const { out, bytes, json } = written;
  const summary = summaryOf(report);
  if (json) {
    for (const line of phraseLines(report)) printJson({ ...line });
    printJson({
      kind: 'trained',
      out,
      bytes,
      epochs: best.epoch,
      validation: best.score,
      ...summary,
      ...speakersOf(report),
    });
    return;
  }
  for (const row of reportRows(model.labels, report)) printText(row);
  printText();
  for (const sentence of basisSentences(model.labels, report)) printText(sentence);
  printText(`${out}: ${bytes} bytes`);
}

function makePlan(module: WebAssembly.Module, dataset: Dataset, options: TrainKeywordsOptions): TrainingPlan {
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

function checkResumed(plan: TrainingPlan, dataset: Dataset): void {
  if (plan.labels.join() === dataset.labels.join()) return;
  throw new SluiceError(
    'DATA_UNUSABLE',
    `Cannot resume: the checkpoint has the labels ${plan.labels.join(', ')}: received ${dataset.labels.join(', ')}`,
  );
}

async function readCheckpointFile(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new SluiceError('DATA_UNUSABLE', `Cannot resume: there is no checkpoint ${file}`, { cause });
  }
}

function showProgress(bar: ProgressBar, plan: TrainingPlan, progress: Progress, json: boolean): void {
  const { step, steps, epoch, loss, frameAccuracy, framesPerSecond, validation, best } = progress;
  const secondsLeft = ((steps - step) * plan.shards * plan.sequences * plan.steps) / Math.max(1, framesPerSecond);
  const epochEnds = step % plan.stepsPerEpoch === 0;
  if (json && epochEnds)
    printJson({
      kind: 'epoch',
      epoch,
      loss,
      frameAccuracy,
      framesPerSecond: Math.round(framesPerSecond),
      validation,
      best,
      secondsLeft: Math.round(secondsLeft),
    });
  const text = `epoch ${epoch}/${plan.epochs}  loss ${loss.toFixed(3)}  frames ${(100 * frameAccuracy).toFixed(1)} %  validation ${(100 * validation).toFixed(1)} % (best ${(100 * best).toFixed(1)} %)  ${Math.round(framesPerSecond / 1000)}k frames/s  ${clock(secondsLeft)} left`;
  bar.show(text, step / steps, epochEnds);
}

function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
