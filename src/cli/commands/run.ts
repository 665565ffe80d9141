// `sluice run [INPUT...]`: sound in, detections out. The options are read here; run-streams.ts and run-clips.ts do the
// work.
import { fileURLToPath } from 'node:url';
import { Command, Option } from 'commander';
import { SluiceError } from '../../errors.js';
import type { Adapt } from '../../model/adapt.js';
import { isSeriesModel } from '../../model/any-model.js';
import { type Model, rowValues } from '../../model/model.js';
import { ON_GAPS, type OnGap } from '../../model/on-gap.js';
import { withThreshold } from '../../model/series-model.js';
import { type RawFormat, seriesModel, voiceActivity } from '../../node/index.js';
import { readAnyModelFile, readModelFile, readSeriesModelFile } from '../../node/model-file.js';
import type { TableOptions } from '../../series/table/table-options.js';
import { RAW_FORMATS } from '../../sound/containers/raw.js';
import { type AlarmArguments, addAlarmOptions, alarmSettings } from '../alarms/alarm-arguments.js';
import { RunOutlets } from '../alarms/run-outlets.js';
import { adapt as parseAdapt, wholeFrom } from '../arguments.js';
import { UsageError } from '../failure.js';
import { recordingFile } from '../files.js';
import { expandInputs, type Input, isSeries } from '../inputs.js';
import { interruptible } from '../interrupt.js';
import { parseChannel, parseGain, type SoundArguments } from '../sound-arguments.js';
import { addTableOptions, givenTableOptions, type TableArguments, tableOptions } from '../table-arguments.js';
import { tableFor } from '../table-channels.js';
import { enterThresholds, parseThresholds, type Thresholds } from '../thresholds.js';
import { runClips } from './run-clips.js';
import { runRows } from './run-rows.js';
import { runSeries, type SeriesRunOptions } from './run-series.js';
import { runStreams } from './run-streams.js';

interface Options extends TableArguments, AlarmArguments {
  readonly model?: string;
  readonly json: boolean;
  readonly gate?: string;
  readonly gateLabel: string;
  readonly verifier?: string;
  readonly predictions: boolean;
  readonly onGap?: OnGap;
  readonly record?: string;
  readonly clips: boolean;
  readonly accuracy: boolean;
  readonly threshold?: Thresholds;
  readonly rate?: number;
  readonly learnFor?: number;
  readonly follow: boolean;
  readonly history?: string;
  readonly adapt?: Adapt;
  readonly format?: RawFormat;
  readonly channels?: number;
  readonly channel: number | 'mix';
  readonly gain: number;
}

const EXAMPLES = `
Examples:
  $ sluice run                                          the recording that comes with the package
  $ sluice run talk.mp3 --threshold 0.8
  $ arecord -q -t raw -f S16_LE -r 16000 | sluice run - --format s16le --rate 16000
  $ sox talk.ogg -t wav - | sluice run -
  $ sluice run clips/ --clips --accuracy                one folder a label
  $ sluice run today.csv --follow --history last-month.csv --webhook https://hooks.example.org/alarms
  $ sluice run sensors.csv                              alarms, after what is normal has been learnt from the first rows`;

