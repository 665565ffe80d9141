// A file of another program becomes a model of ours, and is held to the original before it is believed.
import { SluiceError } from '../errors.js';
import type { FormatReport } from '../format-report.js';
import { harmless } from '../harmless-text.js';
import { plainDetector } from '../model/detector-settings.js';
import { checkLayers } from '../model/file/parse-layers.js';
import { type FrontEndSpec, featureCount } from '../model/front-end.js';
import type { Tensor } from '../model/layers.js';
import type { Conversion, Model } from '../model/model.js';
import { Kernel } from '../pipeline/kernel-access/kernel.js';
import { openBackend } from '../pipeline/network/backends.js';
import { runNetworkAsync } from '../pipeline/network/run-network.js';
import { Random } from '../random.js';
import type { Description } from './description.js';
import type { ExampleSequence } from './example.js';
import { withEnd } from './guess.js';
import { readNetwork } from './network.js';
import type { Against, Beside, ReadNetwork } from './read-network.js';
import { applyEnd, fits } from './tensor-network.js';
import { UnconfirmedError } from './unconfirmed.js';

export interface Converted {
  readonly model: Model;
  /**
   * What the model was held to: the original on onnxruntime-web, an example, or our double-precision reference where
   * the file holds weights alone.
   */
  readonly against: Against;
  /** Largest difference of the scores over the frames that were compared. */
  readonly largestDifference: number;
  /** The same of each output, in the order of the labels. */
  readonly differences: readonly number[];
  /** Frames whose answers were compared. */
  readonly frames: number;
  /** Why our own kernel does not run it and onnxruntime-web does; null where ours does. */
  readonly because: string | null;
  readonly report: FormatReport;
  /** The model says it too, where something was assumed or it was not held to the original itself. */
  readonly conversion: Conversion;
}

/** Frames that a golden vector has, and numbers of its inputs where it must have more of them. */
const GOLDEN = 16;
const MOST_GOLDEN = 200_000;
/**
 * The most that they may differ by, times the largest score where that is above 1: the same bound as the golden
 * vector's.
 */
const MOST = 1e-4;

/**
 * Rejects with SluiceError MODEL_UNREADABLE or MODEL_CORRUPT for a file that cannot be read or has no step, in one
 * sentence with what to do; MODEL_MISMATCH where what came out differs from the original; UnconfirmedError where the
 * file leaves open what the network does and nobody has said so.
 */
