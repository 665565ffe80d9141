// Everything that decides the result of a training, in one object that threads, checkpoints and reports share.
import type { LogMelSpec } from '../model/front-end.js';
import { DEFAULT_FEATURE_NOISE, type FeatureNoise } from './data/scene-sequence.js';
import { DEFAULT_SCENE, type SceneSettings } from './data/scene-settings.js';
import type { TrainedLayer } from './network/parameters.js';

export interface TrainingPlan {
  readonly seed: number;
  readonly frontEnd: LogMelSpec;
  readonly layers: readonly TrainedLayer[];
  /** Names of layers whose weights stay what they were at the start. @default none */
  readonly frozen?: readonly string[];
  readonly labels: readonly string[];
  /** Shards of sequences. One thread trains a shard; the number of threads does not change the result. */
  readonly shards: number;
  /** Sequences in a shard. */
  readonly sequences: number;
  /** Steps in a chunk: how far back gradients reach. */
  readonly steps: number;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  /** Gradients of a larger norm are scaled down to this (Pascanu et al. 2013, arXiv 1211.5063). */
  readonly clipNorm: number;
  /** Dropout rate between layers and before the last. */
  readonly dropout: number;
  readonly labelSmoothing: number;
  /** Weight of background frames in the loss. */
  readonly backgroundWeight: number;
  /** Decay of the running average of the weights, which is validated and shipped (Polyak & Juditsky 1992). */
  readonly averageDecay: number;
  /** Share of chunks at which a sequence starts from rest. */
  readonly restShare: number;
  /** Largest vocal tract warp, in either direction. */
  readonly warp: number;
  readonly scene: SceneSettings;
  readonly featureNoise: FeatureNoise;
}

export const PLAN_DEFAULTS = {
  shards: 4,
  sequences: 16,
  steps: 64,
  learningRate: 0.004,
  weightDecay: 0.03,
  clipNorm: 1,
  dropout: 0.25,
  labelSmoothing: 0.05,
  backgroundWeight: 0.55,
  averageDecay: 0.998,
  restShare: 0.08,
  warp: 0.12,
  scene: DEFAULT_SCENE,
  featureNoise: DEFAULT_FEATURE_NOISE,
} as const;

/** A log-mel front end without its mean and deviation, which are measured later. */
export function plainFrontEnd(sampleRate: number, hopMs: number, windowMs: number, bands: number): LogMelSpec {
  const windowSamples = Math.round((sampleRate * windowMs) / 4000) * 4;
  return {
    kind: 'log-mel',
    sampleRate,
    windowSamples,
    hopSamples: Math.round((sampleRate * hopMs) / 1000),
    fftSize: 2 ** Math.ceil(Math.log2(windowSamples)),
    bands,
    minHz: 60,
    maxHz: Math.min(7600, sampleRate * 0.475),
    floor: 1e-6,
    mean: new Array<number>(bands).fill(0),
    deviation: new Array<number>(bands).fill(1),
  };
}
