// `sluice train keywords DIR... --out FILE`: from a folder of labelled clips to a model file.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { SluiceError } from '../errors.js';
import { writeModel } from '../model/file.js';
import type { Precision } from '../model/safetensors.js';
import { readDataset } from '../node/dataset.js';
import { readKernel } from '../node/kernel-file.js';
import { trainingPool } from '../node/training-pool.js';
import { calibrate, judge, NOISE_ALONE, OTHER_WORDS, scoreStream } from '../training/calibrate.js';
import { readCheckpoint, writeCheckpoint } from '../training/checkpoint.js';
import type { Dataset } from '../training/dataset.js';
import { calibrateClips, evaluateClips } from '../training/evaluate.js';
import { makeModel } from '../training/model.js';
import { PLAN_DEFAULTS, plainFrontEnd, type TrainingPlan } from '../training/plan.js';
import { reportRows } from '../training/report.js';
import type { SceneSettings } from '../training/scene.js';
import { type Checkpoint, clipsOf, measureFrontEnd, type Progress, train } from '../training/train.js';
import { progressBar } from './progress-bar.js';

interface Options {
  readonly out: string;
  readonly noise: string[];
  readonly labels?: string[];
  readonly exclude?: RegExp;
  readonly name: string;
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

export function trainCommand(): Command {
  const command = new Command('train').description('train a model on labelled data');
  command
    .command('keywords')
    .description(
      'train a keyword model: one folder a label, audio files in it; folders called unknown, silence or noise are background',
    )
    .argument('<dir...>', "folders that hold the labels' folders")
    .requiredOption('--out <file>', 'where the model file goes (.safetensors)')
    .option('--noise <dir>', 'a folder of sound without words; may be given again', collect, [])
    .option('--labels <list>', 'labels to tell apart, separated by commas; all other folders become background', list)
    .option('--exclude <pattern>', 'leave out files whose name matches this regular expression', pattern)
    .option('--name <name>', 'name of the model', 'keywords')
    .option('--hidden <n>', 'hidden size of the GRU, a multiple of 4', whole, 112)
    .option('--layers <n>', 'layers of the GRU', whole, 2)
    .option('--bands <n>', 'log-mel bands', whole, 40)
    .option('--hop <ms>', 'time from one prediction to the next', number, 20)
    .option('--window <ms>', 'length of the analysis window', number, 32)
    .option('--epochs <n>', 'passes over the data', whole, 120)
    .option('--learning-rate <rate>', 'peak learning rate', number, PLAN_DEFAULTS.learningRate)
    .option('--patience <n>', 'epochs without a better validation before it ends', whole, 40)
    .option('--validation <percent>', 'share of speakers kept to choose weights and thresholds', number, 8)
    .option('--test <percent>', 'share of speakers kept for the report', number, 12)
    .option('--threads <n>', 'training threads; changes the speed only', whole, availableParallelism())
    .option('--seed <n>', 'seed of everything random', whole, 1)
    .option('--false-accepts <n>', 'false accepts per hour and phrase at which thresholds are set', number, 1)
    .option('--hours <n>', 'hours of stream on which thresholds are set and measured', number, 4)
    .option('--precision <F32|F16>', 'how weights are stored', precision, 'F16' as Precision)
    .option('--data <text>', 'attribution of the data, for the model file; may be given again', collect)
    .option('--licence <text>', 'licence of the model, for the model file')
    .option('--resume', 'go on from FILE.checkpoint', false)
    .option('--json', 'one JSON object a line', false)
    .action((folders: string[], options: Options) => trainKeywords(folders, options));
  return command;
}

async function trainKeywords(folders: readonly string[], options: Options): Promise<void> {
  const module = await readKernel();
  const bar = progressBar(process.stderr);
  const breakOff = new AbortController();
  const onInterrupt = () => {
    bar.note('breaking off: the best model so far is kept (once more to quit at once)');
    process.once('SIGINT', () => process.exit(130));
    breakOff.abort();
  };
  const dataset = await readDataset({
    ...options,
    folders,
    sampleRate: SAMPLE_RATE,
    validationPercent: options.validation,
    testPercent: options.test,
    onProgress: (done, all) => bar.show(`reading clips ${done}/${all}`, done / all),
    onWarning: (sentence) => bar.note(sentence),
  });
  process.once('SIGINT', onInterrupt);
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
      validateEvery: 3,
      patience: options.patience,
      signal: breakOff.signal,
      resume: resumed?.checkpoint,
      onProgress: (progress) => showProgress(bar, plan, progress, options.json),
      onCheckpoint: (checkpoint) => writeFile(checkpointFile, writeCheckpoint(plan, checkpoint, round)),
    });
  } finally {
    process.off('SIGINT', onInterrupt);
    await pool.close();
  }
  await finish(module, dataset, plan, best, options, bar);
  if (!breakOff.signal.aborted) await rm(checkpointFile, { force: true });
}

