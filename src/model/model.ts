// A model: front end, layers, labels, detector settings, provenance, and tensors.
import type { KeywordSettings } from './detector-settings.js';
import type { FrontEndSpec } from './front-end.js';
import type { Layer, Tensors } from './layers.js';
import type { OnGap } from './on-gap.js';
import type { Signature } from './onnx/signature.js';

/** An ONNX network that onnxruntime-web runs. */
export interface OnnxNetwork {
  readonly bytes: Uint8Array;
  /** Which of its inputs is the signal, which are states, and which are constant. */
  readonly signature: Signature;
}

/** Where a model came from, for people. */
export interface Provenance {
  readonly description?: string;
  /** Training data with its licence and attribution. */
  readonly data?: readonly string[];
  readonly licence?: string;
  /** ISO date. */
  readonly trainedAt?: string;
  /** How the data were split into training, validation and test. */
  readonly split?: string;
  readonly seed?: number;
  /** Measured quality, by name. */
  readonly measured?: Readonly<Record<string, number>>;
}

/**
 * What a converted network was held to: the original itself, its ONNX export beside a state dict, an example; or
 * nothing but what its owner says.
 */
export type ConversionEvidence = 'original' | 'onnx-beside' | 'example' | 'layers' | 'assumptions';

/** How a model came from another program's file. */
export interface Conversion {
  /** What the file was recognised as. */
  readonly from: string;
  readonly evidence: ConversionEvidence;
  /** Who made the golden vector: the original, or this program from what was converted. */
  readonly golden: 'original' | 'converted';
  /** What was assumed and accepted. */
  readonly assumed: readonly string[];
}

export interface Model {
  /** Version of the file format. */
  readonly format: 1;
  readonly name: string;
  readonly frontEnd: FrontEndSpec;
  /** In order; the last outputs one score for each label. Empty if `onnx` is the network. */
  readonly layers: readonly Layer[];
  readonly onnx?: OnnxNetwork;
  /** The first is the background: whatever is none of the others. */
  readonly labels: readonly string[];
  readonly detector: KeywordSettings;
  /** What missing samples do to the state, unless a stream's option says otherwise: see OnGap. @default 'hold' */
  readonly onGap?: OnGap;
  readonly provenance: Provenance;
  /** Of a model that was converted. */
  readonly conversion?: Conversion;
  /** Weights by PyTorch's names, and `golden.inputs` (steps, input), `golden.outputs` (steps, labels). */
  readonly tensors: Tensors;
}

/**
 * Values of a row, of a model that takes vectors as they are: samples of one window, no two of which overlap. Null for
 * any other.
 */
export function rowValues({ frontEnd }: Pick<Model, 'frontEnd'>): number | null {
  return frontEnd.kind === 'raw' && frontEnd.windowSamples === frontEnd.hopSamples ? frontEnd.hopSamples : null;
}

/** ms from one prediction to the next. */
export function hopMs(model: Model): number {
  // in this order the result is exact if it is a whole number
  return (model.frontEnd.hopSamples * 1000) / model.frontEnd.sampleRate;
}
