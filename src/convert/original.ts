// The original model at work on onnxruntime-web, over the same frames: what the converted one is held to.

import { fixedFeeds, stateFeeds } from '../model/onnx/feeds.js';
import type { OnnxModel } from '../model/onnx/graph.js';
import type { Signature } from '../model/onnx/signature.js';
import { type OrtArray, type OrtOutput, OrtSession } from '../pipeline/network/ort.js';

/** What the original gives after each frame; a model of a whole sequence may answer once, after the last: null before it. */
export async function runOriginal(
  bytes: Uint8Array,
  model: OnnxModel,
  signature: Signature,
  frames: readonly Float32Array[],
): Promise<(Float32Array | null)[]> {
  const session = await OrtSession.open(bytes);
  try {
    const { time } = signature.input;
    if (signature.states.length > 0 || time === null) return await runSteps(session, signature, frames);
    return await runWhole(session, model, signature, frames);
  } finally {
    await session.release();
  }
}

async function runSteps(
  session: OrtSession,
  signature: Signature,
  frames: readonly Float32Array[],
): Promise<Float32Array[]> {
  const { input, output, states } = signature;
  const feeds: Record<string, OrtArray> = { ...fixedFeeds(signature), ...stateFeeds(signature) };
  const outputs: Float32Array[] = [];
  for (const frame of frames) {
    feeds[input.name] = { type: 'float32', data: frame, shape: input.shape };
    const given = await session.run(feeds);
    outputs.push(Float32Array.from((given[output] as OrtOutput).data));
    for (const { input, output, shape } of states)
      feeds[input] = { type: 'float32', data: (given[output] as OrtOutput).data, shape };
  }
  return outputs;
}

/** All frames at once, along the dimension of time: as many as the model wants, where it wants a number. */
async function runWhole(
  session: OrtSession,
  model: OnnxModel,
  signature: Signature,
  frames: readonly Float32Array[],
): Promise<(Float32Array | null)[]> {
  const { name, shape, time } = signature.input;
  const axis = time as number;
  const told = model.graph.inputs.find((input) => input.name === name)?.shape?.[axis];
  const steps = typeof told === 'number' ? told : frames.length;
  const whole = shape.map((size, d) => (d === axis ? steps : size));
  const inner = sizeOf(shape.slice(axis + 1));
  const data = new Float32Array(sizeOf(whole));
  for (let t = 0; t < Math.min(steps, frames.length); t++) {
    frames[t]?.forEach((value, i) => {
      data[(Math.floor(i / inner) * steps + t) * inner + (i % inner)] = value;
    });
  }
  const given = await session.run({ ...fixedFeeds(signature), [name]: { type: 'float32', data, shape: whole } });
  return alongTime(given[signature.output] as OrtOutput, steps).slice(0, frames.length);
}

/** Splits an output where a dimension is as long as the sequence; else it is the last frame's. */
function alongTime({ data, shape }: OrtOutput, steps: number): (Float32Array | null)[] {
  const axis = shape.indexOf(steps);
  if (axis < 0) return Array.from({ length: steps }, (_, t) => (t === steps - 1 ? Float32Array.from(data) : null));
  const inner = sizeOf(shape.slice(axis + 1));
  return Array.from({ length: steps }, (_, t) =>
    Float32Array.from(
      { length: data.length / steps },
      (_, i) => data[(Math.floor(i / inner) * steps + t) * inner + (i % inner)] as number,
    ),
  );
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}
