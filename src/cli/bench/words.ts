// `sluice bench words`: how often a model of words misses, and how often it fires while people talk of other things.
import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import { readKernel } from '../../node/kernel-file.js';
import { readModelFile } from '../../node/model-file.js';
import { readDataset } from '../../node/training/dataset.js';
import { listTalk, readTalk, talkSpeaker } from '../../node/training/talk.js';
import { loadExtractor } from '../../pipeline/features/extractors.js';
import { clipSamples, type Dataset } from '../../training/data/dataset.js';
import { CONDITION_NAMES, CONDITIONS, type ConditionName } from '../../training/measuring/conditions.js';
import {
  type Listener,
  measureListener,
  modelListener,
  type PhraseMeasure,
} from '../../training/measuring/word-bench.js';
import { clipsOf } from '../../training/train.js';
import { collect, list, number, pattern, whole } from '../arguments.js';
import { UsageError } from '../failure.js';
import { interruptible } from '../interrupt.js';
import { printJson, printText, writeLines } from '../report/output.js';
import { progressBar } from '../report/progress-bar.js';
import { detPlot } from './words-plot.js';
import { lineOf, textOfWords } from './words-text.js';

/** Another program that listens for some phrases, measured in the same run on the same sound. */
export interface WordsRival {
  readonly name: string;
  open(): Promise<Listener>;
}

interface Options {
  readonly clips: string[];
  readonly talk: string[];
  readonly noise: string[];
  readonly conditions: ConditionName[];
  readonly exclude?: RegExp;
  readonly speaker?: RegExp;
  readonly hours: number;
  readonly validation: number;
  readonly test: number;
  readonly seed: number;
  readonly out?: string;
  readonly plot?: string;
  readonly json: boolean;
}

const HELP = `
Clips are played one after the other with pauses, then the talk, file after file; neither stream is ever reset. A detection in the talk is a false accept: give talk
in which none of the phrases is said. Clips and talk must be of people that the model has not heard: of folders that it was trained on, the same --validation and
--test as in training leave only those.

Conditions:
${CONDITION_NAMES.map((name) => `  ${name.padEnd(11)} ${CONDITIONS[name]}`).join('\n')}

Examples:
  $ sluice bench words words.safetensors --clips clips/ --talk podcasts/
  $ sluice bench words words.safetensors --clips clips/ --talk podcasts/ --noise kitchen/ --conditions clean,noise-5,far --plot det.svg`;

export function wordsBenchCommand(rival: WordsRival | null = null): Command {
  return new Command('words')
    .description('measure a model of words: misses on clips against false accepts an hour on talk, as a curve')
    .argument('[model]', 'model file or address (default: the one of this package)')
    .option('--clips <dir>', 'a folder with one folder of clips a label; may be given again', collect, [])
    .option('--talk <dir>', 'a folder of long talk without the phrases; may be given again', collect, [])
    .option('--noise <dir>', 'a folder of noise for the conditions with noise (default: pink noise)', collect, [])
    .option('--conditions <names>', 'which of the conditions below, by commas', conditions, [...CONDITION_NAMES])
    .option('--exclude <pattern>', 'leave out clips whose name matches this regular expression', pattern)
    .option('--speaker <pattern>', "names the speaker in a clip's name: the first group of this expression", pattern)
    .option('--hours <n>', 'of talk at most', number, Number.POSITIVE_INFINITY)
    .option('--validation <percent>', 'share of speakers on whom the model was chosen', number, 0)
    .option('--test <percent>', 'share of speakers who are heard here', number, 100)
    .option('--seed <n>', 'seed of everything random', whole, 1)
    .option('--out <file>', 'write the lines of JSON, with the curves, to a file')
    .option('--plot <file>', 'write the curves as an SVG picture')
    .option('--json', 'one JSON object a line', false)
    .addHelpText('after', HELP)
    .action((model: string | undefined, options: Options) =>
      interruptible((signal) => run(model, options, rival, signal)),
    );
}

function conditions(text: string): ConditionName[] {
  return list(text).map((name) => {
    const known = CONDITION_NAMES.find((each) => each === name);
    if (known !== undefined) return known;
    throw new InvalidArgumentError(`must be some of ${CONDITION_NAMES.join(', ')}: received ${name}`);
  });
}

async function run(
  from: string | undefined,
  options: Options,
  rival: WordsRival | null,
  signal: AbortSignal,
): Promise<void> {
  if (options.clips.length === 0 || options.talk.length === 0) {
    throw new UsageError('needs --clips DIR, with a folder for each label, and --talk DIR');
  }
  const { model } = await readModelFile(from);
  await loadExtractor(model.frontEnd);
  const measures = await measureOn(modelListener(await readKernel(), model), options, signal);
  const lines = measures.map(lineOf);
  if (options.out !== undefined) await writeLines(options.out, lines);
  if (options.plot !== undefined) await writeFile(options.plot, detPlot(measures));
  show(measures, options);
  if (rival === null) return;
  const theirs = await measureOn(await rival.open(), options, signal);
  if (!options.json) printText(`\n${rival.name}, the same sound`);
  show(theirs, options, rival.name);
}

function show(measures: readonly PhraseMeasure[], { json }: Options, listener?: string): void {
  if (json) for (const measure of measures) printJson({ ...lineOf(measure), ...(listener && { listener }) });
  else for (const row of textOfWords(measures)) printText(row);
}

async function measureOn(listener: Listener, options: Options, signal: AbortSignal): Promise<PhraseMeasure[]> {
  const { sampleRate, labels } = listener;
  const shares = { validationPercent: options.validation, testPercent: options.test };
  const bar = progressBar(process.stderr);
  const onWarning = (sentence: string) => bar.note(sentence);
  const dataset = await readDataset({
    folders: options.clips,
    noise: options.noise,
    exclude: options.exclude,
    speaker: options.speaker,
    labels: labels.slice(1),
    partly: true,
    sampleRate,
    ...shares,
    signal,
    onProgress: (done, all) => bar.show(`reading clips ${done}/${all}`, done / all),
    onWarning,
  });
  const clips = clipsOf(dataset, 'test').filter(({ label }) => label > 0);
  const talk = (await listTalk(options.talk)).filter(
    (path) => talkSpeaker(path, options.talk, shares).split === 'test',
  );
  try {
    return await measureListener({
      listener,
      conditions: options.conditions,
      dataset,
      clips,
      talk: readTalk(talk, { sampleRate, hours: options.hours, onWarning }),
      noise: noiseOf(dataset),
      seed: options.seed,
      signal,
      onProgress: (done) => bar.show(progressText(done, clips.length), done.clips / (clips.length + 1)),
    });
  } finally {
    bar.clear();
  }
}

function noiseOf(dataset: Dataset): Float32Array[] {
  return dataset.clips
    .filter(({ kind, split }) => kind === 'noise' && split === 'test')
    .map((clip) => clipSamples(dataset, clip));
}

function progressText({ clips, talkSeconds }: { clips: number; talkSeconds: number }, all: number): string {
  return clips < all ? `clips ${clips}/${all}` : `talk ${(talkSeconds / 3600).toFixed(2)} h`;
}
