// What reading a foreign file gives: a network, how sure it is, and what it is to be held to.
import type { FormatFact } from '../format-report.js';
import type { Layer, Tensor } from '../model/layers.js';
import type { ConversionEvidence, OnnxNetwork } from '../model/model.js';
import type { ExampleSequence } from './example.js';

/** What outputs are compared with. */
export type Against = 'onnxruntime-web' | 'the example' | 'the reference in double precision';

export interface HeldTo {
  readonly against: Against;
  readonly sequences: readonly ExampleSequence[];
  /** What was found on the way, one clause each. */
  readonly warnings?: readonly string[];
}

export interface ReadNetwork {
  readonly layers: readonly Layer[];
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly outputSize: number;
  /** Null: the layers are the network. */
  readonly onnx: OnnxNetwork | null;
  /** Why onnxruntime-web must run it. */
  readonly because: string | null;
  readonly evidence: ConversionEvidence;
  /** Whether the end that was told (`activation`) is part of the layers already. */
  readonly ended: boolean;
  readonly recognised: string;
  readonly facts: Readonly<Record<string, FormatFact>>;
  /** What must be confirmed before it is converted. */
  readonly assumed: readonly string[];
  readonly warnings: readonly string[];
  /** Sequences from rest with the original's answers. `noise`: makes a frame. */
  heldTo(noise: () => Float32Array): Promise<HeldTo>;
}

/** Files beside the one that is converted. */
export interface Beside {
  /** Bytes of a file in the same folder, by name; null where there is none. */
  readonly files?: (name: string) => Uint8Array | null;
  /** The ONNX export of the same network, where a state dict is converted. */
  readonly onnx?: { readonly name: string; readonly bytes: Uint8Array };
}
