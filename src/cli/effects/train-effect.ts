// `sluice train effect --input dry.wav --target wet.wav --out FILE`: a network learns what a device does to sound.
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { withGolden } from '../../convert/effects/read-effect.js';
import { SluiceError } from '../../errors.js';
import { writeEffectFile } from '../../model/file/effect-file.js';
import { readAudio } from '../../node/audio-file.js';
import { readEffectsKernel } from '../../node/effects/effects-kernel.js';
import { readTrainingKernel } from '../../node/kernel-file.js';
import { Random } from '../../random.js';
import { aligned, findLag } from '../../training/effects/align.js';
import { type EffectProgress, type TrainedEffect, trainEffect } from '../../training/effects/effect-trainer.js';
import { number, wholeFrom } from '../arguments.js';
import { interruptible } from '../interrupt.js';
import { percent } from '../report/format.js';
import { note, printJson, printText, warn } from '../report/output.js';
import { progressBar } from '../report/progress-bar.js';

interface Options {
  readonly input: string;
  readonly target: string;
  readonly out: string;
  readonly cell: 'lstm' | 'gru';
  readonly hidden: number;
  readonly updates: number;
  readonly learningRate: number;
  readonly residual: boolean;
  readonly seed: number;
  readonly name?: string;
  readonly json: boolean;
}

/** The target may be so much later or earlier than the input. */
const MOST_LAG_S = 0.05;
/** Recordings that are less alike than this are not of one performance. */
const LEAST_CORRELATION = 0.2;

const EXAMPLES = `
Record what goes into the device and what comes out, at one rate, a minute or more of all that it will hear. The last tenth is never heard in
training: on it the error-to-signal ratio is measured.

Examples:
  $ sluice train effect --input dry.wav --target wet.wav --out amp.safetensors
  $ sluice train effect --input dry.wav --target wet.wav --out small.safetensors --cell gru --hidden 12 --updates 1000
  $ sluice process guitar.wav --model amp.safetensors --out loud.wav`;

export function trainEffectCommand(): Command {
  return new Command('effect')
    .description('learn what a device, such as an amplifier, does to sound, from a recording before and behind it')
    .requiredOption('--input <file>', 'the sound that went into the device')
    .requiredOption('--target <file>', 'the sound that came out of it')
    .requiredOption('--out <file>', 'where the model file goes (.safetensors)')
    .addOption(new Option('--cell <name>', 'recurrent cell').choices(['lstm', 'gru']).default('lstm'))
    .option('--hidden <n>', 'hidden size, a multiple of 4, up to 64', wholeFrom(4, 64), 24)
    .option('--updates <n>', 'steps of the optimizer', wholeFrom(1, 1_000_000), 3000)
    .option('--learning-rate <rate>', 'peak learning rate', number, 0.005)
    .option('--no-residual', 'the network gives the whole output, not what is added to the input')
    .option('--seed <n>', 'seed of everything random', wholeFrom(0, 2 ** 31 - 1), 1)
    .option('--name <name>', "the model's name (default: the target's)")
    .option('--json', 'one JSON object a line', false)
    .addHelpText('after', EXAMPLES)
    .action((options: Options) => interruptible((signal) => run(options, signal)));
}

async function run(options: Options, signal: AbortSignal): Promise<void> {
  const { pair, sampleRate, lag } = await readPair(options);
  const kernels = { training: await readTrainingKernel(), effects: await readEffectsKernel() };
  const progress = progressBar(process.stderr);
  const training = trainEffect(kernels, pair, sampleRate, options);
  let step = training.next();
  for (; step.done !== true; step = training.next()) {
    if (signal.aborted) break;
    show(step.value, options, progress);
    // so that Ctrl-C is heard
    if (step.value.update % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  progress.clear();
  if (step.done !== true) return note('sluice: stopped: nothing was written');
  await finish(step.value, options, lag, kernels.effects);
}

function show(
  { update, loss, chosen }: EffectProgress,
  { updates, json }: Options,
  progress: ReturnType<typeof progressBar>,
): void {
  if (json && chosen !== null) printJson({ kind: 'progress', update, updates, loss, bestEsr: chosen });
  const text = `${update}/${updates} updates, loss ${loss.toFixed(4)}`;
  progress.show(
    chosen === null ? text : `${text}, best error-to-signal ratio ${percent(chosen)}`,
    update / updates,
    chosen !== null,
  );
}

async function finish(
  { model, esr, drySignal, testedS }: TrainedEffect,
  { out, target, name, json, input, cell, hidden, updates, seed }: Options,
  lag: number,
  kernel: WebAssembly.Module,
): Promise<void> {
  const random = new Random(1, 1);
  const provenance = {
    description: `Trained on ${basename(input)} and ${basename(target)}`,
    split: 'first 80 % trained, next 10 % chose the weights, last 10 % measured',
    seed,
    measured: { errorToSignal: esr, errorToSignalOfInput: drySignal, testedSeconds: testedS },
  };
  const named = { ...model, name: name ?? basename(target).replace(/\.\w+$/, ''), provenance };
  const file = writeEffectFile(withGolden(kernel, named, () => random.between(-1, 1)));
  await writeFile(out, file);
  if (json)
    return printJson({
      kind: 'trained',
      out,
      bytes: file.length,
      cell,
      hidden,
      updates,
      lagSamples: lag,
      esr,
      esrOfInput: drySignal,
      testedS,
    });
  printText(
    `${out}: ${cell} of ${hidden}, error-to-signal ratio ${percent(esr)} on ${testedS.toFixed(1)} s that it never heard`,
  );
  printText(`the sound that went in has ${percent(drySignal)} there, so that is what nothing learnt would give`);
}

interface Pair {
  readonly pair: [Float32Array, Float32Array];
  readonly sampleRate: number;
  readonly lag: number;
}

/** Rejects with DATA_UNUSABLE where the two are not of one performance. */
async function readPair({ input, target }: Options): Promise<Pair> {
  const [dry, wet] = [await readAudio(input), await readAudio(target)];
  if (dry.sampleRate !== wet.sampleRate)
    throw unusable(`the input has ${dry.sampleRate} Hz and the target ${wet.sampleRate} Hz: record both at one rate`);
  const most = Math.round(MOST_LAG_S * dry.sampleRate);
  const alignment = findLag(dry.samples, wet.samples, most);
  if (Math.abs(alignment.correlation) < LEAST_CORRELATION)
    throw unusable(
      `the target is not the input behind a device: within ${MOST_LAG_S * 1000} ms they are alike by ${alignment.correlation.toFixed(2)} of 1`,
    );
  const { lag, correlation } = alignment;
  if (lag !== 0)
    warn(
      `the target is ${Math.abs(lag)} samples ${lag > 0 ? 'later' : 'earlier'} than the input, and is brought to its time`,
    );
  if (correlation < 0) warn('the device inverts the sound');
  return { pair: aligned(dry.samples, wet.samples, alignment), sampleRate: dry.sampleRate, lag };
}

function unusable(why: string): SluiceError {
  return new SluiceError('DATA_UNUSABLE', `Cannot train the effect: ${why}`);
}
