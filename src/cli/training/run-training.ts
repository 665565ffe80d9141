// From a dataset and a plan to a file: trains with progress and checkpoints, sets thresholds, measures, writes, tells.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { SluiceError } from '../../errors.js';
import { writeModel } from '../../model/file/model-file.js';
import type { Model, Provenance } from '../../model/model.js';
import { trainingPool } from '../../node/training/pool.js';
import { readCheckpoint, writeCheckpoint } from '../../training/checkpoint.js';
import type { Dataset } from '../../training/data/dataset.js';
import { makeModel } from '../../training/model.js';
import type { TrainingPlan } from '../../training/plan.js';
import { chooseThresholds, measure, type QualityReport, summaryOf } from '../../training/report.js';
import { basisSentences, phraseLines, reportRows, speakersOf } from '../../training/report-text.js';
import type { TalkBasis } from '../../training/talk-thresholds.js';
import { type Checkpoint, type Heard, type Progress, train } from '../../training/train.js';
import { printJson, printText } from '../report/output.js';
import type { ProgressBar } from '../report/progress-bar.js';
import type { TrainKeywordsOptions } from './options.js';

export interface TrainingRun {
  readonly module: WebAssembly.Module;
  readonly dataset: Dataset;
  /** What is trained, where nothing is resumed. */
  makePlan(): TrainingPlan;
  /** Weights to start from. @default random ones */
  start?(plan: TrainingPlan): Float32Array;
  readonly options: TrainKeywordsOptions;
  readonly validateEvery: number;
  readonly bar: ProgressBar;
  readonly signal: AbortSignal;
  /** What the file says of its making beside the usual. */
  readonly provenance?: Pick<Provenance, 'data' | 'description' | 'split'>;
}

/** Trains until the plan's end or until the signal; then the best model so far is what is measured and written. */
export async function runTraining(run: TrainingRun): Promise<void> {
  const { options, signal, bar } = run;
  const { plan, best } = await trainWeights(run);
  if (signal.aborted) bar.note('broken off: the best model so far is kept (Ctrl-C once more to quit at once)');
  await finish(run, plan, best);
  if (!signal.aborted) await rm(checkpointOf(options.out), { force: true });
}

/** Trains, keeps a checkpoint meanwhile, and resolves with the best weights. */
export async function trainWeights(
  run: TrainingRun,
): Promise<{ readonly plan: TrainingPlan; readonly best: Checkpoint['best'] }> {
  const { module, dataset, options, bar, signal } = run;
  const checkpointFile = checkpointOf(options.out);
  const resumed = options.resume ? readCheckpoint(await readCheckpointFile(checkpointFile)) : undefined;
  if (resumed) checkResumed(resumed.plan, dataset);
  const plan = resumed?.plan ?? run.makePlan();
  const round = resumed ? resumed.round + 1 : 0;
  const pool = trainingPool(module, plan, dataset, options.threads, round);
  try {
    const best = await train({
      pool,
      plan,
      dataset,
      module,
      validateEvery: run.validateEvery,
      patience: options.patience,
      signal,
      resume: resumed?.checkpoint,
      start: resumed ? undefined : run.start?.(plan),
      onProgress: (progress) => showProgress(bar, plan, progress, options.json),
      onCheckpoint: (checkpoint) => writeFile(checkpointFile, writeCheckpoint(plan, checkpoint, round)),
    });
    return { plan, best };
  } finally {
    await pool.close();
  }
}

export function checkpointOf(out: string): string {
  return `${out}.checkpoint`;
}

/** Sets thresholds on the validation speakers, measures on the test speakers, writes the file. */
async function finish(run: TrainingRun, plan: TrainingPlan, best: Checkpoint['best']): Promise<void> {
  const { module, dataset, options, bar } = run;
  const { name, precision, hours, out } = options;
  const plain = makeModel(module, plan, best.parameters, name, precision);
  bar.show('setting thresholds', 0);
  const chosen = await chooseThresholds(module, plain, dataset, hours, options.falseAccepts, plan.seed);
  const model = { ...plain, detector: chosen.detector };
  bar.show('measuring', 0.5);
  const report = await measure(module, model, dataset, hours, plan.seed + 1);
  const provenance = provenanceOf(run, plan, best, report, chosen.talk);
  const bytes = writeModel({ ...model, provenance }, precision);
  await writeFile(out, bytes);
  bar.clear();
  tell(model, best, report, chosen.talk, { out, bytes: bytes.length, json: options.json });
}

function provenanceOf(
  { options, provenance = {} }: TrainingRun,
  plan: TrainingPlan,
  best: Checkpoint['best'],
  report: QualityReport,
  chosenOn: TalkBasis | null,
): Provenance {
  const data = [...(options.data ?? []), ...(provenance.data ?? [])];
  return {
    description: provenance.description ?? `Trained by 'sluice train keywords', ${best.epoch} epochs`,
    ...(data.length > 0 ? { data } : {}),
    ...(options.licence ? { licence: options.licence } : {}),
    trainedAt: new Date().toISOString().slice(0, 10),
    split: provenance.split ?? `by ${report.splitBy}: ${options.validation} % validation, ${options.test} % test`,
    seed: plan.seed,
    measured: summaryOf(report, chosenOn),
  };
}

function tell(
  model: Model,
  best: Checkpoint['best'],
  report: QualityReport,
  chosenOn: TalkBasis | null,
  written: { out: string; bytes: number; json: boolean },
): void {
  const { out, bytes, json } = written;
  const summary = summaryOf(report, chosenOn);
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
      thresholdsOnTalk: chosenOn,
    });
    return;
  }
  for (const row of reportRows(model.labels, report)) printText(row);
  printText();
  for (const sentence of basisSentences(model.labels, report, chosenOn)) printText(sentence);
  printText(`${out}: ${bytes} bytes`);
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
  const { step, steps, epoch, loss, frameAccuracy, framesPerSecond, validation, best, heard } = progress;
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
      ...(heard ?? {}),
      secondsLeft: Math.round(secondsLeft),
    });
  const text = `epoch ${epoch}/${plan.epochs}  loss ${loss.toFixed(3)}  frames ${(100 * frameAccuracy).toFixed(1)} %  ${validationText(validation, best, heard)}  ${Math.round(framesPerSecond / 1000)}k frames/s  ${clock(secondsLeft)} left`;
  bar.show(text, step / steps, epochEnds);
}

function validationText(validation: number, best: number, heard: Heard | null): string {
  const score = `validation ${(100 * validation).toFixed(1)} % (best ${(100 * best).toFixed(1)} %)`;
  if (heard === null) return score;
  return `${score}: ${heard.missed} of ${heard.said} missed, ${heard.falseAccepts} false accepts in ${heard.talkHours.toFixed(2)} h of talk`;
}

export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
