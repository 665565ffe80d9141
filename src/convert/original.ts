// The original model at work on onnxruntime-web: sequences of frames from rest, with what it gives after each. What the
// converted one is held to.

import { SluiceError } from '../errors.js';
import { toHalf } from '../model/file/half.js';
import { fixedFeeds, stateFeeds } from '../model/onnx/feeds.js';
import type { OnnxModel } from '../model/onnx/graph.js';
import type { Signature } from '../model/onnx/signature.js';
import { type OrtArray, type OrtOutput, OrtSession } from '../pipeline/network/ort.js';
import type { ExampleSequence } from './example.js';

/** How an original goes over frames. */
export interface Stride {
  /** Frames that it takes at a time; null: as many as come. */
  readonly frames: number | null;
  /** Whether it gives an answer for each frame, or one after the last. */
  readonly each: boolean;
}

export interface OriginalRun {
  readonly sequences: readonly ExampleSequence[];
  readonly stride: Stride;
}

/** Frames of noise, and in how many sequences an original of a fixed length has them. */
const CHECKED = 64;
/** Sequences of an original that gives one answer after a fixed length, and frames of all of them. */
const ANSWERS = 8;
const MOST_FRAMES = 40_000;
/** Lengths after which an original that takes any is asked for its one answer. */
const LENGTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 24, 40, CHECKED];

/**
 * What the original gives for frames that `noise` makes. `outputSize`: scores that are expected, where that is known;
 * an axis of the same length as the sequence is then told from them. Rejects with SluiceError MODEL_UNREADABLE where
 * onnxruntime-web does not run it.
 */
export async function runOriginal(
  bytes: Uint8Array,
  model: OnnxModel,
  signature: Signature,
  noise: () => Float32Array,
  outputSize: number | null,
): Promise<OriginalRun> {
  const session = await OrtSession.open(bytes);
  try {
    const original = new Original(session, signature, outputSize, 'float32');
    const frames = framesOf(model, signature);
    const many = (count: number) => Array.from({ length: count }, noise);
    if (signature.input.time === null || frames === 1 || (frames === null && signature.states.length > 0)) {
      return { sequences: [await original.steps(many(CHECKED), 1)], stride: { frames: 1, each: true } };
    }
    if (frames === null) return await runOpen(original, many(CHECKED));
    return await runFixed(original, frames, many);
  } finally {
    await session.release();
  }
}

/**
 * How far a model of half or double precision is from what it gives in single precision, over a sequence, in steps of
 * so many frames; null where onnxruntime-web does not run it in that precision.
 */
export async function precisionDifference(
  bytes: Uint8Array,
  signature: Signature,
  precision: Precision,
  { inputs, outputs }: ExampleSequence,
  atATime: number,
): Promise<number | null> {
  try {
    const session = await OrtSession.open(bytes);
    try {
      const size = outputs.find((row) => row !== null)?.length ?? null;
      const own = await new Original(session, signature, size, precision).steps(inputs, atATime);
      return own.outputs.reduce(
        (most, row, t) =>
          row?.reduce((sum, value, i) => Math.max(sum, Math.abs(value - (outputs[t]?.[i] ?? value))), most) ?? most,
        0,
      );
    } finally {
      await session.release();
    }
  } catch (cause) {
    if (cause instanceof SluiceError) return null;
    throw cause;
  }
}

/** Frames that the model takes at a time; null: any number. */
export function framesOf(model: OnnxModel, { input }: Signature): number | null {
  if (input.time === null) return 1;
  const told = model.graph.inputs.find(({ name }) => name === input.name)?.shape?.[input.time];
  return typeof told === 'number' ? told : null;
}

async function runOpen(original: Original, frames: readonly Float32Array[]): Promise<OriginalRun> {
  // an answer a frame grows with the sequence
  const [all, fewer] = [await original.whole(frames), await original.whole(frames.slice(0, 37))];
  if (all.data.length !== fewer.data.length) {
    const outputs = original.split(all, frames.length);
    return { sequences: [{ inputs: frames, outputs }], stride: { frames: null, each: true } };
  }
  const outputs: (Float32Array | null)[] = frames.map(() => null);
  for (const length of LENGTHS)
    outputs[length - 1] = Float32Array.from((await original.whole(frames.slice(0, length))).data);
  return { sequences: [{ inputs: frames, outputs }], stride: { frames: null, each: false } };
}

