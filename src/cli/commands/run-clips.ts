// Runs inputs as clips: each starts from rest and gets one answer. They are scored here, not through streams, because
// opening a stream takes longer than a clip.
import type { FormatReport } from '../../format-report.js';
import type { Model } from '../../model/model.js';
import { readAudio } from '../../node/audio-file.js';
import { readKernel } from '../../node/kernel-file.js';
import { nodeCodecs } from '../../node/packages/codecs.js';
import type { ClipAnswer } from '../../pipeline/detector/clip.js';
import { Kernel } from '../../pipeline/kernel-access/kernel.js';
import { Program } from '../../pipeline/program.js';
import { type Audio, readWholeSound, TooLong } from '../../sound/whole-sound.js';
import { scoreClip, scoreClipAsync } from '../../training/evaluate.js';
import { Accuracy, labelOf } from '../accuracy.js';
import { tell } from '../failure.js';
import type { Input } from '../inputs.js';
import { bar } from '../report/format.js';
import { printFormatLine, printFormatReport } from '../report/format-report.js';
import { printJson, printText, warn } from '../report/output.js';
import { type ProgressBar, progressBar } from '../report/progress-bar.js';
import { readingOf, type SoundArguments, withArguments } from '../sound-arguments.js';

export interface ClipRunOptions {
  readonly json: boolean;
  /** Whether to compare the answers with the clips' folders. */
  readonly accuracy: boolean;
  readonly sound: SoundArguments;
  readonly signal: AbortSignal;
}

/** Files read ahead of the one that is scored. */
const AHEAD = 8;
/**
 * Samples of a file that is read ahead, 64 MiB of memory. A small file can hold hours of silence, so what is longer is
 * read by itself, when its turn comes.
 */
const MOST_AHEAD = 2 ** 24;

/**
 * Answers the clips in order. A clip that cannot be read is reported, the others are answered, and the exit code is 1.
 */
export async function runClips(inputs: readonly Input[], model: Model, options: ClipRunOptions): Promise<void> {
  const program = await Program.open(Kernel.create(await readKernel()), model);
  const accuracy = options.accuracy ? new Accuracy(model.labels) : null;
  const progress = progressBar(process.stderr);
  let done = 0;
  for await (const { input, audio: ahead } of readAhead(inputs, options)) {
    if (options.signal.aborted) break;
    const audio = ahead instanceof TooLong ? (await readInput(input, options.sound)).audio : ahead;
    if (audio instanceof Error) {
      if (inputs.length === 1) throw audio;
      progress.clear();
      tell(audio);
    } else {
      await answer(input, audio, program, { json: options.json, accuracy, progress, alone: inputs.length === 1 });
    }
    done++;
    if (inputs.length > 1 && done % 20 === 0) progress.show(`${done}/${inputs.length} clips`, done / inputs.length);
  }
  progress.clear();
  if (accuracy !== null) accuracy.print(options.json);
}

interface AnswerOptions {
  readonly json: boolean;
  readonly accuracy: Accuracy | null;
  readonly progress: ProgressBar;
  /** Whether it is the only clip: of many, people are only told what looks wrong. */
  readonly alone: boolean;
}

async function answer(input: Input, audio: Audio, program: Program, options: AnswerOptions): Promise<void> {
  const { accuracy, json, progress, alone } = options;
  const { labels } = program.model;
  const { name, path } = input;
  const score = program.isAsync ? scoreClipAsync : scoreClip;
  const clip = await score(program, audio.samples, audio.sampleRate);
  const truth = path === null ? -1 : labelOf(path, labels);
  if (accuracy !== null && truth >= 0) accuracy.add(truth, clip.answer);
  if (audio.warnings.length > 0) progress.clear();
  if (alone) {
    printFormatReport(name, audio.report, json);
  } else {
    if (json && isRemarkable(audio.report)) printFormatLine(name, audio.report);
    for (const clause of audio.report.warnings) warn(`${name}: ${clause}`);
  }
  if (json)
    printJson({ kind: 'clip', input: name, label: labels[clip.answer] as string, scores: byLabel(labels, clip) });
  else if (accuracy === null) printLine(name, labels[clip.answer] as string, clip, progress);
}

/** Of many clips only what was assumed or looks wrong is told. */
function isRemarkable({ assumed, warnings }: FormatReport): boolean {
  return assumed.length > 0 || warnings.length > 0;
}

function printLine(name: string, label: string, clip: ClipAnswer, progress: ProgressBar): void {
  const score = clip.scores[clip.answer] as number;
  progress.clear();
  printText(`${label.padEnd(14)} ${bar(score, 12)} ${score.toFixed(2)}  ${name}`);
}

function byLabel(labels: readonly string[], { scores }: ClipAnswer): Record<string, number> {
  return Object.fromEntries(labels.map((label, i) => [label, scores[i] as number]));
}

interface ReadInput {
  readonly input: Input;
  readonly audio: Audio | Error;
}

/** The inputs in order, with the next few being read while one is dealt with. */
async function* readAhead(inputs: readonly Input[], options: ClipRunOptions): AsyncGenerator<ReadInput> {
  const reading: Promise<ReadInput>[] = [];
  for (const input of inputs) {
    reading.push(readInput(input, options.sound, inputs.length > 1 && input.path !== null));
    if (reading.length > AHEAD) yield reading.shift() as Promise<ReadInput>;
  }
  yield* reading;
}

async function readInput(input: Input, sound: SoundArguments, isAhead = false): Promise<ReadInput> {
  try {
    const reading = { ...readingOf(input, sound), ...(isAhead ? { maxSamples: MOST_AHEAD } : {}) };
    const audio =
      input.path === null
        ? await readWholeSound(process.stdin, { ...reading, name: 'standard input', codecs: nodeCodecs })
        : await readAudio(input.path, reading);
    return { input, audio: { ...audio, report: withArguments(input, audio.report, sound) } };
  } catch (error) {
    return { input, audio: error instanceof Error ? error : new Error(String(error)) };
  }
}
