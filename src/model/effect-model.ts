// An effect: a network that turns sound into sound, one step a sample.
import type { Layer, Tensors } from './layers.js';
import type { Conversion, Provenance } from './model.js';

/** A knob is an input of the network beside the sound. */
export interface Knob {
  readonly name: string;
  /** Its range, as the network was trained. */
  readonly least: number;
  readonly most: number;
  /** Where it stands if nobody turns it. */
  readonly initial: number;
}

export interface EffectModel {
  /** Version of the file format. */
  readonly format: 1;
  readonly kind: 'effect';
  readonly name: string;
  /** Of the sound that it was trained with, in Hz; null where nobody knows: then it runs at the rate of the sound. */
  readonly sampleRate: number | null;
  /** In the order of the network's inputs, behind the sample. */
  readonly knobs: readonly Knob[];
  /** Whether the network's input is added to its output. */
  readonly residual: boolean;
  /** Factors before the network and behind it. */
  readonly inputGain: number;
  readonly outputGain: number;
  /** In order, each takes what the one before gives; the last gives one number. */
  readonly layers: readonly Layer[];
  readonly provenance: Provenance;
  /** Of a model that was converted. */
  readonly conversion?: Conversion;
  /**
   * Weights by PyTorch's names, and `golden.inputs` (samples, 1 + knobs), `golden.outputs` (samples, 1): what the whole
   * effect gives from rest, at its own rate.
   */
  readonly tensors: Tensors;
}

export function isEffectModel(model: unknown): model is EffectModel {
  return typeof model === 'object' && model !== null && 'kind' in model && model.kind === 'effect';
}