async function runFixed(
  original: Original,
  frames: number,
  many: (count: number) => Float32Array[],
): Promise<OriginalRun> {
  if (original.hasStates) {
    const chunks = Math.max(2, Math.ceil(CHECKED / frames));
    const sequence = await original.steps(many(chunks * frames), frames);
    return { sequences: [sequence], stride: { frames, each: sequence.outputs[0] !== null } };
  }
  const first = many(frames);
  const given = await original.whole(first);
  const each = original.isEach(given, frames);
  const wanted = each ? Math.max(2, Math.ceil(CHECKED / frames)) : ANSWERS;
  const count = Math.max(1, Math.min(wanted, Math.floor(MOST_FRAMES / frames)));
  const sequences: ExampleSequence[] = [{ inputs: first, outputs: original.split(given, frames) }];
  while (sequences.length < count) {
    const inputs = many(frames);
    sequences.push({ inputs, outputs: original.split(await original.whole(inputs), frames) });
  }
  return { sequences, stride: { frames, each } };
}

/** In which a model's edges are. */
export type Precision = 'float32' | 'float16' | 'float64';

class Original {
  readonly #precision: Precision;
  readonly #session: OrtSession;
  readonly #signature: Signature;
  readonly #outputSize: number | null;

  constructor(session: OrtSession, signature: Signature, outputSize: number | null, precision: Precision) {
    this.#precision = precision;
    this.#session = session;
    this.#signature = signature;
    this.#outputSize = outputSize;
  }

  get hasStates(): boolean {
    return this.#signature.states.length > 0;
  }

  /** So many frames at a time, its states fed back. */
  async steps(inputs: readonly Float32Array[], atATime: number): Promise<ExampleSequence> {
    const feeds: Record<string, OrtArray> = { ...fixedFeeds(this.#signature) };
    for (const [name, { data, shape }] of Object.entries(stateFeeds(this.#signature)))
      feeds[name] = this.#typed(data, shape);
    const outputs: (Float32Array | null)[] = [];
    for (let at = 0; at < inputs.length; at += atATime) {
      feeds[this.#signature.input.name] = this.#fed(inputs.slice(at, at + atATime));
      const given = await this.#session.run(feeds);
      const scores = given[this.#signature.output] as OrtOutput;
      outputs.push(...(atATime === 1 ? [Float32Array.from(scores.data)] : this.split(scores, atATime)));
      for (const { input, output, shape } of this.#signature.states)
        feeds[input] = this.#typed((given[output] as OrtOutput).data, shape);
    }
    return { inputs, outputs };
  }

  /** All frames at once. */
  async whole(inputs: readonly Float32Array[]): Promise<OrtOutput> {
    const feeds = { ...fixedFeeds(this.#signature), [this.#signature.input.name]: this.#fed(inputs) };
    return (await this.#session.run(feeds))[this.#signature.output] as OrtOutput;
  }

  /** Whether an output has a row for each frame. */
  isEach({ data, shape }: OrtOutput, frames: number): boolean {
    if (this.#outputSize !== null) return frames > 1 && data.length === frames * this.#outputSize;
    return shape.includes(frames);
  }

  /** An output by frame; where it has one row, that is the last frame's. */
  split(output: OrtOutput, frames: number): (Float32Array | null)[] {
    const { data, shape } = output;
    if (!this.isEach(output, frames))
      return Array.from({ length: frames }, (_, t) => (t === frames - 1 ? Float32Array.from(data) : null));
    const rank = this.#signature.input.shape.length;
    const time = this.#signature.input.time as number;
    const axis = shape.length === rank && shape[time] === frames ? time : shape.indexOf(frames);
    const inner = sizeOf(shape.slice(axis + 1));
    return Array.from({ length: frames }, (_, t) =>
      Float32Array.from(
        { length: data.length / frames },
        (_, i) => data[(Math.floor(i / inner) * frames + t) * inner + (i % inner)] as number,
      ),
    );
  }

  /** Frames along the dimension of time. */
  #fed(inputs: readonly Float32Array[]): OrtArray {
    const { shape, time } = this.#signature.input;
    const [single] = inputs;
    if (time === null || inputs.length === 1) return this.#typed(single as Float32Array, shape);
    const whole = shape.map((size, d) => (d === time ? inputs.length : size));
    const inner = sizeOf(shape.slice(time + 1));
    const data = new Float32Array(sizeOf(whole));
    for (const [t, frame] of inputs.entries())
      frame.forEach((value, i) => {
        data[(Math.floor(i / inner) * inputs.length + t) * inner + (i % inner)] = value;
      });
    return this.#typed(data, whole);
  }

  #typed(data: Float32Array, shape: readonly number[]): OrtArray {
    const type = this.#precision;
    if (type === 'float32') return { type, data, shape };
    if (type === 'float64') return { type, data: Float64Array.from(data), shape };
    return { type, data: Uint16Array.from(data, toHalf), shape };
  }
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}
