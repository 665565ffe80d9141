// The plan of a training from text, as far as it is known before anything is spoken.

import type { RecurrentLayer } from '../../model/layers.js';
import { PHRASE_SCENE, type SceneSettings } from '../../training/data/scene-settings.js';
import { PLAN_DEFAULTS, plainFrontEnd, type TrainingPlan } from '../../training/plan.js';
import type { Base } from './base.js';
import type { TrainKeywordsOptions } from './options.js';

const SAMPLE_RATE = 16_000;
/** Sentences of the made talk in a minute, about, with the pauses between them. */
export const SENTENCES_A_MINUTE = 20;

/** The plan without what only the data tell: the front end's mean and deviation, and the length of an epoch. */
export function planShape(
  options: Pick<TrainKeywordsOptions, NetworkOption>,
  base: Pick<Base, 'frontEnd' | 'recurrent'> | null,
  labels: readonly string[],
  scene: SceneSettings = PHRASE_SCENE,
): TrainingPlan {
  const { cell, hidden, layers, bands } = options;
  const recurrent =
    base?.recurrent ?? ({ kind: cell, name: cell, inputSize: bands, hiddenSize: hidden, layers } as const);
  const own = base && ownLayer(base.recurrent);
  return {
    ...PLAN_DEFAULTS,
    seed: options.seed,
    epochs: options.epochs,
    scene,
    learningRate: options.learningRate,
    labels,
    frontEnd: base?.frontEnd ?? plainFrontEnd(SAMPLE_RATE, options.hop, options.window, bands),
    layers: [
      recurrent,
      ...(own ? [own] : []),
      {
        kind: 'dense',
        name: 'fc',
        inputSize: own?.hiddenSize ?? hidden,
        outputSize: labels.length,
        activation: 'softmax',
      },
    ],
    ...(own ? { frozen: [recurrent.name] } : {}),
    stepsPerEpoch: STEPS_PER_EPOCH,
  };
}

const OWN_UNITS = 48;

/**
 * What learns the phrases behind a base network. The base's weights stay: it has heard people, and would learn from
 * synthetic voices what only these do.
 */
function ownLayer({ kind, hiddenSize }: Base['recurrent']): RecurrentLayer {
  return { kind, name: 'phrases', inputSize: hiddenSize, hiddenSize: OWN_UNITS, layers: 1 } as RecurrentLayer;
}

/** Of 4,096 frames: 20 s of sound for each of 64 sequences. Data are drawn at random, so an epoch has no other end. */
const STEPS_PER_EPOCH = 16;

/** The options that a plan depends on. */
type NetworkOption = 'cell' | 'hidden' | 'layers' | 'bands' | 'hop' | 'window' | 'seed' | 'epochs' | 'learningRate';
