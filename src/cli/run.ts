// `sluice run [INPUT...]`: sound in, detections out. What is asked for is read here; run-streams.ts and run-clips.ts do it.
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { voiceActivity } from '../node/index.js';
import { readModelFile } from '../node/model-file.js';
import { UsageError } from './failure.js';
import { expandInputs, type Input } from './inputs.js';
import { interruptible } from './interrupt.js';
import { runClips } from './run-clips.js';
import { type PcmArguments, runStreams } from './run-streams.js';
import { enterThresholds, parseThresholds, type Thresholds } from './thresholds.js';

interface Options {
  readonly model?: string;
  readonly json: boolean;
  readonly gate?: string;
  readonly gateLabel: string;
  readonly predictions: boolean;
  readonly clips: boolean;
  readonly accuracy: boolean;
  readonly threshold?: Thresholds;
  readonly rate?: number;
  readonly format: PcmArguments['format'];
  readonly channels: number;
}

const EXAMPLES = `
Examples:
  $ sluice run                                          the recording that comes with the package
  $ sluice run talk.mp3 --threshold 0.8
  $ arecord -q -t raw -f S16_LE -r 16000 | sluice run - --rate 16000
  $ sluice run clips/ --clips --accuracy                one folder a label`;

export function runCommand(): Command {
  return new Command('run')
    .description('run sound through a model and print the phrases that are heard')
    .argument(
      '[input...]',
      "audio files, folders of them, or '-' for raw PCM on standard input (default: a recording that comes with the package)",
    )
    .option('--model <file>', 'model file or address (default: the model that comes with the package)')
    .option(
      '--threshold <n>',
      'score from which a phrase counts as heard: one for all, or label=n,...',
      parseThresholds,
    )
    .option(
      '--gate <file>',
      'model that tells speech from the rest, such as Silero VAD by `sluice convert`: in silence the other one rests',
    )
    .option('--gate-label <label>', "the gate model's label for speech", 'speech')
    .option('--predictions', 'print the scores of every hop too', false)
    .option('--clips', 'treat every input as one clip from rest and print one answer for each', false)
    .option(
      '--accuracy',
      'with --clips: compare the answers with the names of the folders that the clips lie in',
      false,
    )
    .option('--rate <hz>', "sample rate of standard input (default: the model's)", wholeFrom(1000, 768_000))
    .addOption(new Option('--format <name>', 'samples of standard input').choices(['f32le', 's16le']).default('s16le'))
    .option('--channels <n>', 'interleaved channels of standard input', wholeFrom(1, 64), 1)
    .option('--json', 'one JSON object a line', false)
    .addHelpText('after', EXAMPLES)
    .action((args: string[], options: Options) => interruptible((signal) => run(args, options, signal)));
}

const RECORDING: Input = {
  name: 'recording.wav',
  path: fileURLToPath(new URL('../assets/recording.wav', import.meta.url)),
};

async function run(args: readonly string[], options: Options, signal: AbortSignal): Promise<void> {
  checkTogether(options);
  const inputs = args.length > 0 ? await expandInputs(args) : [RECORDING];
  const { model } = await readModelFile(options.model);
  const { json, predictions, accuracy, format, channels } = options;
  const pcm = { rate: options.rate ?? model.frontEnd.sampleRate, format, channels };
  const detector = options.threshold === undefined ? {} : { enter: enterThresholds(options.threshold, model) };
  if (options.clips) return runClips(inputs, model, { json, accuracy, pcm, signal });
  const gate = options.gate === undefined ? null : (await readModelFile(options.gate)).model;
  const gating = gate === null ? {} : { gate: voiceActivity({ model: gate, label: options.gateLabel }) };
  return runStreams(inputs, model, { json, predictions, pcm, detector, ...gating, signal });
}

function checkTogether({ clips, accuracy, predictions, threshold, gate }: Options): void {
  if (accuracy && !clips) throw new UsageError("'--accuracy' goes with '--clips'");
  if (clips && predictions) throw new UsageError("'--predictions' does not go with '--clips'");
  if (clips && gate !== undefined) throw new UsageError("'--gate' does not go with '--clips'");
  if (clips && threshold !== undefined) throw new UsageError("'--threshold' does not go with '--clips'");
}

function wholeFrom(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
  };
}
