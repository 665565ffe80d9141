// The training loop: chunks of all shards, one step of the optimizer, and from time to time a validation on clips of
// speakers that are not trained on.
import type { LogMelSpec } from '../model/front-end.js';
import type { Model } from '../model/model.js';
import { LogMel } from '../pipeline/features/log-mel.js';
import { Kernel } from '../pipeline/kernel-access/kernel.js';
import { Random } from '../random.js';
import { type Clip, type Dataset, noiseOf } from './data/dataset.js';
import { type HardPlace, HardPlaces } from './data/hard-places.js';
import { makePools } from './data/pools.js';
import { Scene } from './data/scene.js';
import { SceneSequence } from './data/scene-sequence.js';
import { evaluateClips } from './evaluate.js';
import { memoryTalk, talkHours } from './measuring/memory-talk.js';
import { measureWords } from './measuring/word-bench.js';
import { makeModel } from './model.js';
import { Optimizer, type OptimizerState } from './network/optimizer.js';
import { initialParameters, planParameters } from './network/parameters.js';
import type { TrainingPlan } from './plan.js';
import type { ChunkReport } from './runner.js';

/** The threads that run chunks. `step` resolves with reports and gradients in the order of the shards. */
export interface TrainingPool {
  /** Lets the training's talk begin at these places more often from the next step on. */
  hear(places: readonly HardPlace[]): void;
  step(parameters: Float32Array): Promise<{ reports: readonly ChunkReport[]; gradients: readonly Float32Array[] }>;
  close(): Promise<void>;
}

export interface Progress {
  readonly step: number;
  readonly steps: number;
  readonly epoch: number;
  /** Mean loss and share of right word frames since the last report. */
  readonly loss: number;
  readonly frameAccuracy: number;
  /** Frames per second of all threads together. */
  readonly framesPerSecond: number;
  /**
   * Of the last validation, 0 before the first, and the best so far: balanced accuracy of clips; with talk in the data,
   * the share of words that are found in a room at few false accepts in talk.
   */
  readonly validation: number;
  readonly best: number;
  /** What the last validation heard in a room and in talk, of all phrases together; null without talk, or before it. */
  readonly heard: Heard | null;
}

/** Misses and false accepts at thresholds where each phrase has about one false accept in all of the talk. */
export interface Heard {
  readonly missed: number;
  readonly said: number;
  readonly falseAccepts: number;
  readonly talkHours: number;
}

/** The state from which a training can be resumed. */
export interface Checkpoint {
  readonly optimizer: OptimizerState;
  readonly best: { readonly score: number; readonly parameters: Float32Array; readonly epoch: number };
}

export interface TrainOptions {
  readonly pool: TrainingPool;
  readonly plan: TrainingPlan;
  readonly dataset: Dataset;
  readonly module: WebAssembly.Module;
  readonly validateEvery: number;
  /** Training ends after this many epochs without a better validation. */
  readonly patience: number;
  readonly signal: AbortSignal;
  readonly resume?: Checkpoint | undefined;
  /** Weights to start from. @default random ones */
  readonly start?: Float32Array | undefined;
  onProgress(progress: Progress): void;
  onCheckpoint(checkpoint: Checkpoint): Promise<void>;
}

/** Trains until the end of the plan or of the patience, or until the signal. Resolves with the best weights so far. */
export async function train(options: TrainOptions): Promise<Checkpoint['best']> {
  const { plan, pool, signal } = options;
  const start = options.resume?.optimizer ?? options.start ?? randomStart(plan);
  const optimizer = new Optimizer(options.module, plan, start);
  const hardPlaces = new HardPlaces(options.module, options.dataset, plan.seed);
  const hasTalk = talkHours(options.dataset, 'train') > 0;
  const frozen = frozenPlaces(plan, start);
  let best = options.resume?.best ?? { score: 0, parameters: optimizer.average.slice(), epoch: 0 };
  let validation: Validation = { score: best.score, heard: null };
  const total = plan.epochs * plan.stepsPerEpoch;
  let sums = new Sums();
  while (optimizer.step < total && !signal.aborted) {
    const { reports, gradients } = await pool.step(optimizer.parameters);
    for (const { at, values } of frozen) for (const each of gradients) each.fill(0, at, at + values.length);
    optimizer.update(gradients, sums.add(reports));
    for (const { at, values } of frozen) {
      optimizer.parameters.set(values, at);
      optimizer.average.set(values, at);
    }
    sums.frames += plan.shards * plan.sequences * plan.steps;
    const epoch = Math.floor(optimizer.step / plan.stepsPerEpoch);
    const epochEnds = optimizer.step % plan.stepsPerEpoch === 0;
    if (epochEnds && (epoch % options.validateEvery === 0 || optimizer.step === total)) {
      validation = await validate(options, optimizer.average);
      if (hasTalk) pool.hear(hardPlaces.search(modelOf(options, optimizer.average)));
      if (validation.score >= best.score)
        best = { score: validation.score, parameters: optimizer.average.slice(), epoch };
      await options.onCheckpoint({ optimizer: optimizer.state, best });
      if (epoch - best.epoch >= options.patience) break;
    }
    if (epochEnds || optimizer.step % 10 === 0) {
      const { score, heard } = validation;
      options.onProgress({
        step: optimizer.step,
        steps: total,
        epoch,
        validation: score,
        best: best.score,
        heard,
        ...sums.read(),
      });
      if (epochEnds) sums = new Sums();
    }
  }
  if (best.score === 0)
    best = { ...(await validate(options, optimizer.average)), parameters: optimizer.average.slice(), epoch: 0 };
  return { score: best.score, parameters: best.parameters, epoch: best.epoch };
}

