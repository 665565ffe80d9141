// What a model is: a front end, layers, labels, how the detector decides, where it came from, and its numbers.
import type { KeywordSettings } from './detector-settings.js';
import type { FrontEndSpec } from './front-end.js';
import type { Layer, Tensors } from './layers.js';
import type { OnGap } from './on-gap.js';
import type { Signature } from './onnx/signature.js';

/** A network of another program, to be run by onnxruntime-web. */
export interface OnnxNetwork {
  readonly bytes: Uint8Array;
  /** Which of its inputs is the signal, which are states and which never change. */
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
  /** How training, validation and test data were told apart. */
  readonly split?: string;
  readonly seed?: number;
  /** Measured quality, by name. */
  readonly measured?: Readonly<Record<string, number>>;
}

/** What a converted network was held to: the original itself, its ONNX export beside a state dict, an example; or nothing but what its owner says. */
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
  /** In order; the last gives one score a label. None where `onnx` is the network. */
  readonly layers: readonly Layer[];
  readonly onnx?: OnnxNetwork;
  /** The first is the background: anything that is none of the others. */
  readonly labels: readonly string[];
  readonly detector: KeywordSettings;
  /** What missing samples mean to the state, where nobody says otherwise: see OnGap. @default 'hold' */
  readonly onGap?: OnGap;
  readonly provenance: Provenance;
  /** Of a model that was converted. */
  readonly conversion?: Conversion;
  /** Weights by PyTorch's names, and `golden.inputs` (steps, input), `golden.outputs` (steps, labels). */
  readonly tensors: Tensors;
}

/** Values of a row, of a model that takes vectors as they are: samples of one window, no two of which overlap. Null for any other. */
export function rowValues({ frontEnd }: Pick<Model, 'frontEnd'>): number | null {
  return frontEnd.kind === 'raw' && frontEnd.windowSamples === frontEnd.hopSamples ? frontEnd.hopSamples : null;
}

/** ms from one prediction to the next. */
export function hopMs(model: Model): number {
  return (model.frontEnd.hopSamples * 1000) / model.frontEnd.sampleRate; // this way round: exact where the answer is a whole number
}
