// An ONNX model as a network: as layers of ours where every operator has one, else as it is, for onnxruntime-web.
import { SluiceError } from '../errors.js';
import { featureCount } from '../model/front-end.js';
import type { OnnxGraph, OnnxModel } from '../model/onnx/graph.js';
import { readOnnx } from '../model/onnx/read.js';
import { findSignature, type Signature, type SignatureFound } from '../model/onnx/signature.js';
import { otherPrecisions, singlePrecision } from '../model/onnx/single-precision.js';
import { type StepModel, stepModel } from '../model/onnx/step/step-model.js';
import { CannotStep, TimeElsewhere } from '../model/onnx/step/value.js';
import { writeOnnx } from '../model/onnx/write.js';
import type { Description } from './description.js';
import { endless } from './endless.js';
import { framesOf, precisionDifference, runOriginal } from './original.js';
import type { Beside, ReadNetwork } from './read-network.js';

/** Throws SluiceError MODEL_UNREADABLE or MODEL_CORRUPT, one sentence with what to do. */
export async function readOnnxNetwork(
  bytes: Uint8Array,
  description: Description,
  beside: Beside = {},
): Promise<ReadNetwork> {
  const { frontEnd, fixed = {}, engine, labels, output, states } = description;
  let external = false;
  const given = readOnnx(bytes, (name) => {
    external = true;
    return beside.files?.(name) ?? null;
  });
  const precisions = otherPrecisions(given);
  const onnx = precisions.length > 0 ? singlePrecision(given) : given;
  // onnxruntime-web is given one file of single precision
  const whole = external || precisions.length > 0 ? writeOnnx(onnx) : bytes;
  const rate = frontEnd && onnx.graph.inputs.some(({ name }) => name === 'sr') ? { sr: frontEnd.sampleRate } : {};
  const found = findSignature(onnx.graph, {
    ...(frontEnd ? { inputSize: featureCount(frontEnd) } : {}),
    ...(labels ? { outputSize: labels.length } : {}),
    ...(output ? { output } : {}),
    ...(states ? { states } : {}),
    fixed: { ...rate, ...fixed },
  });
  const read = steppedOrNot(onnx, found, engine);
  const { signature, step } = read;
  checkBatch(onnx.graph, signature);
  if (step === null) checkSecondEngine(onnx, signature, read.because);
  const outputSize = step?.outputSize ?? (await scoresOf(whole, onnx, signature));
  const frames = framesOf(onnx, signature);
  return {
    layers: step?.layers ?? [],
    tensors: step?.tensors ?? new Map(),
    outputSize,
    onnx: step === null ? { bytes: whole, signature } : null,
    because: step === null ? read.because : null,
    evidence: 'original',
    ended: false,
    recognised: recognisedOf(onnx, signature, frames, precisions),
    facts: {
      format: 'onnx',
      opset: onnx.opset,
      producer: onnx.producer,
      precision: precisions[0] ?? 'float',
      frames: frames ?? 'any',
      output: signature.output,
      states: signature.states.map(({ input, output, shape }) => ({ input, output, shape })),
    },
    assumed: found.unsure,
    warnings: [
      ...(frames !== null && frames > 1
        ? [
            `it was exported for ${frames} frames at a time: here its state goes on without end, beyond what the original was run over: export it with an open (dynamic) length where that is meant`,
          ]
        : []),
    ],
    heldTo: async (noise) => {
      const { sequences, stride } = await runOriginal(whole, onnx, signature, noise, step ? outputSize : null);
      const [sequence] = sequences;
      const warnings: string[] = [];
      for (const type of precisions) {
        const own = type === 'float16' ? 'float16' : type === 'double' ? 'float64' : null;
        const far =
          own && sequence && !external
            ? await precisionDifference(bytes, signature, own, sequence, stride.frames ?? sequence.inputs.length)
            : null;
        const by =
          far === null
            ? 'onnxruntime-web does not run it in that'
            : `in that the original differs by up to ${far.toExponential(1)}`;
        warnings.push(
          `it is of ${type === 'double' ? 'double' : 'half'} precision (${type}), and is computed and compared in single precision: ${by}`,
        );
      }
      return { against: 'onnxruntime-web', sequences, warnings };
    },
  };
}

