// The work of one training thread: for each of its shards, it makes a chunk of stream, runs it forward, computes the
// loss, and runs it backward.
import { LogMel } from '../pipeline/features/log-mel.js';
import { Random } from '../random.js';
import type { Dataset } from './data/dataset.js';
import type { HardPlace } from './data/hard-places.js';
import { makePools } from './data/pools.js';
import { Scene, type Target } from './data/scene.js';
import { SceneSequence } from './data/scene-sequence.js';
import { frameLoss } from './network/loss.js';
import { type ParameterPlan, planParameters } from './network/parameters.js';
import { Shard } from './network/shard.js';
import { createTrainingKernel, type TrainingKernel } from './network/training-kernel.js';
import type { TrainingPlan } from './plan.js';

/** A shard's report of a chunk. */
export interface ChunkReport {
  readonly shard: number;
  readonly loss: number;
  readonly weight: number;
  /** Frames inside a word's zone, and how many of them give the right label the highest score. */
  readonly wordFrames: number;
  readonly rightFrames: number;
}

interface Worker {
  readonly index: number;
  readonly shard: Shard;
  readonly sequences: readonly SceneSequence[];
  readonly random: Random;
}

const VOCAL_TRACTS = 7;

export class Runner {
  readonly #kernel: TrainingKernel;
  readonly #plan: TrainingPlan;
  readonly #parameterPlan: ParameterPlan;
  readonly #parametersAt: number;
  readonly #workers: readonly Worker[];
  readonly #target: Target = { label: 0, either: false };

  /** `shards`: the shards of this thread. `round`: how often this training was resumed. */
  constructor(
    module: WebAssembly.Module,
    plan: TrainingPlan,
    dataset: Dataset,
    shards: readonly number[],
    round: number,
  ) {
    this.#kernel = createTrainingKernel(module);
    this.#plan = plan;
    this.#parameterPlan = planParameters(plan.layers);
    this.#parametersAt = this.#kernel.allocate(this.#parameterPlan.length * 4);
    const pools = makePools(dataset, 'train');
    const tracts = Array.from({ length: VOCAL_TRACTS }, (_, i) => {
      const warp = 1 + plan.warp * ((2 * i) / (VOCAL_TRACTS - 1) - 1);
      return new LogMel(this.#kernel, plan.frontEnd, warp);
    });
    this.#workers = shards.map((index) => {
      const shard = new Shard(
        this.#kernel,
        this.#parameterPlan,
        { sequences: plan.sequences, steps: plan.steps },
        this.#parametersAt,
      );
      const sequences = Array.from({ length: plan.sequences }, (_, sequence) => {
        const random = new Random(plan.seed, round, index, sequence);
        const scene = new Scene(dataset, pools, plan.scene, random);
        return new SceneSequence(this.#kernel, plan.frontEnd, tracts, scene, plan.featureNoise, random);
      });
      return { index, shard, sequences, random: new Random(plan.seed, round, index, -1) };
    });
  }

  /** Lets talk begin at these places more often from now on. */
  hear(places: readonly HardPlace[]): void {
    for (const { sequences } of this.#workers) for (const sequence of sequences) sequence.hear(places);
  }

  /**
   * Runs one chunk for every shard of this thread. `gradients(shard)` is the array that receives that shard's gradient.
   */
  step(parameters: Float32Array, gradients: (shard: number) => Float32Array): ChunkReport[] {
    this.#kernel.floats(this.#parametersAt, this.#parameterPlan.length).set(parameters);
    return this.#workers.map((worker) => {
      const report = this.#stepShard(worker);
      gradients(worker.index).set(worker.shard.gradients);
      return report;
    });
  }

  #stepShard(worker: Worker): ChunkReport {
    const { shard, sequences, random } = worker;
    const { steps, restShare } = this.#plan;
    const bands = this.#plan.frontEnd.bands;
    const targets: Target[] = new Array(steps * sequences.length);
    for (let sequence = 0; sequence < sequences.length; sequence++) {
      if (random.chance(restShare)) {
        (sequences[sequence] as SceneSequence).restart();
        shard.resetSequence(sequence);
      }
      for (let step = 0; step < steps; step++) {
        const row = step * sequences.length + sequence;
        (sequences[sequence] as SceneSequence).next(shard.features, row * bands, this.#target);
        targets[row] = { ...this.#target };
      }
    }
    for (let layer = 0; layer < shard.layers; layer++) this.#drawMask(shard.mask(layer), random);
    shard.forward();
    const report = this.#lossOf(worker, targets);
    shard.backward();
    return report;
  }

  #drawMask(mask: Float32Array, random: Random): void {
    const { dropout } = this.#plan;
    for (let i = 0; i < mask.length; i++) mask[i] = random.chance(dropout) ? 0 : 1 / (1 - dropout);
  }

  #lossOf({ index, shard }: Worker, targets: readonly Target[]): ChunkReport {
    const { labels, labelSmoothing, backgroundWeight } = this.#plan;
    const { scores, scoreGradients, scoreStride } = shard;
    const report = { shard: index, loss: 0, weight: 0, wordFrames: 0, rightFrames: 0 };
    for (let row = 0; row < targets.length; row++) {
      const target = targets[row] as Target;
      const weight = target.label === 0 ? backgroundWeight : 1;
      report.weight += weight;
      report.loss += frameLoss(scores, scoreGradients, row, scoreStride, labels.length, target, weight, labelSmoothing);
      if (target.label === 0 || target.either) continue;
      report.wordFrames++;
      if (largest(scores, row * scoreStride, labels.length) === target.label) report.rightFrames++;
    }
    return report;
  }
}

function largest(values: Float32Array, at: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i++) if ((values[at + i] as number) > (values[at + best] as number)) best = i;
  return best;
}
