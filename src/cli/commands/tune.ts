// `sluice tune MODEL DIR...`: sets the thresholds of a model from clips of its own users and room. The weights do not
// change.
import { rename, writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { KeywordSettings } from '../../model/detector-settings.js';
import type { Model } from '../../model/model.js';
import { readKernel } from '../../node/kernel-file.js';
import { readModelFile } from '../../node/model-file.js';
import { readDataset } from '../../node/training/dataset.js';
import { loadExtractor } from '../../pipeline/features/extractors.js';
import { type Correction, type Corrections, correctedThresholds, type Heard } from '../../training/corrections.js';
import type { Dataset } from '../../training/data/dataset.js';
import { chooseThresholds, measure, summaryOf } from '../../training/report.js';
import { basisSentences, phraseLines, reportRows, speakersOf } from '../../training/report-text.js';
import { collect, number, pattern, whole } from '../arguments.js';
import { UsageError } from '../failure.js';
import { interruptible } from '../interrupt.js';
import { readSounds } from '../read-sounds.js';
import { bytesOf } from '../report/format.js';
import { printJson, printText } from '../report/output.js';
import { progressBar } from '../report/progress-bar.js';
import { parseChannel, parseGain } from '../sound-arguments.js';
import { asStored } from '../stored-model.js';

interface Options {
  readonly falseAcceptsPerHour: number;
  readonly out?: string;
  readonly noise: string[];
  readonly talk: string[];
  readonly quiet: string[];
  readonly wrong: string[];
  readonly missed: string[];
  readonly exclude?: RegExp;
  readonly channel: number | 'mix';
  readonly gain: number;
  readonly speaker?: RegExp;
  readonly validation: number;
  readonly test: number;
  readonly hours: number;
  readonly seed: number;
  readonly json: boolean;
}

const HELP = `
Thresholds are set on a stream made of the clips of some speakers, and measured on one of others. Give it clips that the model was not trained on; of the
folders it was trained on, the --validation and --test of that training leave only speakers that it has not heard.

With --missed, a threshold is lowered until the recording sets the phrase off; with --wrong and --quiet, raised until it does not. Where they disagree,
quiet wins. For these three no folder of clips is needed.

Examples:
  $ sluice tune mine.safetensors clips/ --false-accepts-per-hour 0.5
  $ sluice tune mine.safetensors clips/ --noise kitchen/ --out kitchen.safetensors
  $ sluice tune mine.safetensors --quiet radio.wav --false-accepts-per-hour 1
  $ sluice tune mine.safetensors --wrong door.wav --missed jarvis=again.wav`;

export function tuneCommand(): Command {
  return new Command('tune')
    .description("set a model's thresholds on your own clips, one folder a label, at so many false accepts an hour")
    .argument('<model>', 'model file or address')
    .argument('[dir...]', "folders that hold the labels' folders; none with --quiet, --wrong, --missed alone")
    .option('--false-accepts-per-hour <n>', 'false accepts per hour and phrase', number, 1)
    .option('--out <file>', 'where to write the model (default: over the model file)')
    .option('--noise <dir>', 'a folder of sound without words; may be given again', collect, [])
    .option('--talk <dir>', 'a folder of talk in which none of the phrases is said; may be given again', collect, [])
    .option(
      '--quiet <file>',
      'a recording of your room or radio in which no phrase is said: thresholds are raised until it sets off none; may be given again',
      collect,
      [],
    )
    .option('--wrong <file>', 'a sound that set a phrase off though nobody said it; may be given again', collect, [])
    .option(
      '--missed <label=file>',
      'a sound in which that phrase is said, and that did not set it off; may be given again',
      collect,
      [],
    )
    .option('--exclude <pattern>', 'leave out files whose name matches this regular expression', pattern)
    .option(
      '--speaker <pattern>',
      "names the speaker in a file's name: the first group of this regular expression",
      pattern,
    )
    .option(
      '--channel <n>',
      "of clips with several channels: one of them, from 1, or 'mix', their mean",
      parseChannel,
      'mix',
    )
    .option('--gain <factor>', 'what every sample is multiplied by, such as 1/32768', parseGain, 1)
    .option('--validation <percent>', 'share of speakers on whom thresholds are set', number, 50)
    .option('--test <percent>', 'share of speakers on whom they are measured', number, 50)
    .option('--hours <n>', 'hours of stream on which thresholds are set and measured', number, 4)
    .option('--seed <n>', 'seed of everything random', whole, 1)
    .option('--json', 'one JSON object a line', false)
    .addHelpText('after', HELP)
    .action((from: string, folders: string[], options: Options) =>
      interruptible((signal) => run(from, folders, options, signal)),
    );
}

async function run(from: string, folders: readonly string[], options: Options, signal: AbortSignal): Promise<void> {
  const { hours, seed, json, out = from } = options;
  if (options.out === undefined && /^[a-z]{2,}:/i.test(from)) {
    throw new UsageError(`needs --out FILE, for it cannot write to ${from}`);
  }
  const isCorrected = [options.quiet, options.wrong, options.missed].some(({ length }) => length > 0);
  if (folders.length === 0 && !isCorrected) {
    throw new UsageError('needs folders of clips, or --quiet FILE, --wrong FILE, --missed LABEL=FILE');
  }
  const { model } = await readModelFile(from);
  const module = await readKernel();
  await loadExtractor(model.frontEnd);
  const sounds = await readHeard(model, options);
  if (folders.length === 0) return correct(module, model, sounds, { ...options, out });
  const bar = progressBar(process.stderr);
  const dataset = await readDataset({
    ...options,
    folders,
    labels: model.labels.slice(1),
    partly: true,
    sampleRate: model.frontEnd.sampleRate,
    validationPercent: options.validation,
    testPercent: options.test,
    signal,
    onProgress: (done, all) => bar.show(`reading clips ${done}/${all}`, done / all),
    onWarning: (sentence) => bar.note(sentence),
  });
  bar.show('setting thresholds', 0);
  const found = await chooseThresholds(module, model, dataset, hours, options.falseAcceptsPerHour, seed);
  const heard = { ...model, detector: ofHeard(dataset, model.detector, found.detector) };
  const corrections = correctedThresholds(module, heard, sounds, options.falseAcceptsPerHour);
  const { detector } = corrections;
  bar.show('measuring', 0.5);
  const tuned = { ...model, detector };
  const report = await measure(module, tuned, dataset, hours, seed + 1);
  const measured = summaryOf(report, found.talk);
  const split = `by ${report.splitBy}: thresholds on ${options.validation} %, figures from ${options.test} %`;
  const bytes = asStored({ ...tuned, provenance: { ...model.provenance, split, measured } });
  await writeWhole(out, bytes);
  bar.clear();
  if (isCorrected) tellCorrections(corrections, json);
  if (json) {
    for (const line of phraseLines(report)) printJson({ ...line });
    return printJson({
      kind: 'tuned',
      out,
      bytes: bytes.length,
      ...measured,
      ...speakersOf(report),
      thresholdsOnTalk: found.talk,
    });
  }
  for (const row of reportRows(model.labels, report)) printText(row);
  printText();
  for (const sentence of basisSentences(model.labels, report, found.talk)) printText(sentence);
  printText(`${out}: ${bytesOf(bytes.length)}`);
}

async function readHeard(
  { labels, detector }: Model,
  options: Pick<Options, 'quiet' | 'wrong' | 'missed' | 'channel' | 'gain'>,
): Promise<Heard> {
  // A label without a threshold never fires, so none can be lowered.
  const tunable = labels.slice(1).filter((label) => Object.hasOwn(detector.enter, label));
  const missed = options.missed.map((text) => labelAndFile(text, tunable));
  const files = await readSounds(
    missed.map(({ file }) => file),
    options,
  );
  return {
    quiet: await readSounds(options.quiet, options),
    wrong: await readSounds(options.wrong, options),
    missed: files.map((sound, i) => ({ label: missed[i]?.label ?? '', sound })),
  };
}

function labelAndFile(text: string, labels: readonly string[]): { readonly label: string; readonly file: string } {
  const at = text.indexOf('=');
  const [label, file] = [text.slice(0, Math.max(0, at)), text.slice(at + 1)];
  if (labels.includes(label) && file !== '') return { label, file };
  throw new UsageError(`--missed needs LABEL=FILE, with one of the labels ${labels.join(', ')}: received '${text}'`);
}

/** Corrects thresholds by what was heard; no clip is needed for that. */
async function correct(
  module: WebAssembly.Module,
  model: Model,
  heard: Heard,
  { out, json, falseAcceptsPerHour }: Options & { readonly out: string },
): Promise<void> {
  const corrections = correctedThresholds(module, model, heard, falseAcceptsPerHour);
  const bytes = asStored({ ...model, detector: corrections.detector });
  await writeWhole(out, bytes);
  tellCorrections(corrections, json);
  if (json) printJson({ kind: 'tuned', out, bytes: bytes.length, quietHours: corrections.hours });
  else printText(`${out}: ${bytesOf(bytes.length)}`);
}

function tellCorrections({ phrases, hours }: Corrections, json: boolean): void {
  if (json) {
    for (const phrase of phrases) printJson({ kind: 'corrected', ...phrase, hours });
    return;
  }
  const told = phrases.filter(({ acceptsBefore, missedBefore }) => acceptsBefore + missedBefore > 0);
  for (const phrase of told) printText(correctionText(phrase));
  const silent = phrases.length - told.length;
  if (hours === 0) return printText(`${silent} of ${phrases.length} phrases stay as they are`);
  const minutes = (60 * hours).toFixed(1);
  printText(`${silent} of ${phrases.length} phrases were not found in ${minutes} min of quiet recordings`);
}

function correctionText({ label, before, after, ...counts }: Correction): string {
  const { acceptsBefore, acceptsAfter, missedBefore, missedAfter } = counts;
  const moved = after === before ? 'stays' : after > before ? 'raised' : 'lowered';
  const to = after === before ? '' : ` to ${after.toFixed(2)}`;
  const wrong = acceptsBefore === 0 ? [] : [`false accepts ${acceptsBefore}, now ${acceptsAfter}`];
  const missed = missedBefore === 0 ? [] : [`missed ${missedBefore}, now ${missedAfter}`];
  return `${label}: ${[...wrong, ...missed].join('; ')}; threshold ${before.toFixed(2)} ${moved}${to}`;
}

/** Whole or not at all: it may be the only copy. */
async function writeWhole(out: string, bytes: Uint8Array): Promise<void> {
  await writeFile(`${out}.new`, bytes);
  await rename(`${out}.new`, out);
}

/** A phrase that nobody says in the clips keeps its settings. */
function ofHeard({ clips, labels }: Dataset, before: KeywordSettings, found: KeywordSettings): KeywordSettings {
  const said = new Set(clips.filter(({ split }) => split === 'validation').map(({ label }) => labels[label] as string));
  const merged = (kind: 'enter' | 'exit' | 'lagMs' | 'durationMs') => ({
    ...before[kind],
    ...Object.fromEntries(Object.entries(found[kind] ?? {}).filter(([label]) => said.has(label))),
  });
  return {
    ...found,
    enter: merged('enter'),
    exit: merged('exit'),
    lagMs: merged('lagMs'),
    durationMs: merged('durationMs'),
  };
}