export async function convert(
  module: WebAssembly.Module,
  bytes: Uint8Array,
  description: Description,
  beside: Beside = {},
): Promise<Converted> {
  const read = await readNetwork(bytes, description, beside);
  const { frontEnd, labels } = complete(description, read);
  const random = new Random(description.provenance?.seed ?? 1, 1);
  const noise = () => Float32Array.from({ length: featureCount(frontEnd) }, () => random.between(-2, 2));
  const held = await read.heldTo(noise);
  const { layers, tensors, sequences, scores } = finished(read, held.sequences, labels, description);
  const report = reportOf(
    { ...read, warnings: [...read.warnings, ...(held.warnings ?? []), ...(description.notes ?? [])] },
    scores,
    description,
  );
  if (read.assumed.length > 0 && !description.assume) throw new UnconfirmedError(report, howToConfirm(read));
  if (!read.onnx) fits(() => checkLayers(layers, featureCount(frontEnd), tensors));
  const kernel = Kernel.create(module);
  const network = { layers, tensors, labels, ...(read.onnx ? { onnx: read.onnx } : {}) };
  const opened = openBackend(kernel, network);
  const backend = typeof opened === 'function' ? await opened() : opened;
  const ours: Float32Array[] = [];
  for (const { inputs } of sequences) ours.push(await runNetworkAsync(kernel, backend, flat(inputs)));
  const { differences, frames } = compare(ours, sequences, labels.length);
  const largestDifference = Math.max(...differences);
  if (frames === 0)
    throw new SluiceError(
      'MODEL_UNREADABLE',
      'Cannot convert the model: the original gave no answer to compare with: export it for one step, or with an open (dynamic) length',
    );
  const largest = Math.max(1, Math.abs(scores.least), Math.abs(scores.most));
  if (!(largestDifference <= MOST * largest)) {
    const last = sequences.some(({ outputs }) => outputs.includes(null));
    throw new SluiceError(
      'MODEL_MISMATCH',
      `Cannot convert the model: the result must be within ${MOST * largest} of the original: received a difference of ${largestDifference.toPrecision(3)}${last ? '. It may answer from other frames than the last: export it with an answer for each frame' : ''}`,
    );
  }
  const golden = goldenOf(sequences, ours, labels.length);
  const own = read.evidence !== 'assumptions' && read.evidence !== 'layers';
  const conversion: Conversion = {
    from: read.recognised,
    evidence: read.evidence,
    golden: own ? 'original' : 'converted',
    assumed: report.assumed,
  };
  const model: Model = {
    format: 1,
    name: description.name ?? 'converted',
    frontEnd,
    layers,
    ...(read.onnx ? { onnx: read.onnx } : {}),
    labels,
    detector: { ...plainDetector(labels), ...description.detector },
    provenance: { ...description.provenance },
    // what was held to the original itself and leaves nothing open needs no word
    ...(read.evidence === 'original' && report.assumed.length === 0 ? {} : { conversion }),
    tensors: new Map([...tensors, ...golden]),
  };
  return {
    model,
    against: held.against,
    largestDifference,
    differences,
    frames,
    because: read.because,
    report,
    conversion,
  };
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

/** What scores are, over all frames that the original answered. */
interface Scores {
  readonly kind: 'distribution' | 'probabilities' | 'numbers';
  readonly least: number;
  readonly most: number;
}

/** The network as it is asked for: with the end that was told, and two scores of one. */
function finished(
  read: ReadNetwork,
  given: readonly ExampleSequence[],
  labels: readonly string[],
  { activation }: Description,
): Pick<ReadNetwork, 'layers' | 'tensors'> & { sequences: readonly ExampleSequence[]; scores: Scores } {
  const before = scoresIn(given);
  let [layers, sequences] = [read.layers, given];
  if (activation && activation !== 'none' && !read.ended) {
    if (read.onnx)
      throw new SluiceError(
        'MODEL_UNREADABLE',
        `Cannot convert the model: '${activation}' cannot be put behind it, for it runs on onnxruntime-web (${read.because}): export it with ${activation} at its end`,
      );
    if (before.kind === 'distribution' || (before.kind === 'probabilities' && activation === 'sigmoid'))
      throw new SluiceError(
        'MODEL_UNREADABLE',
        `Cannot convert the model: its outputs are probabilities already, and ${activation} would be applied twice: leave --${activation} out`,
      );
    layers = withEnd(layers, activation, read.outputSize);
    sequences = mapped(given, (row) => applyEnd(row, activation));
  }
  const scores = scoresIn(sequences);
  if (read.outputSize === labels.length) return { layers, tensors: read.tensors, sequences, scores };
  if (scores.kind === 'numbers')
    throw new SluiceError(
      'MODEL_UNREADABLE',
      `Cannot convert the model: its one score is no probability (${shown(scores)}), so two labels mean nothing: --sigmoid makes it one, or give one label`,
    );
  const two = mapped(sequences, (row) => Float32Array.of(1 - (row[0] as number), row[0] as number));
  if (layers.length === 0) return { layers, tensors: read.tensors, sequences: two, scores };
  return { ...withTwoScores(layers, read.tensors), sequences: two, scores };
}

/** A network with one score p and two labels gives 1 - p and p. */
function withTwoScores(
  layers: ReadNetwork['layers'],
  tensors: ReadNetwork['tensors'],
): Pick<ReadNetwork, 'layers' | 'tensors'> {
  const all = new Map(tensors);
  all.set('both.weight', { shape: [2, 1], values: Float32Array.of(-1, 1) });
  all.set('both.bias', { shape: [2], values: Float32Array.of(1, 0) });
  return {
    layers: [...layers, { kind: 'dense', name: 'both', inputSize: 1, outputSize: 2, activation: 'none' }],
    tensors: all,
  };
}

function mapped(sequences: readonly ExampleSequence[], map: (row: Float32Array) => Float32Array): ExampleSequence[] {
  return sequences.map(({ inputs, outputs }) => ({ inputs, outputs: outputs.map((row) => row && map(row)) }));
}

function scoresIn(sequences: readonly ExampleSequence[]): Scores {
  const rows = sequences.flatMap(({ outputs }) => outputs.filter((row) => row !== null));
  let [least, most, sums] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, rows.length > 0];
  for (const row of rows) {
    for (const score of row) [least, most] = [Math.min(least, score), Math.max(most, score)];
    sums = sums && row.length > 1 && Math.abs(row.reduce((a, b) => a + b, 0) - 1) < 1e-3;
  }
  const within = least >= -1e-6 && most <= 1 + 1e-6;
  return { kind: within ? (sums ? 'distribution' : 'probabilities') : 'numbers', least, most };
}

