// A window of samples is the feature vector.
import type { RawSpec } from '../../model/front-end.js';
import type { Kernel } from '../kernel-access/kernel.js';
import type { FeatureExtractor } from './extractor.js';

export class Raw implements FeatureExtractor {
  readonly size: number;
  readonly stateBytes = 0;
  readonly #kernel: Kernel;
  readonly #scale: number;

  constructor(kernel: Kernel, spec: RawSpec) {
    this.#kernel = kernel;
    this.#scale = spec.scale;
    this.size = spec.windowSamples;
  }

  extract(samplesAt: number, featuresAt: number): void {
    const { move, activate } = this.#kernel.functions;
    move(samplesAt, featuresAt, this.size);
    if (this.#scale !== 1) activate(featuresAt, this.size, AFFINE, this.#scale, 0);
  }
}

/** alpha x + beta: see src/kernel/elementwise.ts. */
const AFFINE = 4;
