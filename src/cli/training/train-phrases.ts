// Phrases from text: voices say them and much else, and a network learns from that. This file is the way from what was
// typed to the training; what it will do is told before it begins.
import { SluiceError } from '../../errors.js';
import { readTrainingKernel } from '../../node/kernel-file.js';
import { readDataset } from '../../node/training/dataset.js';
import { findVoices } from '../../node/voices/find-voices.js';
import { keepClips } from '../../node/voices/keep-clips.js';
import { defaultCache, SoundCache } from '../../node/voices/sound-cache.js';
import { type SpokenLine, speakLines } from '../../node/voices/speak-lines.js';
import { Random } from '../../random.js';
import type { Dataset } from '../../training/data/dataset.js';
import type { Split } from '../../training/data/speakers.js';
import { type CheckedPhrase, checkPhrases } from '../../training/phrases/check-phrases.js';
import { makeNoises } from '../../training/phrases/noises.js';
import { type Line, writeScript } from '../../training/phrases/script.js';
import { soundsOf } from '../../training/phrases/sounds.js';
import { type SpelledPhrase, spell } from '../../training/phrases/spell.js';
import { type Cast, castVoices } from '../../training/phrases/split-voices.js';
import { joinDatasets, spokenDataset } from '../../training/phrases/spoken-dataset.js';
import type { Synthesizer } from '../../training/phrases/voices.js';
import type { TrainingPlan } from '../../training/plan.js';
import { measureFrontEnd } from '../../training/train.js';
import { type ProgressBar, progressBar } from '../report/progress-bar.js';
import { type Base, openBase, shapeOf, startFrom } from './base.js';
import type { TrainKeywordsOptions, TrainPhrasesOptions } from './options.js';
import { tellPlan } from './phrase-plan.js';
import { planShape, SENTENCES_A_MINUTE } from './plan-shape.js';
import { runTraining } from './run-training.js';

const SAMPLE_RATE = 16_000;
/** Texts that are no phrase: so many, and so many more for each phrase, up to the most. */
const OTHERS = { base: 1000, each: 400, most: 3600 } as const;
const NOISE_SECONDS = 60;
/** A validation takes seconds: so many in a training. */
const VALIDATIONS = 8;
/** What learns behind a base needs so much less. */
const FROM_BASE_EPOCHS = 0.5;

