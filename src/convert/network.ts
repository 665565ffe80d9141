// The network in a file of another program: as layers of ours where every operator has one, else as it is, for onnxruntime-web.

import { SluiceError } from '../errors.js';
import { detectFormat } from '../model/file/format.js';
import { checkLayers } from '../model/file/parse-layers.js';
import { readSafetensors } from '../model/file/safetensors.js';
import { inputSizeOf } from '../model/flow.js';
import { featureCount } from '../model/front-end.js';
import type { Layer, Tensor } from '../model/layers.js';
import type { OnnxNetwork } from '../model/model.js';
import type { OnnxModel } from '../model/onnx/graph.js';
import { readOnnx } from '../model/onnx/read.js';
import { type Signature, signatureOf } from '../model/onnx/signature.js';
import { stepModel } from '../model/onnx/step/step-model.js';
import { CannotStep } from '../model/onnx/step/value.js';
import { readStateDict } from '../model/pytorch/read.js';
import { ReferenceNetwork } from '../pipeline/network/reference.js';
import type { Description } from './description.js';
import { endless } from './endless.js';
import { runOriginal } from './original.js';
import { networkOf } from './state-dict.js';

export interface ReadNetwork {
  readonly layers: readonly Layer[];
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly outputSize: number;
  /** Null: the layers are the network. */
  readonly onnx: OnnxNetwork | null;
  /** Why onnxruntime-web must run it. */
  readonly because: string | null;
  /** What the original gives for these frames; null where it gives nothing. */
  original(frames: readonly Float32Array[]): Promise<{
    readonly against: 'onnxruntime-web' | 'the reference in double precision';
    readonly outputs: (Float32Array | null)[];
  }>;
}

export async function readNetwork(bytes: Uint8Array, description: Description): Promise<ReadNetwork> {
  const format = detectFormat(bytes);
  if (format === 'onnx') return readOnnxNetwork(bytes, description);
  return readTensors(format === 'pytorch' ? readStateDict(bytes) : readSafetensors(bytes).tensors, description);
}

function readTensors(dict: ReadonlyMap<string, Tensor>, description: Description): ReadNetwork {
  const { layers, tensors } = description.layers
    ? { layers: description.layers, tensors: dict }
    : networkOf(dict, description.activation);
  const outputSize = fits(() => checkLayers(layers, inputSizeOf(layers), tensors));
  return {
    layers,
    tensors,
    outputSize,
    onnx: null,
    because: null,
    original: (frames) => {
      const network = new ReferenceNetwork(layers, tensors);
      const outputs = frames.map((frame) => {
        network.input = Array.from(frame);
        network.step();
        return Float32Array.from(network.scores);
      });
      return Promise.resolve({ against: 'the reference in double precision', outputs });
    },
  };
}

async function readOnnxNetwork(bytes: Uint8Array, { frontEnd, fixed = {}, engine }: Description): Promise<ReadNetwork> {
  const onnx = readOnnx(bytes);
  const rate = frontEnd && onnx.graph.inputs.some(({ name }) => name === 'sr') ? { sr: frontEnd.sampleRate } : {};
  const signature = signatureOf(onnx.graph, {
    ...(frontEnd ? { inputSize: featureCount(frontEnd) } : {}),
    fixed: { ...rate, ...fixed },
  });
  const original: ReadNetwork['original'] = async (frames) => ({
    against: 'onnxruntime-web',
    outputs: await runOriginal(bytes, onnx, signature, frames),
  });
  if (engine === 'onnxruntime-web') return secondEngine(bytes, onnx, signature, 'as asked');
  try {
    return { ...stepModel(onnx, signature), onnx: null, because: null, original };
  } catch (cause) {
    if (!(cause instanceof CannotStep)) throw cause;
    return secondEngine(bytes, onnx, signature, cause.message);
  }
}

/** What our kernel has no step for runs as it is, frame after frame, its states fed back: a model of one step, or one that needs no state. */
async function secondEngine(
  bytes: Uint8Array,
  onnx: OnnxModel,
  signature: Signature,
  why: string,
): Promise<ReadNetwork> {
  if (signature.states.length === 0 && signature.input.time !== null)
    throw new SluiceError(
      'MODEL_UNREADABLE',
      `Cannot convert the model: ${why}; nor can onnxruntime-web stream it, for it has no state that could be carried from step to step`,
    );
  const loop = endless(onnx.graph);
  if (loop) throw new SluiceError('MODEL_UNREADABLE', `Cannot convert the model: ${loop}`);
  const original: ReadNetwork['original'] = async (frames) => ({
    against: 'onnxruntime-web',
    outputs: await runOriginal(bytes, onnx, signature, frames),
  });
  const inputs = signature.input.shape.reduce((a, b) => a * b, 1);
  const { outputs } = await original([new Float32Array(inputs)]);
  const outputSize = outputs[0]?.length ?? 0;
  return { layers: [], tensors: new Map(), outputSize, onnx: { bytes, signature }, because: why, original };
}

/** What does not fit is told in a RangeError of one clause. */
export function fits<T>(check: () => T): T {
  try {
    return check();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new SluiceError('MODEL_UNREADABLE', `Cannot convert the model: ${cause.message}`, { cause });
  }
}
