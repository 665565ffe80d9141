// A file of another program becomes a model of ours, and is held to the original before it is believed.
import { type FrontEndSpec, featureCount } from '../engine/features/front-end.js';
import { Kernel } from '../engine/kernel.js';
import { inputSizeOf } from '../engine/network/flow.js';
import type { Layer, Tensor } from '../engine/network/layers.js';
import { ReferenceNetwork } from '../engine/network/reference.js';
import { WasmWeights } from '../engine/network/wasm.js';
import { runNetwork } from '../engine/program.js';
import { SluiceError } from '../errors.js';
import { detectFormat } from '../model/format.js';
import type { Model } from '../model/model.js';
import { readOnnx } from '../model/onnx/read.js';
import { signatureOf } from '../model/onnx/signature.js';
import { stepModel } from '../model/onnx/step/step-model.js';
import { CannotStep } from '../model/onnx/step/value.js';
import { checkLayers } from '../model/parse-layers.js';
import { plainDetector } from '../model/plain-detector.js';
import { readStateDict } from '../model/pytorch/read.js';
import { readSafetensors } from '../model/safetensors.js';
import { Random } from '../training/random.js';
import type { Description } from './description.js';
import { runOriginal } from './original.js';
import { networkOf } from './state-dict.js';

export interface Converted {
  readonly model: Model;
  /** What the model was held to: the original on onnxruntime-web, or our double-precision reference where the file holds weights alone. */
  readonly against: 'onnxruntime-web' | 'the reference in double precision';
  /** Largest difference of the scores over CHECKED frames of seeded noise. */
  readonly largestDifference: number;
  readonly frames: number;
}

/** Frames of noise that original and converted are compared over, and those of them that the file keeps. */
const CHECKED = 64;
const GOLDEN = 16;
/** The most that they may differ by: the same bound as the golden vector's. */
const MOST = 1e-4;

/**
 * Rejects with SluiceError MODEL_UNREADABLE or MODEL_CORRUPT for a file that cannot be read or has no step, in one sentence with what to do;
 * MODEL_MISMATCH where what came out differs from the original.
 */
export async function convert(
  module: WebAssembly.Module,
  bytes: Uint8Array,
  description: Description,
): Promise<Converted> {
  const network = readNetwork(bytes, description);
  const { frontEnd, labels } = complete(description, network);
  const { layers, tensors } = withTwoScores(network, labels);
  fits(() => checkLayers(layers, featureCount(frontEnd), tensors));
  const random = new Random(description.provenance?.seed ?? 1, 1);
  const frames = Array.from({ length: CHECKED }, () =>
    Float32Array.from({ length: featureCount(frontEnd) }, () => random.between(-2, 2)),
  );
  const { against, outputs } = await network.original(frames);
  const expected = outputs.map((row) => (row === null ? null : twoScores(row, labels.length)));
  const weights = new WasmWeights(Kernel.create(module), layers, tensors);
  const ours = runNetwork(weights, flat(frames));
  const largestDifference = differ(ours, expected, labels.length);
  if (!(largestDifference <= MOST)) {
    throw new SluiceError(
      'MODEL_MISMATCH',
      `Cannot convert the model: the result must be within ${MOST} of the original: received a difference of ${largestDifference.toPrecision(3)}`,
    );
  }
  const golden = new Map(tensors);
  golden.set('golden.inputs', { shape: [GOLDEN, featureCount(frontEnd)], values: flat(frames.slice(0, GOLDEN)) });
  const told = expected.slice(0, GOLDEN).every((row) => row !== null);
  golden.set('golden.outputs', {
    shape: [GOLDEN, labels.length],
    values: told ? flat(expected.slice(0, GOLDEN) as Float32Array[]) : ours.slice(0, GOLDEN * labels.length),
  });
  const model: Model = {
    format: 1,
    name: description.name ?? 'converted',
    frontEnd,
    layers,
    labels,
    detector: { ...plainDetector(labels), ...description.detector },
    provenance: { ...description.provenance },
    tensors: golden,
  };
  return { model, against, largestDifference, frames: expected.filter((row) => row !== null).length };
}

interface ReadNetwork {
  readonly layers: readonly Layer[];
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly outputSize: number;
  /** What the original gives for these frames. */
  original(frames: readonly Float32Array[]): Promise<Pick<Converted, 'against'> & { outputs: (Float32Array | null)[] }>;
}

