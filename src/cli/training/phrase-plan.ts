// What a training from text will do and how long it takes here, told before it begins.

import { INSTALL_ESPEAK } from '../../node/voices/find-voices.js';
import { defaultCache } from '../../node/voices/sound-cache.js';
import type { Split } from '../../training/data/speakers.js';
import type { CheckedPhrase } from '../../training/phrases/check-phrases.js';
import type { Line } from '../../training/phrases/script.js';
import { syllablesOf } from '../../training/phrases/sounds.js';
import type { Cast } from '../../training/phrases/split-voices.js';
import type { Synthesizer } from '../../training/phrases/voices.js';
import type { TrainingPlan } from '../../training/plan.js';
import { printJson, printText, warn } from '../report/output.js';
import type { ProgressBar } from '../report/progress-bar.js';
import type { Base } from './base.js';
import { speakingMs, trainingSpeed } from './measure-speed.js';
import type { TrainPhrasesOptions } from './options.js';

export interface PhrasePlan {
  readonly phrases: readonly CheckedPhrase[];
  readonly warnings: readonly string[];
  readonly synthesizers: readonly Synthesizer[];
  readonly cast: Cast;
  readonly lines: readonly Line[];
  readonly shape: TrainingPlan;
  readonly base: Base | null;
  readonly folders: readonly string[];
  readonly options: TrainPhrasesOptions;
  readonly module: WebAssembly.Module;
  readonly bar: ProgressBar;
}

/** How long each part takes, s. */
interface Estimate {
  readonly speakSeconds: number;
  readonly trainSeconds: number;
  readonly measureSeconds: number;
}

/** With `--json` one line; else sentences, which are the result of a dry run and go to stderr otherwise. */
export async function tellPlan(plan: PhrasePlan): Promise<void> {
  const { options, bar, warnings } = plan;
  bar.show('measuring how fast this machine is', 0);
  const estimate = await estimateOf(plan);
  bar.clear();
  for (const sentence of warnings) warn(sentence);
  if (options.json) return printJson({ kind: 'plan', ...factsOf(plan), ...estimate, warnings });
  for (const sentence of [...sentencesOf(plan), timeSentence(estimate, options.threads)]) {
    if (options.dryRun) printText(sentence);
    else bar.note(sentence);
  }
}

/** A longer text takes longer: of talk against the text that was measured. */
const TALK_FACTOR = 2;
/** Of the speed of training on all threads: how fast a stream is scored on one. */
const SCORING = 1.2;
/** Hours of stream that setting thresholds and measuring hear for each hour of `--hours`, and a validation by itself. */
const HEARD_HOURS = 5;
const VALIDATION_HOURS = 0.3;
const VALIDATIONS = 8;

async function estimateOf({ synthesizers, lines, shape, options, module }: PhrasePlan): Promise<Estimate> {
  const ms = await speakingMs(synthesizers);
  const framesPerSecond = await trainingSpeed(module, shape, options.threads);
  const speakMs = lines.reduce((sum, { synthesizer, role }) => {
    return sum + (ms.get(synthesizer) as number) * (role === 'talk' ? TALK_FACTOR : 1);
  }, 0);
  const frames = shape.epochs * shape.stepsPerEpoch * shape.shards * shape.sequences * shape.steps;
  const heardHours = HEARD_HOURS * options.hours + VALIDATIONS * (VALIDATION_HOURS + options.talkMinutes / 240);
  const framesAnHour = (3600 * shape.frontEnd.sampleRate) / shape.frontEnd.hopSamples;
  return {
    speakSeconds: Math.round(speakMs / 1000 / Math.max(1, options.threads)),
    trainSeconds: Math.round(frames / framesPerSecond),
    measureSeconds: Math.round((heardHours * framesAnHour) / (SCORING * framesPerSecond)),
  };
}

function factsOf({ phrases, synthesizers, cast, lines, shape, base, folders, options }: PhrasePlan) {
  return {
    phrases: phrases.map(({ phrase, sounds }) => ({
      label: phrase.label,
      words: phrase.words,
      spelledOut: phrase.spelledOut,
      sounds,
      syllables: syllablesOf(sounds),
    })),
    synthesizers: synthesizers.map(({ name, version, about }) => ({
      name,
      version,
      about,
      ...voicesBySplit(cast, name),
    })),
    splitBy: cast.splitBy,
    texts: lines.length,
    clipsOfEachPhrase: options.clips,
    otherClips: lines.filter(({ role }) => role === 'other').length,
    talkMinutes: options.talkMinutes,
    recordings: folders,
    base: base?.name ?? null,
    layers: shape.layers,
    steps: shape.epochs * shape.stepsPerEpoch,
    learningRate: shape.learningRate,
    cache: options.cache ?? defaultCache(),
    out: options.out,
  };
}

function sentencesOf(plan: PhrasePlan): string[] {
  const { phrases, synthesizers, cast, lines, shape, base, folders, options } = plan;
  const others = lines.filter(({ role }) => role === 'other').length;
  const recurrent = shape.layers[0];
  const network =
    recurrent !== undefined && 'hiddenSize' in recurrent
      ? `${recurrent.kind.toUpperCase()} ${recurrent.inputSize} → ${recurrent.layers} × ${recurrent.hiddenSize}`
      : '';
  return [
    ...phrases.map(({ phrase, sounds }) => {
      const spelled = phrase.spelledOut.length > 0 ? ` (${phrase.spelledOut.join(', ')})` : '';
      return `phrase: ${phrase.label}${spelled}: ${syllablesOf(sounds)} syllables, ${sounds.join(' ')}`;
    }),
    ...synthesizers.map(({ name, version, about }) => {
      const { train, validation, test } = voicesBySplit(cast, name);
      const split =
        cast.splitBy === 'speaker'
          ? `${train} train, ${validation} choose, ${test} only measure`
          : 'each in every part';
      return `voices: ${name} ${version}, ${about}: ${train + validation + test} (${split})`;
    }),
    ...(synthesizers.some(({ name }) => name === 'espeak-ng')
      ? []
      : [
          `more voices: '${INSTALL_ESPEAK}' brings 70 of espeak-ng (GPL, so it is your choice), and --piper those of Piper`,
        ]),
    `to say: ${options.clips} clips of each phrase, ${others} of what sounds like them and of other words, ${options.talkMinutes} minutes of made talk`,
    `kept in ${options.cache ?? defaultCache()}`,
    ...(folders.length > 0 ? [`recordings: ${folders.join(', ')}`] : []),
    `network: ${network}, ${base === null ? 'from nothing' : `from the base network ${base.name}`}, ${shape.epochs * shape.stepsPerEpoch} steps`,
  ];
}

function timeSentence({ speakSeconds, trainSeconds, measureSeconds }: Estimate, threads: number): string {
  const all = minutes(speakSeconds + trainSeconds + measureSeconds);
  return `time here, on ${threads} ${threads === 1 ? 'thread' : 'threads'}: about ${all}: ${minutes(speakSeconds)} to speak (less where it is kept), ${minutes(trainSeconds)} to learn, ${minutes(measureSeconds)} to choose and measure`;
}

function minutes(seconds: number): string {
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

function voicesBySplit({ voices }: Cast, synthesizer: string): Readonly<Record<Split, number>> {
  const of = (split: Split) =>
    voices.filter((voice) => voice.synthesizer === synthesizer && voice.split === split).length;
  return { train: of('train'), validation: of('validation'), test: of('test') };
}