export function runCommand(): Command {
  const command = new Command('run')
    .description(
      'run sound through a model and print the phrases that are heard, or watch series of sensors and print the alarms',
    )
    .argument(
      '[input...]',
      "audio files, folders of them, tables of sensors (.csv, .tsv, .txt, .dat), or '-' for sound on standard input (default: a recording that comes with the package)",
    )
    .option('--model <file>', 'model file or address (default: the model that comes with the package)')
    .option(
      '--threshold <n>',
      'score from which a phrase counts as heard: one for all, or label=n,...; of a table: likelihood of an anomaly (default: 0.999)',
      parseThresholds,
    )
    .option(
      '--gate <file>',
      'model that tells speech from the rest, such as Silero VAD by `sluice convert`: in silence the other one rests',
    )
    .option('--gate-label <label>', "the gate model's label for speech", 'speech')
    .option('--verifier <file>', 'a second model with the same labels: what it does not hear too is not reported')
    .addOption(
      new Option(
        '--on-gap <policy>',
        "what missing samples mean to the network's state (default: the model's)",
      ).choices(ON_GAPS),
    )
    .option('--record <file>', 'record what is heard, for `sluice replay`; of one input')
    .option('--predictions', 'print the scores of every hop too', false)
    .option('--clips', 'treat every input as one clip from rest and print one answer for each', false)
    .option(
      '--accuracy',
      'with --clips: compare the answers with the names of the folders that the clips lie in',
      false,
    )
    .option(
      '--channel <n>',
      "of sound with several channels: one of them, from 1, or 'mix', their mean",
      parseChannel,
      'mix',
    )
    .option('--gain <factor>', 'what every sample is multiplied by, such as 1/32768', parseGain, 1)
    .addOption(
      new Option(
        '--format <name>',
        'raw PCM of this kind: standard input whatever it begins with, files that are not recognised (default: s16le, where standard input is not recognised)',
      ).choices(RAW_FORMATS),
    )
    .option('--rate <hz>', "sample rate of raw PCM (default: the model's)", wholeFrom(1000, 768_000))
    .option('--channels <n>', 'interleaved channels of raw PCM (default: 1)', wholeFrom(1, 64))
    .option('--learn-for <rows>', 'of a table: rows that are only learnt from (default: 500)', wholeFrom(20, 1_000_000))
    .option('--follow', 'of a table: go on while the file grows, until Ctrl-C', false)
    .option('--history <file>', 'of a table: learn from this one first; it raises no alarms')
    .option(
      '--adapt <hours>',
      "of a table: for how long a channel is not learnt from while its alarm lasts, or 'never' (default: 4)",
      parseAdapt,
    )
    .option('--json', 'one JSON object a line', false)
    .addHelpText('after', EXAMPLES);
  return addAlarmOptions(addTableOptions(command, 'of a table: ')).action((args: string[], options: Options) =>
    interruptible((signal) => run(args, options, signal)),
  );
}

async function run(args: readonly string[], options: Options, signal: AbortSignal): Promise<void> {
  checkTogether(options);
  const inputs =
    args.length > 0 ? await expandInputs(args) : [{ name: 'recording.wav', path: fileURLToPath(recordingFile()) }];
  await using outlets = await RunOutlets.open(await alarmSettings(options), signal);
  // with --format whatever comes is raw sound
  if (options.format === undefined && inputs.some(isSeries)) return await watchSeries(inputs, options, outlets, signal);
  const [forTables] = givenTableOptions(options);
  if (options.follow || options.history !== undefined)
    throw new UsageError("'--follow' and '--history' are for tables (.csv): received sound");
  if (forTables !== undefined) throw new UsageError(`'${forTables}' is for tables (.csv): received sound`);
  const { model } = await readModelFile(options.model);
  const { json, predictions, accuracy, format, channels, channel, gain, rate } = options;
  const sound: SoundArguments = { channel, gain, rate, format, channels, modelRate: model.frontEnd.sampleRate };
  const detector = options.threshold === undefined ? {} : { enter: enterThresholds(options.threshold, model) };
  if (options.clips) return await runClips(inputs, model, { json, accuracy, sound, signal });
  const gate = options.gate === undefined ? null : (await readModelFile(options.gate)).model;
  const gating = gate === null ? {} : { gate: voiceActivity({ model: gate, label: options.gateLabel }) };
  const verifier = options.verifier === undefined ? null : (await readModelFile(options.verifier)).model;
  const { onGap, record } = options;
  if (record !== undefined && inputs.length > 1) throw new UsageError("'--record' is for one input");
  const more = { ...gating, ...(verifier && { verifier }), ...(onGap && { onGap }), ...(record && { record }) };
  return await runStreams(inputs, model, { json, predictions, sound, detector, outlets, ...more, signal });
}

