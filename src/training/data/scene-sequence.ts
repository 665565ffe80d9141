// One training sequence: a scene's sound through the framer and front end of a live stream, and the target of each hop.
import type { LogMelSpec } from '../../model/front-end.js';
import type { LogMel } from '../../pipeline/features/log-mel.js';
import { FRAMER_NUMBERS, Framer } from '../../pipeline/frames/framer.js';
import { type Kernel, vectorBytes } from '../../pipeline/kernel-access/kernel.js';
import type { Random } from '../../random.js';
import type { HardPlace } from './hard-places.js';
import type { Scene, Target } from './scene.js';

/**
 * Changes to the features, after Park et al. 2019 (SpecAugment, arXiv 1904.08779): masked bands, and the frequency
 * response of a microphone.
 */
export interface FeatureNoise {
  /** Share of items in which a run of bands is set to the mean, and its largest number of bands. */
  readonly maskShare: number;
  readonly maskBands: number;
  /** The largest value, in standard deviations, of the smooth curve that is added to the bands. */
  readonly tilt: number;
}

export const DEFAULT_FEATURE_NOISE: FeatureNoise = { maskShare: 0.4, maskBands: 6, tilt: 0.4 };

export class SceneSequence {
  readonly #kernel: Kernel;
  readonly #spec: LogMelSpec;
  readonly #vocalTracts: readonly LogMel[];
  readonly #scene: Scene;
  readonly #random: Random;
  readonly #noise: FeatureNoise;
  readonly #framer: Framer;
  readonly #featuresAt: number;
  readonly #curve: Float32Array;
  readonly #struck = { from: 0, to: 0 };
  #frontEnd: LogMel;
  #item = -1;

  /** `vocalTracts`: front ends with different warps of their bands; each item gets one at random. */
  constructor(
    kernel: Kernel,
    spec: LogMelSpec,
    vocalTracts: readonly LogMel[],
    scene: Scene,
    noise: FeatureNoise,
    random: Random,
  ) {
    this.#kernel = kernel;
    this.#spec = spec;
    this.#vocalTracts = vocalTracts;
    this.#scene = scene;
    this.#noise = noise;
    this.#random = random;
    const at = kernel.allocate(Framer.bytes(null, spec));
    this.#framer = new Framer(kernel, null, spec, at, new Float64Array(FRAMER_NUMBERS));
    this.#featuresAt = kernel.allocate(vectorBytes(spec.bands));
    this.#curve = new Float32Array(spec.bands);
    this.#frontEnd = vocalTracts[0] as LogMel;
  }

  /** Starts from rest, as a stream that is opened anew. */
  restart(): void {
    this.#scene.restart();
    this.#framer.restart();
  }

  /** Talk begins at these places more often from now on. */
  hear(places: readonly HardPlace[]): void {
    this.#scene.hear(places);
  }

  /** Writes the next feature vector to out[at, at + bands), and the target at its end. */
  next(out: Float32Array, at: number, target: Target): void {
    do this.#scene.next(this.#framer.input, target);
    while (!this.#framer.advance());
    if (this.#scene.items !== this.#item) this.#startItem();
    this.#frontEnd.extract(this.#framer.windowAt, this.#featuresAt);
    const features = this.#kernel.floats(this.#featuresAt, this.#spec.bands);
    for (let band = 0; band < features.length; band++) {
      const struck = band >= this.#struck.from && band < this.#struck.to;
      out[at + band] = struck ? 0 : (features[band] as number) + (this.#curve[band] as number);
    }
  }

  #startItem(): void {
    const random = this.#random;
    this.#item = this.#scene.items;
    this.#frontEnd = random.pick(this.#vocalTracts);
    this.#struck.from = random.below(this.#spec.bands);
    this.#struck.to = random.chance(this.#noise.maskShare)
      ? this.#struck.from + 1 + random.below(this.#noise.maskBands)
      : 0;
    if (random.chance(0.25)) this.#drawCurve();
  }

  #drawCurve(): void {
    const random = this.#random;
    const { tilt } = this.#noise;
    const [offset, slope, bow] = [
      random.between(-tilt, tilt),
      random.between(-tilt, tilt),
      random.between(-tilt, tilt),
    ];
    for (let band = 0; band < this.#curve.length; band++) {
      const x = (2 * band) / this.#curve.length - 1;
      this.#curve[band] = offset * 0.5 + slope * x + bow * Math.cos(Math.PI * x);
    }
  }
}