interface FrozenPlace {
  readonly at: number;
  readonly values: Float32Array;
}

/** The weights that stay, and where they are. */
function frozenPlaces(plan: TrainingPlan, start: Float32Array | OptimizerState): FrozenPlace[] {
  const parameters = start instanceof Float32Array ? start : start.parameters;
  return [...planParameters(plan.layers).places.values()]
    .filter(({ name }) => plan.frozen?.some((layer) => name.startsWith(`${layer}.`)))
    .map(({ at, length }) => ({ at, values: parameters.slice(at, at + length) }));
}

/** Random weights of a plan's network, the same for the same seed. */
export function randomStart(plan: TrainingPlan): Float32Array {
  return initialParameters(planParameters(plan.layers), new Random(plan.seed));
}

/** Fewer recordings than this judge nothing alone. */
const FEWEST_RECORDINGS = 20;

/** The clips that judge a training: recordings of a split's people, with synthetic voices where these are few. */
export function clipsOf(dataset: Dataset, split: Clip['split']): Clip[] {
  const clips = dataset.clips.filter((clip) => clip.split === split && clip.kind !== 'noise');
  const speech = clips.filter((clip) => clip.kind === 'speech');
  return speech.length >= FEWEST_RECORDINGS || speech.length * 2 > clips.length ? speech : clips;
}

/** The plan's front end with each band's mean and deviation over a part of the training stream. */
export function measureFrontEnd(module: WebAssembly.Module, plan: TrainingPlan, dataset: Dataset): LogMelSpec {
  const kernel = Kernel.create(module);
  const { bands } = plan.frontEnd;
  const frontEnd = [new LogMel(kernel, plan.frontEnd)];
  const pools = makePools(dataset, 'train');
  const sums = new Float64Array(bands);
  const squares = new Float64Array(bands);
  const row = new Float32Array(bands);
  const target = { label: 0, either: false };
  const [sequences, frames] = [24, 800];
  for (let i = 0; i < sequences; i++) {
    const random = new Random(plan.seed, i, 77);
    const scene = new Scene(dataset, pools, plan.scene, random);
    const sequence = new SceneSequence(
      kernel,
      plan.frontEnd,
      frontEnd,
      scene,
      { maskShare: 0, maskBands: 1, tilt: 0 },
      random,
    );
    for (let frame = 0; frame < frames; frame++) {
      sequence.next(row, 0, target);
      row.forEach((value, band) => {
        sums[band]! += value;
        squares[band]! += value * value;
      });
    }
  }
  const mean = Array.from(sums, (sum) => Math.fround(sum / (sequences * frames)));
  const deviation = Array.from(squares, (square, band) =>
    Math.fround(Math.sqrt(Math.max(1e-4, square / (sequences * frames) - (mean[band] as number) ** 2))),
  );
  return { ...plan.frontEnd, mean, deviation };
}

function modelOf({ module, plan }: TrainOptions, parameters: Float32Array): Model {
  return makeModel(module, plan, parameters, 'validation', 'F16');
}

interface Validation {
  readonly score: number;
  readonly heard: Heard | null;
}

async function validate(options: TrainOptions, parameters: Float32Array): Promise<Validation> {
  const { module, plan, dataset } = options;
  const model = modelOf(options, parameters);
  const clips = clipsOf(dataset, 'validation');
  if (talkHours(dataset, 'validation') === 0) {
    return { score: evaluateClips(module, model, dataset, clips).balanced, heard: null };
  }
  return foundAmongTalk(module, model, dataset, clips, plan.seed);
}

/** False accepts in all of the validation's talk at which the words that are found are counted. */
const ACCEPTED = [0, 1, 3, 10];

/** The share of words that are found in a room, as a mean over phrases and over few false accepts. */
async function foundAmongTalk(
  module: WebAssembly.Module,
  model: Model,
  dataset: Dataset,
  clips: readonly Clip[],
  seed: number,
): Promise<Validation> {
  const measures = await measureWords({
    module,
    model,
    dataset,
    clips: clips.filter(({ label }) => label > 0),
    talk: memoryTalk(dataset, 'validation'),
    noise: noiseOf(dataset, 'validation'),
    conditions: ['room'],
    seed,
  });
  const heard = { missed: 0, said: 0, falseAccepts: 0, talkHours: talkHours(dataset, 'validation') };
  const shares: number[] = [];
  for (const { curve, said } of measures.filter((measure) => measure.said > 0)) {
    const points = ACCEPTED.map((most) => curve.find(({ falseAccepts }) => falseAccepts <= most));
    shares.push(...points.map((point) => (point === undefined ? 0 : 1 - point.missed / said)));
    const shown = points[1];
    heard.said += said;
    heard.missed += shown?.missed ?? said;
    heard.falseAccepts += shown?.falseAccepts ?? 0;
  }
  return { score: shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length), heard };
}

class Sums {
  frames = 0;
  #loss = 0;
  #weight = 0;
  #wordFrames = 0;
  #rightFrames = 0;
  #since = performance.now();

  /** Adds a step's reports. Returns their weight. */
  add(reports: readonly ChunkReport[]): number {
    let weight = 0;
    for (const report of reports) {
      weight += report.weight;
      this.#loss += report.loss;
      this.#wordFrames += report.wordFrames;
      this.#rightFrames += report.rightFrames;
    }
    this.#weight += weight;
    return weight;
  }

  read(): Pick<Progress, 'loss' | 'frameAccuracy' | 'framesPerSecond'> {
    return {
      loss: this.#loss / Math.max(1, this.#weight),
      frameAccuracy: this.#rightFrames / Math.max(1, this.#wordFrames),
      framesPerSecond: (this.frames * 1000) / Math.max(1, performance.now() - this.#since),
    };
  }
}