function readNetwork(bytes: Uint8Array, description: Description): ReadNetwork {
  const format = detectFormat(bytes);
  if (format === 'onnx') return readOnnxNetwork(bytes, description);
  const dict = format === 'pytorch' ? readStateDict(bytes) : readSafetensors(bytes).tensors;
  const { layers, tensors } = description.layers
    ? { layers: description.layers, tensors: dict }
    : networkOf(dict, description.activation);
  const outputSize = fits(() => checkLayers(layers, inputSizeOf(layers), tensors));
  return {
    layers,
    tensors,
    outputSize,
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

function readOnnxNetwork(bytes: Uint8Array, { frontEnd, fixed = {} }: Description): ReadNetwork {
  const onnx = readOnnx(bytes);
  const rate = frontEnd && onnx.graph.inputs.some(({ name }) => name === 'sr') ? { sr: frontEnd.sampleRate } : {};
  const signature = signatureOf(onnx.graph, {
    ...(frontEnd ? { inputSize: featureCount(frontEnd) } : {}),
    fixed: { ...rate, ...fixed },
  });
  try {
    const step = stepModel(onnx, signature);
    return {
      ...step,
      original: async (frames) => ({
        against: 'onnxruntime-web',
        outputs: await runOriginal(bytes, onnx, signature, frames),
      }),
    };
  } catch (cause) {
    if (!(cause instanceof CannotStep)) throw cause;
    throw new SluiceError('MODEL_UNREADABLE', `Cannot convert the model: ${cause.message}`, { cause });
  }
}

function complete(
  { frontEnd, labels }: Description,
  { outputSize }: ReadNetwork,
): { frontEnd: FrontEndSpec; labels: readonly string[] } {
  const missing = [
    ...(frontEnd ? [] : ['its front end (--front-end, or "frontEnd")']),
    ...(labels ? [] : [`its ${outputSize} labels (--labels, or "labels")`]),
  ];
  if (!frontEnd || !labels)
    throw new SluiceError(
      'MODEL_UNREADABLE',
      `Cannot convert the model: the file does not say ${missing.join(' and ')}: tell it, or put it into a JSON beside the file`,
    );
  if (labels.length === outputSize || (outputSize === 1 && labels.length === 2)) return { frontEnd, labels };
  throw new SluiceError(
    'MODEL_UNREADABLE',
    `Cannot convert the model: it gives ${outputSize} scores: received ${labels.length} labels`,
  );
}

/** A network with one score p and two labels gives 1 - p and p. */
function withTwoScores(
  { layers, tensors, outputSize }: ReadNetwork,
  labels: readonly string[],
): Pick<ReadNetwork, 'layers' | 'tensors'> {
  if (outputSize === labels.length) return { layers, tensors };
  const all = new Map(tensors);
  all.set('both.weight', { shape: [2, 1], values: Float32Array.of(-1, 1) });
  all.set('both.bias', { shape: [2], values: Float32Array.of(1, 0) });
  return {
    layers: [...layers, { kind: 'dense', name: 'both', inputSize: 1, outputSize: 2, activation: 'none' }],
    tensors: all,
  };
}

function twoScores(row: Float32Array, labels: number): Float32Array {
  return row.length === labels ? row : Float32Array.of(1 - (row[0] as number), row[0] as number);
}

function differ(ours: Float32Array, expected: readonly (Float32Array | null)[], size: number): number {
  return expected.reduce((worst, row, t) => {
    if (row === null) return worst;
    if (row.length !== size) return Number.NaN;
    return row.reduce((most, value, i) => Math.max(most, Math.abs(value - (ours[t * size + i] as number))), worst);
  }, 0);
}

function flat(rows: readonly Float32Array[]): Float32Array {
  const size = rows[0]?.length ?? 0;
  const out = new Float32Array(rows.length * size);
  rows.forEach((row, i) => {
    out.set(row, i * size);
  });
  return out;
}

/** What does not fit is told in a RangeError of one clause. */
function fits<T>(check: () => T): T {
  try {
    return check();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new SluiceError('MODEL_UNREADABLE', `Cannot convert the model: ${cause.message}`, { cause });
  }
}
