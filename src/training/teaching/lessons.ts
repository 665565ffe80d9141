// What the network learns a word from: an endless scene of the takes among other talk, heard through the live front end,
// as features with the answer of each hop. They are made once and learnt from several times, for making them takes longer
// than learning.
import type { LogMelSpec } from '../../model/front-end.js';
import { LogMel } from '../../pipeline/features/log-mel.js';
import type { Kernel } from '../../pipeline/kernel-access/kernel.js';
import { Random } from '../../random.js';
import type { Dataset } from '../data/dataset.js';
import { makePools } from '../data/pools.js';
import { Scene, type Target } from '../data/scene.js';
import { SceneSequence } from '../data/scene-sequence.js';
import type { SceneSettings } from '../data/scene-settings.js';

/** Features and answers of several sequences, time-major: row = step * sequences + sequence. */
export interface Lessons {
  readonly sequences: number;
  readonly steps: number;
  /** (rows, bands) */
  readonly features: Float32Array;
  readonly targets: readonly Target[];
}

/** Voices: how far the bands are moved, as longer and shorter vocal tracts would. */
const WARPS = [0.94, 0.97, 1, 1.03, 1.06];
const FEATURE_NOISE = { maskShare: 0.25, maskBands: 5, tilt: 0.35 };

export class LessonMaker {
  readonly #spec: LogMelSpec;
  readonly #sequences: readonly SceneSequence[];

  constructor(
    kernel: Kernel,
    spec: LogMelSpec,
    dataset: Dataset,
    scene: SceneSettings,
    sequences: number,
    seed: number,
  ) {
    this.#spec = spec;
    const voices = WARPS.map((warp) => new LogMel(kernel, spec, warp));
    const pools = makePools(dataset, 'train');
    this.#sequences = Array.from({ length: sequences }, (_, sequence) => {
      const random = new Random(seed, sequence, 16);
      return new SceneSequence(kernel, spec, voices, new Scene(dataset, pools, scene, random), FEATURE_NOISE, random);
    });
  }

  /** The next `steps` hops of every sequence. */
  make(steps: number): Lessons {
    const { bands } = this.#spec;
    const sequences = this.#sequences.length;
    const features = new Float32Array(steps * sequences * bands);
    const targets: Target[] = [];
    const target: Target = { label: 0, either: false };
    for (let step = 0; step < steps; step++) {
      for (let sequence = 0; sequence < sequences; sequence++) {
        const row = step * sequences + sequence;
        (this.#sequences[sequence] as SceneSequence).next(features, row * bands, target);
        targets.push({ ...target });
      }
    }
    return { sequences, steps, features, targets };
  }
}
