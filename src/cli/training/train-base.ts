// Trains a base network: many words at once, so that its recurrent layers learn what sounds are and not one phrase.
import { rm, writeFile } from 'node:fs/promises';
import { writeModel } from '../../model/file/model-file.js';
import { readTrainingKernel } from '../../node/kernel-file.js';
import { readDataset } from '../../node/training/dataset.js';
import { findVoices } from '../../node/voices/find-voices.js';
import { defaultCache, SoundCache } from '../../node/voices/sound-cache.js';
import { speakLines } from '../../node/voices/speak-lines.js';
import { Random } from '../../random.js';
import type { Dataset } from '../../training/data/dataset.js';
import { BASE_SCENE } from '../../training/data/scene-settings.js';
import { headless } from '../../training/headless.js';
import { makeModel } from '../../training/model.js';
import { makeNoises } from '../../training/phrases/noises.js';
import { writeScript } from '../../training/phrases/script.js';
import { soundsOf, syllablesOf } from '../../training/phrases/sounds.js';
import { spell } from '../../training/phrases/spell.js';
import { castVoices } from '../../training/phrases/split-voices.js';
import { joinDatasets, spokenDataset } from '../../training/phrases/spoken-dataset.js';
import { ALL_WORDS } from '../../training/phrases/words.js';
import { clipsOf, measureFrontEnd } from '../../training/train.js';
import { printJson, printText } from '../report/output.js';
import { progressBar } from '../report/progress-bar.js';
import type { TrainKeywordsOptions, VoiceOptions } from './options.js';
import { planShape, SENTENCES_A_MINUTE } from './plan-shape.js';
import { checkpointOf, trainWeights } from './run-training.js';

export interface TrainBaseOptions
  extends VoiceOptions,
    Pick<
      TrainKeywordsOptions,
      | 'out'
      | 'talk'
      | 'noise'
      | 'exclude'
      | 'validation'
      | 'test'
      | 'name'
      | 'hidden'
      | 'layers'
      | 'bands'
      | 'hop'
      | 'window'
      | 'epochs'
      | 'learningRate'
      | 'threads'
      | 'seed'
      | 'data'
      | 'licence'
      | 'resume'
      | 'json'
    > {
  readonly words: number;
  readonly clips: number;
  readonly talkMinutes: number;
}

const SAMPLE_RATE = 16_000;
const NOISE_SECONDS = 60;
/** Clips of words that are no label, at most. */
const OTHERS = 2000;
const VALIDATIONS = 6;
/** What is left out of a base: it has no phrase of its own, and is not measured as a model of phrases. */
const FIXED = {
  cell: 'gru',
  falseAccepts: 1,
  hours: 0,
  precision: 'F16',
  channel: 'mix',
  gain: 1,
} as const;

/** `folders`: recorded words, which join those from text. */
export async function trainBase(
  folders: readonly string[],
  asked: TrainBaseOptions,
  signal: AbortSignal,
): Promise<void> {
  const options = { ...asked, ...FIXED, patience: asked.epochs };
  const bar = progressBar(process.stderr);
  const module = await readTrainingKernel();
  const synthesizers = await findVoices({
    threads: options.threads,
    piper: options.piper,
    piperVoices: options.piperVoice,
    only: options.voices,
  });
  try {
    const words = baseWords(options.words, options.seed);
    const cast = castVoices(synthesizers, options.seed);
    const phrases = words.map((word) => ({ phrase: spell(word), sounds: soundsOf([word]) }));
    const sentences = Math.round(SENTENCES_A_MINUTE * options.talkMinutes);
    const { clips, seed } = options;
    const lines = writeScript({
      phrases,
      synthesizers,
      cast,
      clips,
      others: Math.min(OTHERS, clips * words.length),
      sentences,
      neighbours: false,
      seed,
    });
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
    const noises = makeNoises(NOISE_SECONDS, SAMPLE_RATE, new Random(seed, 5));
    const made = spokenDataset({ sampleRate: SAMPLE_RATE, labels: words, spoken, noises, splitBy: cast.splitBy });
    const dataset = withoutJudgingTalk(await withRecordings(made, folders, options, signal));
    const shape = planShape(options, null, dataset.labels, BASE_SCENE);
    const makePlan = () => ({ ...shape, frontEnd: measureFrontEnd(module, shape, dataset) });
    const validateEvery = Math.max(1, Math.round(options.epochs / VALIDATIONS));
    const { plan, best } = await trainWeights({ module, dataset, makePlan, options, validateEvery, bar, signal });
    const model = makeModel(module, plan, best.parameters, options.name, 'F16', {
      description: `A base network: trained by 'sluice train base' on ${words.length} words from text${folders.length > 0 ? ' and recorded ones' : ''}, ${best.epoch} epochs`,
      data: [
        ...(options.data ?? []),
        ...synthesizers.map(({ name, version, about }) => `synthetic voices: ${name} ${version} (${about})`),
      ],
      ...(options.licence ? { licence: options.licence } : {}),
      trainedAt: new Date().toISOString().slice(0, 10),
      seed,
    });
    const bytes = writeModel(headless(module, model), 'F16');
    await writeFile(options.out, bytes);
    bar.clear();
    if (!signal.aborted) await rm(checkpointOf(options.out), { force: true });
    const rightWords = Math.round(1000 * best.score) / 1000;
    const judge = clipsOf(dataset, 'validation').some(({ kind }) => kind === 'speech') ? 'people' : 'voices';
    if (options.json) {
      const counts = { words: words.length, labels: dataset.labels.length - 1, rightWords, judge };
      printJson({ kind: 'trained', out: options.out, bytes: bytes.length, ...counts });
    } else
      printText(
        `${options.out}: ${bytes.length} bytes; of ${dataset.labels.length - 1} words, ${(100 * rightWords).toFixed(1)} % right by ${judge} that it had not heard`,
      );
  } finally {
    await Promise.all(synthesizers.map((synthesizer) => synthesizer.close()));
  }
}

/** Words with enough sounds to be told apart, at random. */
export function baseWords(count: number, seed: number): string[] {
  const random = new Random(seed, 9);
  const long = ALL_WORDS.filter((word) => syllablesOf(soundsOf([word])) > 1 || soundsOf([word]).length > 3);
  return long
    .map((word) => ({ word, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ word }) => word);
}

async function withRecordings(
  made: Dataset,
  folders: readonly string[],
  {
    talk,
    noise,
    exclude,
    validation,
    test,
  }: Pick<TrainBaseOptions, 'talk' | 'noise' | 'exclude' | 'validation' | 'test'>,
  signal: AbortSignal,
): Promise<Dataset> {
  if (folders.length === 0 && talk.length === 0 && noise.length === 0) return made;
  const recorded = await readDataset({
    folders,
    leastFolders: folders.length > 0 ? 1 : 0,
    noise,
    talk,
    exclude,
    sampleRate: SAMPLE_RATE,
    validationPercent: validation,
    testPercent: test,
    signal,
  });
  return joinDatasets(made, recorded);
}

/**
 * Hundreds of words have no false accepts to count: clips judge a base. So all talk is learnt from, but for that of
 * the voices that judge.
 */
function withoutJudgingTalk(dataset: Dataset): Dataset {
  const learnt = dataset.talk?.filter(({ kind, split }) => kind === 'speech' || split === 'train') ?? [];
  return { ...dataset, talk: learnt.map((talk) => ({ ...talk, split: 'train' })) };
}
