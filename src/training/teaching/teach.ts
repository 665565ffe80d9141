// A word from a few recordings: judges them, makes lessons, learns, sets the threshold, and adds the word to the model.
import { checkPositive } from '../../checks.js';
import { SluiceError } from '../../errors.js';
import type { Model } from '../../model/model.js';
import { resampleAll } from '../../pipeline/frames/resample-all.js';
import { Kernel } from '../../pipeline/kernel-access/kernel.js';
import { Random } from '../../random.js';
import type { Dataset } from '../data/dataset.js';
import { type SceneSettings, TALK_SCENE } from '../data/scene-settings.js';
import { BaseNetwork } from './base-network.js';
import { type Ear, earOf, ownEar } from './ear.js';
import { CHUNK_STEPS, Learner } from './learner.js';
import { LessonMaker, type Lessons } from './lessons.js';
import { makeDataset } from './material.js';
import { findMissed, judgeTakes, requireTakes, type TakeRemark, type TaughtSound } from './takes.js';
import type { Envelopes } from './talk-bank.js';
import { ownLayers, taughtWords, withoutWord, withWord } from './taught-network.js';
import { type Judged, judgeWord, withWordThreshold } from './threshold.js';
import { anySpeaker, speak } from './vocoder.js';

export interface TeachOptions {
  /** The training kernel, from `readKernel` of sluice/train. */
  readonly module: WebAssembly.Module;
  /** The model that learns the word. It needs a log-mel front end and a recurrent layer. */
  readonly model: Model;
  /** The new label. A word that was taught before is learnt anew. */
  readonly word: string;
  /** Recordings of the word by one speaker: three at least, better five. */
  readonly takes: readonly TaughtSound[];
  /** Recordings in which the word was said and missed. @default none */
  readonly missed?: readonly TaughtSound[];
  /** Recordings that were taken for the word and are none, seconds each. @default none */
  readonly wrong?: readonly TaughtSound[];
  /** Recordings in which nobody says the word: one's own room, the radio. @default none */
  readonly quiet?: readonly TaughtSound[];
  /**
   * A base network, from `readBase` of sluice/train, whose state the word is told by. One that hears otherwise than the
   * model is not used. @default the model's own layers
   */
  readonly base?: Model;
  /** Made talk to learn against, from `readTalk` of sluice/train. */
  readonly talk: readonly Envelopes[];
  /** @default 1 */
  readonly seed?: number;
  /** Share of the usual work, above 0 and at most 1: less makes a worse model. @default 1 */
  readonly effort?: number;
  /** Breaks off; `teach` rejects with its reason. */
  readonly signal?: AbortSignal;
  /** Called before each part of the work, with the share that is done. */
  onProgress?(progress: TeachProgress): void;
}

export interface TeachProgress {
  /** Of the whole work, from 0 to 1. */
  readonly share: number;
  readonly doing: 'listening' | 'learning' | 'judging';
}

/** What stands behind a taught word. */
export interface TeachReport extends Judged {
  readonly word: string;
  /** Recordings that were learnt from, missed words among them. */
  readonly recordings: number;
  readonly missed: number;
  readonly wrong: number;
  /** Whether the word is told by a base network, and not by the model's own layers. */
  readonly byBase: boolean;
  /** Seconds of sound in which nobody says the word. */
  readonly quietSeconds: number;
  /** Recordings that were left out, and why. */
  readonly leftOut: readonly TakeRemark[];
}

export interface Taught {
  readonly model: Model;
  readonly report: TeachReport;
}

const HIDDEN = 40;
const SEQUENCES = 16;
const CHUNKS = 160;
const PASSES = 8;
const LEARNING_RATE = 0.005;
/** Recordings of the bank that are spoken, each by another speaker. */
const TALKS = 120;
/** Lessons by other copies of the takes and other speakers, on which the threshold is set. */
const JUDGED_TALKS = 12;
const JUDGED_SECONDS = 420;

const SCENE: SceneSettings = {
  ...TALK_SCENE,
  keywordShare: 0.35,
  wordShare: 0.8,
  syntheticShare: 0,
  syntheticOtherShare: 0,
  reversedShare: 0,
  brokenShare: 0,
  labelBeforeMs: 40,
  speed: 0.12,
  echoShare: 0.25,
  lineShare: 0.3,
  leastAboveNoiseDb: 3,
  talk: { share: 0.7, leastSeconds: 1, mostSeconds: 5, hardShare: 0, babbleShare: 0.3, syntheticShare: 0 },
};

/**
 * Learns a word. Takes some ten to thirty seconds of one core. Rejects with SluiceError DATA_UNUSABLE where fewer than
 * three recordings are good, with what is wrong with the others; with MODEL_MISMATCH for a model that cannot be taught;
 * throws RangeError for a word that is a label already.
 */