function reportOf(read: ReadNetwork, scores: Scores, { activation, labels = [] }: Description): FormatReport {
  const raw = scores.kind === 'numbers' && activation !== 'none' && read.evidence !== 'assumptions';
  const one = labels.length === 1;
  const kinds = {
    distribution: 'probabilities that sum to 1',
    probabilities: 'probabilities, each by itself',
    numbers: `no probabilities (${shown(scores)})`,
  };
  return {
    kind: 'model',
    recognised: read.recognised,
    facts: { ...read.facts, evidence: read.evidence, scores: kinds[scores.kind] },
    assumed: [
      ...read.assumed,
      ...(raw
        ? [
            `the outputs are meant as they are, though they are no probabilities (${shown(scores)}): --softmax or --sigmoid makes some of them, --raw says that they are meant so`,
          ]
        : []),
    ],
    warnings: [
      ...read.warnings,
      ...(one
        ? [
            `it has one label, and the first label is never detected: its score is in the predictions; two labels (--labels none,${harmless(labels[0] as string)}) make 1 - p and p of a probability p`,
          ]
        : []),
    ],
  };
}

function shown({ least, most }: Scores): string {
  return `${least.toPrecision(3)} to ${most.toPrecision(3)}`;
}

function howToConfirm({ facts }: ReadNetwork): string {
  if (facts.format === 'onnx') return 'confirm it with --assume, or say it with the options named';
  return `confirm it with --assume, or better show what the original gives (--example x.npy y.npy, or its ONNX export beside it), or say what it does (--layers ${String(facts.network).replaceAll(', ', ',')})`;
}

/** Of each output; NaN where outputs are no numbers, or others in number. */
function compare(
  ours: readonly Float32Array[],
  sequences: readonly ExampleSequence[],
  size: number,
): { differences: number[]; frames: number } {
  const differences = new Array<number>(size).fill(0);
  let frames = 0;
  for (const [s, { outputs }] of sequences.entries())
    for (const [t, row] of outputs.entries()) {
      if (row === null) continue;
      frames++;
      for (let i = 0; i < size; i++) {
        const off =
          row.length === size ? Math.abs((row[i] as number) - (ours[s]?.[t * size + i] as number)) : Number.NaN;
        if (!(off <= (differences[i] as number))) differences[i] = off;
      }
    }
  return { differences, frames };
}

/**
 * A sequence from rest with the original's answers; where it gave none to a frame, ours, which were held to the others.
 */
function goldenOf(
  sequences: readonly ExampleSequence[],
  ours: readonly Float32Array[],
  size: number,
): Map<string, Tensor> {
  const { inputs, outputs } = sequences[0] as ExampleSequence;
  const width = inputs[0]?.length ?? 0;
  const early = outputs.slice(0, GOLDEN).some((row) => row !== null);
  const wanted = early ? GOLDEN : outputs.findIndex((row) => row !== null) + 1;
  const steps = Math.min(inputs.length, wanted * width > MOST_GOLDEN ? GOLDEN : wanted);
  const rows = inputs
    .slice(0, steps)
    .map((_, t) => outputs[t] ?? (ours[0] as Float32Array).slice(t * size, (t + 1) * size));
  return new Map([
    ['golden.inputs', { shape: [steps, width], values: flat(inputs.slice(0, steps)) }],
    ['golden.outputs', { shape: [steps, size], values: flat(rows) }],
  ]);
}

function flat(rows: readonly Float32Array[]): Float32Array {
  const size = rows[0]?.length ?? 0;
  const out = new Float32Array(rows.length * size);
  rows.forEach((row, i) => {
    out.set(row, i * size);
  });
  return out;
}