/** Sets thresholds on the validation speakers, measures on the test speakers, writes the file. */
async function finish(
  module: WebAssembly.Module,
  dataset: Dataset,
  plan: TrainingPlan,
  best: Checkpoint['best'],
  options: Options,
  bar: ReturnType<typeof progressBar>,
): Promise<void> {
  const plain = makeModel(module, plan, best.parameters, options.name, options.precision);
  bar.show('setting thresholds', 0);
  const heard = scoreStream(module, plain, dataset, 'validation', options.hours, plan.seed);
  const clipThreshold = calibrateClips(module, plain, dataset, clipsOf(dataset, 'validation'));
  const detector = { ...calibrate(plain, heard, options.falseAccepts), clipThreshold };
  bar.show('measuring', 0.5);
  const unheard = scoreStream(module, plain, dataset, 'test', options.hours, plan.seed + 1);
  const model = { ...plain, detector };
  const clips = evaluateClips(module, model, dataset, clipsOf(dataset, 'test'));
  const phrases = judge(model, unheard, detector);
  const falseAcceptsIn = (settings: SceneSettings) =>
    judge(model, scoreStream(module, model, dataset, 'test', 1, plan.seed + 2, settings), detector).reduce(
      (sum, { falseAccepts }) => sum + falseAccepts,
      0,
    );
  const measured: Record<string, number> = {
    falseAcceptsInAnHourOfNoise: falseAcceptsIn(NOISE_ALONE),
    falseAcceptsInAnHourOfOtherWords: falseAcceptsIn(OTHER_WORDS),
    testClips: clips.confusion.reduce((sum, row) => sum + row.reduce((a, b) => a + b, 0), 0),
    testClipAccuracy: round(clips.accuracy),
    testBalancedAccuracy: round(clips.balanced),
    testStreamHours: options.hours,
    testStreamMissed: round(
      phrases.reduce((sum, { missed }) => sum + missed, 0) /
        Math.max(
          1,
          phrases.reduce((sum, { words }) => sum + words, 0),
        ),
    ),
    testStreamFalseAcceptsPerHour: round(
      phrases.reduce((sum, { falseAccepts }) => sum + falseAccepts, 0) / options.hours,
    ),
  };
  const bytes = writeModel(
    {
      ...model,
      provenance: {
        description: `Trained by 'sluice train keywords', ${best.epoch} epochs`,
        ...(options.data ? { data: options.data } : {}),
        ...(options.licence ? { licence: options.licence } : {}),
        trainedAt: new Date().toISOString().slice(0, 10),
        split: `by speaker: ${options.validation} % validation, ${options.test} % test`,
        seed: plan.seed,
        measured,
      },
    },
    options.precision,
  );
  await writeFile(options.out, bytes);
  bar.clear();
  if (options.json) {
    for (const quality of phrases) print({ kind: 'phrase', ...quality });
    print({
      kind: 'trained',
      out: options.out,
      bytes: bytes.length,
      epochs: best.epoch,
      validation: best.score,
      ...measured,
    });
    return;
  }
  for (const row of reportRows(plan.labels, { clips, phrases })) process.stdout.write(`${row}\n`);
  process.stdout.write(
    `\n${options.out}: ${bytes.length} bytes, ${(100 * clips.accuracy).toFixed(1)} % of ${measured.testClips} clips of unheard speakers right\n`,
  );
}

function makePlan(module: WebAssembly.Module, dataset: Dataset, options: Options): TrainingPlan {
  const { hidden, layers, bands } = options;
  const frontEnd = plainFrontEnd(SAMPLE_RATE, options.hop, options.window, bands);
  const labels = dataset.labels;
  const learnt = dataset.clips.filter(({ split, kind }) => split === 'train' && kind !== 'noise');
  const real = learnt.filter(({ kind }) => kind === 'speech');
  const samples = (real.length > 0 ? real : learnt).reduce((sum, { length }) => sum + length, 0);
  const framesPerStep = PLAN_DEFAULTS.shards * PLAN_DEFAULTS.lanes * PLAN_DEFAULTS.steps;
  const plan: TrainingPlan = {
    ...PLAN_DEFAULTS,
    seed: options.seed,
    epochs: options.epochs,
    learningRate: options.learningRate,
    labels,
    frontEnd,
    layers: [
      { kind: 'gru', name: 'gru', inputSize: bands, hiddenSize: hidden, layers },
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

function showProgress(
  bar: ReturnType<typeof progressBar>,
  plan: TrainingPlan,
  progress: Progress,
  json: boolean,
): void {
  const { step, steps, epoch, loss, frameAccuracy, framesPerSecond, validation, best } = progress;
  const secondsLeft = ((steps - step) * plan.shards * plan.lanes * plan.steps) / Math.max(1, framesPerSecond);
  const epochEnds = step % plan.stepsPerEpoch === 0;
  if (json && epochEnds)
    print({
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

function round(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}

function print(line: unknown): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function collect(value: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), value];
}

function list(value: string): string[] {
  return value.split(',').map((item) => item.trim());
}

function pattern(value: string): RegExp {
  try {
    return new RegExp(value);
  } catch {
    throw new InvalidArgumentError('must be a regular expression.');
  }
}

function whole(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('must be a whole number.');
  return Number(value);
}

function number(value: string): number {
  const parsed = Number(value);
  if (!Number.isFinite(parsed) || parsed < 0) throw new InvalidArgumentError('must be a number from 0.');
  return parsed;
}

function precision(value: string): Precision {
  if (value !== 'F32' && value !== 'F16') throw new InvalidArgumentError('must be F32 or F16.');
  return value;
}
