// `sluice teach MODEL --word NAME FILE...`: a word of one's own from a few recordings.
import { rename, writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { Model } from '../../model/model.js';
import { readTrainingKernel } from '../../node/kernel-file.js';
import { readModelFile } from '../../node/model-file.js';
import { readBase } from '../../node/training/base-file.js';
import { readTalk } from '../../node/training/talk-file.js';
import { type TeachProgress, type TeachReport, teach } from '../../training/teaching/teach.js';
import { collect, whole } from '../arguments.js';
import { interruptible } from '../interrupt.js';
import { readSounds } from '../read-sounds.js';
import { bytesOf } from '../report/format.js';
import { printJson, printText } from '../report/output.js';
import { type ProgressBar, progressBar } from '../report/progress-bar.js';
import { parseChannel, parseGain } from '../sound-arguments.js';
import { asStored } from '../stored-model.js';

interface Options {
  readonly word: string;
  readonly base?: string;
  readonly out: string;
  readonly missed: string[];
  readonly wrong: string[];
  readonly quiet: string[];
  readonly channel: number | 'mix';
  readonly gain: number;
  readonly seed: number;
  readonly json: boolean;
}

const HELP = `
Each FILE is one recording of the word, by the person who will say it: five, with a moment of quiet before and after the word. Recordings that are too
quiet, clipped, cut off or of another word are named and left out. The model's own phrases stay as they are.

A file for --missed or --wrong holds a few seconds, such as those that a page keeps. A file for --quiet may be long: the radio, a kitchen.

Examples:
  $ sluice teach keywords.safetensors --word lantern lantern-*.wav --out mine.safetensors
  $ sluice teach mine.safetensors --word lantern lantern-*.wav --wrong door.wav --missed again.wav --out mine.safetensors
  $ sluice run --model mine.safetensors evening.wav`;

const DOING: Readonly<Record<TeachProgress['doing'], string>> = {
  listening: 'making lessons',
  learning: 'learning',
  judging: 'setting the threshold',
};

export function teachCommand(): Command {
  return new Command('teach')
    .description("teach a model one person's word from a few recordings of it")
    .argument('<model>', 'model file or address')
    .argument('<file...>', 'recordings of the word, one each: three at least, better five')
    .requiredOption('--word <name>', 'the new label; one that was taught before is learnt anew')
    .requiredOption('--out <file>', 'where to write the model')
    .option('--missed <file>', 'a recording in which the word was missed; may be given again', collect, [])
    .option('--wrong <file>', 'a recording that was taken for the word and is none; may be given again', collect, [])
    .option('--quiet <file>', 'a recording in which nobody says the word; may be given again', collect, [])
    .option(
      '--base <file>',
      "the base network that the word is told by, or 'none': the model's own layers (default: the one that is shipped)",
    )
    .option(
      '--channel <n>',
      "of files with several channels: one of them, from 1, or 'mix', their mean",
      parseChannel,
      'mix',
    )
    .option('--gain <factor>', 'what every sample is multiplied by, such as 1/32768', parseGain, 1)
    .option('--seed <n>', 'seed of everything random', whole, 1)
    .option('--json', 'one JSON object a line', false)
    .addHelpText('after', HELP)
    .action((from: string, files: string[], options: Options) =>
      interruptible((signal) => run(from, files, options, signal)),
    );
}

async function run(from: string, files: readonly string[], options: Options, signal: AbortSignal): Promise<void> {
  const { word, out, seed, json } = options;
  const { model } = await readModelFile(from);
  const base = await baseFor(options);
  const bar = progressBar(process.stderr);
  const read = (paths: readonly string[]) => readSounds(paths, options);
  try {
    const taught = await teach({
      module: await readTrainingKernel(),
      talk: await readTalk(),
      model,
      ...(base ? { base } : {}),
      word,
      takes: await read(files),
      missed: await read(options.missed),
      wrong: await read(options.wrong),
      quiet: await read(options.quiet),
      seed,
      signal,
      onProgress: ({ share, doing }) => bar.show(DOING[doing], share),
    });
    await write(taught.model, taught.report, { out, json, bar });
  } finally {
    bar.clear();
  }
}

async function baseFor({ base }: Options): Promise<Model | undefined> {
  if (base === 'none') return undefined;
  return base === undefined ? readBase() : (await readModelFile(base)).model;
}

async function write(
  model: Model,
  report: TeachReport,
  { out, json, bar }: { out: string; json: boolean; bar: ProgressBar },
): Promise<void> {
  const bytes = asStored(model);
  // Whole or not at all: it may be written over the model that it came from.
  await writeFile(`${out}.new`, bytes);
  await rename(`${out}.new`, out);
  bar.clear();
  if (json) {
    for (const { name, fault, text } of report.leftOut) printJson({ kind: 'left-out', input: name, fault, text });
    const { leftOut: _, ...figures } = report;
    return printJson({ kind: 'taught', out, bytes: bytes.length, ...figures });
  }
  for (const { text } of report.leftOut) printText(`left out: ${text}`);
  for (const sentence of taughtSentences(report)) printText(sentence);
  printText(`${out}: ${bytesOf(bytes.length)}`);
}

const TOLD_BY_MODEL =
  "told by the model's own layers, which know little of other words than its own: the base network needs its front end, 40 log-mel bands every 20 ms";

/** What was learnt and what its figures stand on, a sentence each. */
function taughtSentences(report: TeachReport): string[] {
  const { word, recordings, missed, wrong, threshold, quietSeconds } = report;
  const corrected = [
    ...(missed > 0 ? [`${missed} of them missed before`] : []),
    ...(wrong > 0 ? [`against ${wrong} wrong sounds`] : []),
  ].join(', ');
  return [
    ...(report.byBase ? [] : [TOLD_BY_MODEL]),
    `'${word}': learnt from ${recordings} recordings${corrected === '' ? '' : `, ${corrected}`}; found from a score of ${threshold.toFixed(2)} on`,
    `missed: ${report.copiesMissed} of ${report.copies} copies of these recordings, in noise and rooms: other recordings are missed more often`,
    `found falsely: ${report.otherAccepts} times in ${Math.round(report.otherSeconds / 60)} minutes of made talk and of this voice saying parts of the word`,
    quietSeconds > 0
      ? `found falsely: ${report.quietAccepts} times in ${(quietSeconds / 60).toFixed(1)} minutes of the quiet recordings, which were learnt from`
      : 'real talk: not measured (--quiet FILE: the radio, the room; sluice bench words measures)',
  ];
}
