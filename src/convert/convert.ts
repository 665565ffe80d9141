// A file of another program becomes a model of ours, and is held to the original before it is believed.

import { SluiceError } from '../errors.js';
import { plainDetector } from '../model/detector-settings.js';
import { checkLayers } from '../model/file/parse-layers.js';
import { type FrontEndSpec, featureCount } from '../model/front-end.js';
import type { Model } from '../model/model.js';
import { Kernel } from '../pipeline/kernel-access/kernel.js';
import { openBackend } from '../pipeline/network/backends.js';
import { runNetworkAsync } from '../pipeline/network/run-network.js';
import { Random } from '../random.js';
import type { Description } from './description.js';
import { fits, type ReadNetwork, readNetwork } from './network.js';

export interface Converted {
  readonly model: Model;
  /** What the model was held to: the original on onnxruntime-web, or our double-precision reference where the file holds weights alone. */
  readonly against: 'onnxruntime-web' | 'the reference in double precision';
  /** Largest difference of the scores over CHECKED frames of seeded noise. */
  readonly largestDifference: number;
  /** The same of each output, in the order of the labels. */
  readonly differences: readonly number[];
  readonly frames: number;
  /** Why our own kernel does not run it and onnxruntime-web does; null where ours does. */
  readonly because: string | null;
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
  const network = await readNetwork(bytes, description);
  const { frontEnd, labels } = complete(description, network);
  const { layers, tensors } = withTwoScores(network, labels);
  if (!network.onnx) fits(() => checkLayers(layers, featureCount(frontEnd), tensors));
  const random = new Random(description.provenance?.seed ?? 1, 1);
  const frames = Array.from({ length: CHECKED }, () =>
    Float32Array.from({ length: featureCount(frontEnd) }, () => random.between(-2, 2)),
  );
  const { against, outputs } = await network.original(frames);
  const expected = outputs.map((row) => (row === null ? null : twoScores(row, labels.length)));
  const kernel = Kernel.create(module);
  const opened = openBackend(kernel, { layers, tensors, labels, ...(network.onnx ? { onnx: network.onnx } : {}) });
  const backend = typeof opened === 'function' ? await opened() : opened;
  const ours = await runNetworkAsync(kernel, backend, flat(frames));
  const differences = differ(ours, expected, labels.length);
  const largestDifference = Math.max(...differences);
  if (!(largestDifference <= MOST)) {
    throw new SluiceError(
      'MODEL_MISMATCH',
      `Cannot convert the model: the result must be within ${MOST} of the original: received a difference of ${largestDifference.toPrecision(3)}${expected.includes(null) ? '. It may answer from other frames than the last' : ''}`,
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
    ...(network.onnx ? { onnx: network.onnx } : {}),
    labels,
    detector: { ...plainDetector(labels), ...description.detector },
    provenance: { ...description.provenance },
    tensors: golden,
  };
  const compared = expected.filter((row) => row !== null).length;
  return { model, against, largestDifference, differences, frames: compared, because: network.because };
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
  if (outputSize === labels.length || layers.length === 0) return { layers, tensors };
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

/** Of each output; NaN where outputs are no numbers, or others in number. */
function differ(ours: Float32Array, expected: readonly (Float32Array | null)[], size: number): number[] {
  return Array.from({ length: size }, (_, i) =>
    expected.reduce((most, row, t) => {
      if (row === null) return most;
      if (row.length !== size) return Number.NaN;
      return Math.max(most, Math.abs((row[i] as number) - (ours[t * size + i] as number)));
    }, 0),
  );
}

function flat(rows: readonly Float32Array[]): Float32Array {
  const size = rows[0]?.length ?? 0;
  const out = new Float32Array(rows.length * size);
  rows.forEach((row, i) => {
    out.set(row, i * size);
  });
  return out;
}