/** `given`: names of the options that the user gave. */
export async function trainPhrases(
  folders: readonly string[],
  asked: TrainPhrasesOptions,
  given: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<void> {
  const bar = progressBar(process.stderr);
  const spelled = asked.phrase.map(spell);
  const base = await openBase(asked.base, asked, given, (sentence) => bar.note(sentence));
  const options = withBase(asked, base, given);
  const synthesizers = await findVoices({
    threads: options.threads,
    piper: options.piper,
    piperVoices: options.piperVoice,
    only: options.voices,
  });
  try {
    const phrases = await soundPhrases(spelled, synthesizers);
    const warnings = checkPhrases(phrases);
    const cast = castVoices(synthesizers, options.seed);
    const lines = writeScript({
      phrases,
      synthesizers,
      cast,
      clips: options.clips,
      others: Math.min(OTHERS.most, OTHERS.base + OTHERS.each * phrases.length, 4 * options.clips * phrases.length),
      sentences: Math.round(SENTENCES_A_MINUTE * options.talkMinutes),
      seed: options.seed,
    });
    const module = await readTrainingKernel();
    const shape = planShape(options, base, ['none', ...phrases.map(({ phrase }) => phrase.label)]);
    await tellPlan({ phrases, warnings, synthesizers, cast, lines, shape, base, folders, options, module, bar });
    if (options.dryRun) return;
    const spoken = await speakAll(lines, synthesizers, options, bar, signal);
    const dataset = await gather(spoken, cast, phrases, folders, options, bar, signal);
    await runTraining({
      module,
      dataset,
      makePlan: () => planOf(module, dataset, options, base),
      ...(base === null ? {} : { start: (plan: TrainingPlan) => startFrom(base, plan) }),
      options,
      validateEvery: Math.max(1, Math.round(options.epochs / VALIDATIONS)),
      bar,
      signal,
      provenance: provenanceOf(phrases, synthesizers, cast, folders, base),
    });
  } finally {
    await Promise.all(synthesizers.map((synthesizer) => synthesizer.close()));
  }
}

/** The base's network, where there is one; and with it the shorter training, unless the user wants another. */
function withBase(asked: TrainPhrasesOptions, base: Base | null, given: ReadonlySet<string>): TrainPhrasesOptions {
  if (base === null) return asked;
  const { epochs } = asked;
  return {
    ...asked,
    ...shapeOf(base),
    epochs: given.has('epochs') ? epochs : Math.ceil(epochs * FROM_BASE_EPOCHS),
  };
}

/** By the first synthesizer that tells sounds, else by rule. */
async function soundPhrases(
  spelled: readonly SpelledPhrase[],
  synthesizers: readonly Synthesizer[],
): Promise<CheckedPhrase[]> {
  const teller = synthesizers.find(({ sounds }) => sounds !== undefined);
  return Promise.all(
    spelled.map(async (phrase) => {
      const sounds = await teller?.sounds?.(phrase.words.join(' '));
      return { phrase, sounds: sounds !== undefined && sounds.length > 0 ? sounds : soundsOf(phrase.words) };
    }),
  );
}

async function speakAll(
  lines: readonly Line[],
  synthesizers: readonly Synthesizer[],
  options: TrainPhrasesOptions,
  bar: ProgressBar,
  signal: AbortSignal,
): Promise<SpokenLine[]> {
  const cache = new SoundCache(options.cache ?? defaultCache());
  const spoken = await speakLines(lines, {
    synthesizers,
    cache,
    sampleRate: SAMPLE_RATE,
    atOnce: options.threads,
    signal,
    onProgress: (done, all) => bar.show(`speaking ${done}/${all}`, done / all, done === all),
    onWarning: (sentence) => bar.note(sentence),
  });
  await cache.trim();
  if (options.keep) bar.note(`clips are kept in ${await keepClips(options.out, spoken, SAMPLE_RATE)}`);
  return spoken;
}

/** The spoken lines, made noise, and what recordings there are. */
async function gather(
  spoken: readonly SpokenLine[],
  { splitBy }: Cast,
  phrases: readonly CheckedPhrase[],
  folders: readonly string[],
  options: TrainPhrasesOptions,
  bar: ProgressBar,
  signal: AbortSignal,
): Promise<Dataset> {
  const labels = phrases.map(({ phrase }) => phrase.label);
  const noises = makeNoises(NOISE_SECONDS, SAMPLE_RATE, new Random(options.seed, 5));
  const made = spokenDataset({ sampleRate: SAMPLE_RATE, labels, spoken, noises, splitBy });
  if (folders.length === 0 && options.noise.length === 0 && options.talk.length === 0) return made;
  const recorded = await readDataset({
    ...options,
    folders,
    leastFolders: folders.length > 0 ? 1 : 0,
    sampleRate: SAMPLE_RATE,
    validationPercent: options.validation,
    testPercent: options.test,
    signal,
    onProgress: (done, all) => bar.show(`reading clips ${done}/${all}`, done / all),
    onWarning: (sentence) => bar.note(sentence),
  });
  return joinDatasets(made, recorded);
}

function planOf(
  module: WebAssembly.Module,
  dataset: Dataset,
  options: TrainKeywordsOptions,
  base: Base | null,
): TrainingPlan {
  const shape = planShape(options, base, dataset.labels);
  return base === null ? { ...shape, frontEnd: measureFrontEnd(module, shape, dataset) } : shape;
}

function provenanceOf(
  phrases: readonly CheckedPhrase[],
  synthesizers: readonly Synthesizer[],
  { voices, splitBy }: Cast,
  folders: readonly string[],
  base: Base | null,
) {
  const said = phrases.map(({ phrase }) => `'${phrase.label}'`).join(', ');
  const from = base === null ? '' : `, from the base network '${base.model.name}'`;
  const more = folders.length > 0 ? ' and recordings' : '';
  return {
    split:
      splitBy === 'clip'
        ? 'synthetic voices: too few to keep some apart'
        : `synthetic voices by speaker: ${SPLITS.map((split) => `${speakersIn(voices, split)} ${split}`).join(', ')}`,
    description: `Trained by 'sluice train keywords' from text (${said})${more}${from}`,
    data: [
      ...synthesizers.map(({ name, version, about }) => `synthetic voices: ${name} ${version} (${about})`),
      ...(base?.model.provenance.data ?? []).map((line) => `of the base network: ${line}`),
    ],
  };
}

const SPLITS = ['train', 'validation', 'test'] as const;

function speakersIn(voices: Cast['voices'], split: Split): number {
  return new Set(voices.filter((voice) => voice.split === split).map(({ speaker }) => speaker)).size;
}

/** Refuses what makes no sense with phrases from text. */
export function checkPhraseOptions({ labels, clips, talkMinutes }: TrainPhrasesOptions): void {
  if (labels !== undefined) {
    throw new SluiceError('DATA_UNUSABLE', 'Cannot use --labels with --phrase: all folders of recordings are labels');
  }
  if (clips < 10) throw new RangeError(`'--clips' must be at least 10: received ${clips}`);
  if (talkMinutes < 1) throw new RangeError(`'--talk-minutes' must be at least 1: received ${talkMinutes}`);
}