interface SteppedOrNot {
  readonly signature: Signature;
  /** Null: onnxruntime-web must run it, because. */
  readonly step: StepModel | null;
  readonly because: string;
}

/** Where nothing says which dimension is time, recurrent operators do: it is the one that they go over. */
function steppedOrNot(
  onnx: OnnxModel,
  { signature, times, timeNamed }: SignatureFound,
  engine: Description['engine'],
): SteppedOrNot {
  const { input } = signature;
  let elsewhere: TimeElsewhere | null = null;
  // with states at its edges it is given one frame at a time, and no dimension has to be time
  const named = timeNamed && signature.states.length === 0;
  for (const time of signature.states.length > 0 || times.length === 0 ? [...times, null] : times) {
    const meant = { ...signature, input: { ...input, time } };
    try {
      const step = stepModel(onnx, meant);
      return engine === 'onnxruntime-web'
        ? { signature: meant, step: null, because: 'as asked' }
        : { signature: meant, step, because: '' };
    } catch (cause) {
      if (!(cause instanceof CannotStep)) throw cause;
      if (!(cause instanceof TimeElsewhere))
        return { signature: meant, step: null, because: engine === 'onnxruntime-web' ? 'as asked' : cause.message };
      elsewhere ??= cause;
      if (named) break;
    }
  }
  throw new SluiceError('MODEL_UNREADABLE', `Cannot convert the model: ${elsewhere?.message}`);
}

/** A batch of a fixed size would have to be filled with other sequences. */
function checkBatch(graph: OnnxGraph, { input }: Signature): void {
  const shape = graph.inputs.find(({ name }) => name === input.name)?.shape ?? [];
  const batch = shape.find(
    (size, d) => typeof size === 'number' && d !== input.time && size > 1 && input.shape[d] === 1,
  );
  if (batch !== undefined)
    throw new SluiceError(
      'MODEL_UNREADABLE',
      `Cannot convert the model: input '${input.name}' of shape [${shape}] takes ${batch} sequences at a time: export it with a batch of 1, or an open (dynamic) one`,
    );
}

/**
 * What our kernel has no step for runs as it is, frame after frame, its states fed back: a model of one step, or one
 * that needs no state.
 */
function checkSecondEngine(onnx: OnnxModel, signature: Signature, why: string): void {
  const frames = framesOf(onnx, signature);
  if (signature.states.length === 0 && signature.input.time !== null)
    throw new SluiceError(
      'MODEL_UNREADABLE',
      `Cannot convert the model: ${why}; nor can onnxruntime-web stream it, for it has no state that could be carried from step to step`,
    );
  if (frames !== null && frames > 1)
    throw new SluiceError(
      'MODEL_UNREADABLE',
      `Cannot convert the model: ${why}; nor can onnxruntime-web stream it, for it takes ${frames} frames at a time: export it for one frame, or with an open (dynamic) length`,
    );
  const loop = endless(onnx.graph);
  if (loop) throw new SluiceError('MODEL_UNREADABLE', `Cannot convert the model: ${loop}`);
}

async function scoresOf(bytes: Uint8Array, onnx: OnnxModel, signature: Signature): Promise<number> {
  const inputs = signature.input.shape.reduce((a, b) => a * b, 1);
  const { sequences } = await runOriginal(bytes, onnx, signature, () => new Float32Array(inputs), null);
  return sequences[0]?.outputs.find((row) => row !== null)?.length ?? 0;
}

function recognisedOf(
  { opset, producer }: OnnxModel,
  { states, input }: Signature,
  frames: number | null,
  precisions: readonly string[],
): string {
  const over =
    frames === 1 || (frames === null && states.length > 0)
      ? 'one step'
      : frames === null
        ? `a whole sequence, time in dimension ${input.time}`
        : `${frames} frames at a time, time in dimension ${input.time}`;
  const by = producer === '' ? '' : ` by ${producer}`;
  const types = precisions.length > 0 ? `, ${precisions.join(' and ')}` : '';
  return `ONNX, opset ${opset}${by}${types}, ${over}, ${states.length === 0 ? 'no states at its edges' : `${states.length} state${states.length > 1 ? 's' : ''} (${states.map(({ input: from, output }) => `${from} ← ${output}`).join(', ')})`}`;
}