export async function teach(options: TeachOptions): Promise<Taught> {
  const { module, word, seed = 1, effort = 1, signal } = options;
  checkPositive(`Cannot teach '${word}'`, 'effort', effort, 1);
  const part = (count: number) => Math.max(1, Math.round(effort * count));
  const chunks = 8 * part(CHUNKS / 8);
  checkWord(options);
  const base = withoutWord(module, options.model, word);
  const { sampleRate } = base.frontEnd;
  const kernel = Kernel.create(module);
  const judged = judgeTakes(kernel, options.takes, sampleRate);
  requireTakes(word, judged);
  const missed = findMissed(kernel, judged.takes, options.missed ?? [], sampleRate);
  const at = ({ samples, sampleRate: from }: TaughtSound) => resampleAll(samples, from, sampleRate);
  const material = {
    sampleRate,
    word,
    takes: [...judged.takes, ...missed.takes],
    wrong: (options.wrong ?? []).map(at),
    quiet: (options.quiet ?? []).map(at),
  };
  const step = async (share: number, doing: TeachProgress['doing']) => {
    options.onProgress?.({ share, doing });
    await pause();
    signal?.throwIfAborted();
  };
  const voices = new Random(seed, 5);
  const talk = async (count: number, from: number, to: number) => {
    const out: Float32Array[] = [];
    for (let n = 0; n < count; n++) {
      if (n % 8 === 0) await step(from + ((to - from) * n) / count, 'listening');
      const spoken = speak(voices.pick(options.talk), anySpeaker(voices), voices);
      out.push(resampleAll(spoken, 16_000, sampleRate));
    }
    return out;
  };
  const ear = ownEar(base) ?? (options.base && earOf(options.base, base));
  const school = new School(module, base, ear);
  const learnt = makeDataset(kernel, { ...material, talk: await talk(part(TALKS), 0, 0.2) }, seed);
  await step(0.25, 'listening');
  const lessons = await school.lessons(learnt, chunks, seed, (share) => step(0.25 + 0.25 * share, 'listening'));
  const learner = new Learner(module, {
    inputSize: school.size,
    hiddenSize: HIDDEN,
    sequences: SEQUENCES,
    updates: chunks * PASSES,
    learningRate: LEARNING_RATE,
    seed,
  });
  for (let pass = 0; pass < PASSES; pass++) {
    await step(0.5 + (0.35 * pass) / PASSES, 'learning');
    learner.pass(lessons);
  }
  const network = { inputSize: school.size, hiddenSize: HIDDEN, tensors: learner.tensors };
  const model = withWord(module, base, word, network, ear);
  const others = makeDataset(kernel, { ...material, talk: await talk(part(JUDGED_TALKS), 0.85, 0.9) }, seed + 1);
  await step(0.9, 'judging');
  const found = judgeWord(module, model, others, {
    ...material,
    scene: SCENE,
    seconds: part(JUDGED_SECONDS),
    byBase: ear !== undefined,
    seed: seed + 1,
  });
  await step(1, 'judging');
  return {
    model: describe(withWordThreshold(model, word, found), word, material.takes.length),
    report: {
      ...found,
      word,
      recordings: material.takes.length,
      missed: missed.takes.length,
      wrong: material.wrong.length,
      byBase: ear !== undefined,
      quietSeconds: material.quiet.reduce((sum, { length }) => sum + length, 0) / sampleRate,
      leftOut: [...judged.remarks, ...missed.remarks],
    },
  };
}

/** Makes lessons as the ear sees them, or as the model's own network does. */
class School {
  readonly size: number;
  readonly #module: WebAssembly.Module;
  readonly #model: Model;
  readonly #network: BaseNetwork;

  constructor(module: WebAssembly.Module, model: Model, ear: Ear | undefined) {
    this.#module = module;
    this.#model = model;
    const own = { layers: ownLayers(model.layers), tensors: model.tensors };
    const seen = ear ? { layers: [ear.layer], tensors: ear.tensors } : own;
    this.#network = new BaseNetwork(Kernel.create(module), seen);
    this.size = this.#network.size;
  }

  async lessons(
    dataset: Dataset,
    chunks: number,
    seed: number,
    progress: (share: number) => Promise<void>,
  ): Promise<Lessons> {
    const { frontEnd } = this.#model;
    if (frontEnd.kind !== 'log-mel') throw unsuitable(this.#model);
    const maker = new LessonMaker(Kernel.create(this.#module), frontEnd, dataset, SCENE, SEQUENCES, seed);
    const heard: Lessons[] = [];
    const parts = 8;
    for (let part = 0; part < parts; part++) {
      await progress(part / parts);
      heard.push(maker.make((chunks / parts) * CHUNK_STEPS));
    }
    const steps = chunks * CHUNK_STEPS;
    const features = new Float32Array(steps * SEQUENCES * this.size);
    const bands = joined(heard.map((part) => part.features));
    for (let sequence = 0; sequence < SEQUENCES; sequence++) {
      const [from, to] = [sequence * frontEnd.bands, sequence * this.size];
      this.#network.run(bands, from, SEQUENCES * frontEnd.bands, steps, features, to, SEQUENCES * this.size);
    }
    return { sequences: SEQUENCES, steps, features, targets: heard.flatMap(({ targets }) => targets) };
  }
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function checkWord({ model, word, talk }: TeachOptions): void {
  if (word.trim() === '') throw new RangeError(`Cannot teach the word: it needs a name: received '${word}'`);
  if (model.labels.includes(word) && !taughtWords(model).includes(word)) {
    throw new RangeError(`Cannot teach '${word}': the model knows that label already (${model.labels.join(', ')})`);
  }
  if (model.onnx || model.frontEnd.kind !== 'log-mel') throw unsuitable(model);
  if (talk.length === 0) throw new RangeError(`Cannot teach '${word}': there is no talk to learn against`);
}

function unsuitable({ name, onnx, frontEnd }: Model): SluiceError {
  return new SluiceError(
    'MODEL_MISMATCH',
    `Cannot teach '${name}': it needs a log-mel front end and layers that this program runs: received ${onnx ? 'an ONNX network' : `the front end '${frontEnd.kind}'`}`,
  );
}

function describe(model: Model, word: string, recordings: number): Model {
  const { description, ...rest } = model.provenance;
  const sentence = `'${word}' taught from ${recordings} recordings`;
  const before = description?.replace(new RegExp(`(; )?'${escaped(word)}' taught from \\d+ recordings`), '');
  return { ...model, provenance: { ...rest, description: before ? `${before}; ${sentence}` : sentence } };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Lets other work of this thread go on. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
