// The rival's worker: a session of onnxruntime-web whose states go back in with the next frame. Frames run one after
// the other, in the order in which they come.
import type { Tensor } from 'onnxruntime-web';
import { now } from '#src/clock.js';
import { readOnnx } from '#src/model/onnx/read.js';
import { signatureOf } from '#src/model/onnx/signature.js';
import type { Inferred } from './rival-threads.js';

export type Infer = (id: number, frame: Float32Array) => Promise<Inferred>;

/** One thread, like ours. Rejects where the runtime does not load or does not take the model. */
export async function openRival(onnx: Uint8Array, runtime: string | null): Promise<Infer> {
  const ort = await (runtime === null
    ? import('onnxruntime-web')
    : (import(/* @vite-ignore */ runtime) as Promise<typeof import('onnxruntime-web')>));
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
  const session = await ort.InferenceSession.create(onnx, { executionProviders: ['wasm'] });
  const { input, output, states } = signatureOf(readOnnx(onnx).graph);
  const zeros = (shape: readonly number[]) =>
    new ort.Tensor('float32', new Float32Array(shape.reduce((a, b) => a * b, 1)), shape);
  const feeds: Record<string, Tensor> = Object.fromEntries(states.map((state) => [state.input, zeros(state.shape)]));
  let last: Promise<unknown> = Promise.resolve();
  const run = async (id: number, frame: Float32Array): Promise<Inferred> => {
    const startedAtMs = now();
    feeds[input.name] = new ort.Tensor('float32', frame, input.shape);
    const given = await session.run(feeds);
    for (const state of states) feeds[state.input] = given[state.output] as Tensor;
    const scores = (given[output] as Tensor).data as Float32Array;
    return { id, scores, startedAtMs, endedAtMs: now() };
  };
  return (id, frame) => {
    const answer = last.then(() => run(id, frame));
    last = answer.catch(() => undefined);
    return answer;
  };
}