async function watchSeries(
  inputs: readonly Input[],
  options: Options,
  outlets: RunOutlets,
  signal: AbortSignal,
): Promise<void> {
  if (!inputs.every(isSeries)) throw new UsageError('series (.csv) and sound cannot be run together');
  if (options.clips) throw new UsageError("'--clips' is for sound");
  if (options.record !== undefined) throw new UsageError("'--record' is for sound");
  if (options.verifier !== undefined) throw new UsageError("'--verifier' is for sound");
  const { json, predictions, follow, history } = options;
  if (follow && inputs.length > 1) throw new UsageError("'--follow' is for one table");
  const network = await rowModel(options);
  if (network) {
    if (follow || history !== undefined) throw new UsageError("'--follow' and '--history' do not go with a network");
    return runRows(inputs, { json, predictions, model: network, table: tableOptions(options), outlets, signal });
  }
  const { modelFor, table: ofModel } = await seriesModels(options);
  const table = { ...tableOptions(options), ...ofModel };
  const past = history === undefined ? {} : { history };
  await runSeries(inputs, { json, predictions, modelFor, table, follow, ...past, outlets, signal });
}

/**
 * The network of the file that was named, where it takes rows; null for a model of series, and where none was named.
 */
async function rowModel({ model: file, threshold, learnFor }: Options): Promise<Model | null> {
  if (file === undefined) return null;
  const { model } = await readAnyModelFile(file);
  if (isSeriesModel(model)) return null;
  if (rowValues(model) === null)
    throw new SluiceError(
      'MODEL_UNREADABLE',
      `Cannot run tables: the model '${model.name}' is of sound: leave --model out, and what is normal is learnt from the rows`,
    );
  if (learnFor !== undefined) throw new UsageError("'--learn-for' does not go with a network: it has learnt");
  if (threshold === undefined) return model;
  return { ...model, detector: { ...model.detector, enter: enterThresholds(threshold, model) } };
}

interface SeriesModels {
  readonly modelFor: SeriesRunOptions['modelFor'];
  /** What the model of a file wants of a table. */
  readonly table?: TableOptions;
}

/** The model of the file that was named, or for each series one that begins with nothing. */
async function seriesModels(options: Options): Promise<SeriesModels> {
  const { model: file, threshold, learnFor, adapt, columns, describe } = options;
  if (typeof threshold === 'object') throw new UsageError("a series has no labels: '--threshold' is one number");
  const limit = threshold === undefined ? {} : { threshold };
  if (threshold !== undefined && !(threshold > 0 && threshold < 1)) {
    throw new UsageError(`of a series '--threshold' is above 0 and below 1: received ${threshold}`);
  }
  if (file === undefined) {
    const learning = { ...(learnFor === undefined ? {} : { learnFor }), ...(adapt === undefined ? {} : { adapt }) };
    return { modelFor: (channels) => seriesModel({ channels, ...learning, ...limit }) };
  }
  if (learnFor !== undefined) throw new UsageError("'--learn-for' does not go with '--model', which says it");
  if (columns !== undefined) throw new UsageError("'--columns' does not go with '--model', which says them");
  if (describe !== undefined) throw new UsageError("'--describe' does not go with '--model', which says it");
  const model = await readSeriesModelFile(file);
  const adapted = adapt === undefined ? model : { ...model, monitor: { ...model.monitor, adapt } };
  const limited = threshold === undefined ? adapted : withThreshold(adapted, threshold);
  return { modelFor: () => limited, table: tableFor(model) };
}

function checkTogether({ clips, accuracy, predictions, threshold, gate, verifier, record }: Options): void {
  if (accuracy && !clips) throw new UsageError("'--accuracy' goes with '--clips'");
  if (clips && predictions) throw new UsageError("'--predictions' does not go with '--clips'");
  if (clips && record !== undefined) throw new UsageError("'--record' does not go with '--clips'");
  if (clips && gate !== undefined) throw new UsageError("'--gate' does not go with '--clips'");
  if (clips && verifier !== undefined) throw new UsageError("'--verifier' does not go with '--clips'");
  if (clips && threshold !== undefined) throw new UsageError("'--threshold' does not go with '--clips'");
}
