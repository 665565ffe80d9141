// The engines of the step benchmark: the same network on our kernel, in either precision, and on onnxruntime. Each step
// gets a new input vector, and states carry over, as in streams.
import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-web';
import { quantizeNetwork } from '../model/quantized.js';
import type { Kernel } from '../pipeline/kernel-access/kernel.js';
import { WasmBackend } from '../pipeline/network/wasm.js';
import type { Contest } from './contest.js';

export type StepEngine = 'wasm-f32' | 'wasm-int8' | 'onnxruntime-web' | 'onnxruntime-node';

/** A network at work. */
export interface Stepper {
  readonly engine: StepEngine;
  /** Makes `count` steps of all its streams. */
  run(count: number): void | Promise<void>;
  /** A number that depends on all steps so far, so that none can be optimised away. */
  readonly sink: number;
  close(): Promise<void>;
}

/** Each of the streams is given the `inputs` in turn, from another one on. */
export function kernelStepper(
  kernel: Kernel,
  contest: Contest,
  inputs: readonly Float32Array[],
  engine: 'wasm-f32' | 'wasm-int8' = 'wasm-f32',
): Stepper {
  const { layers, batch } = contest;
  const tensors = engine === 'wasm-int8' ? quantizeNetwork(layers, contest.tensors) : contest.tensors;
  const backend = new WasmBackend(kernel, layers, tensors);
  const { stateBytes, scoresOffset, outputSize } = backend.shape;
  const rows = backend.batch(batch);
  const vectors = inputs.map((vector) => kernel.place(vector));
  const states = Array.from({ length: batch }, () => kernel.allocate(stateBytes));
  const scores = kernel.floats((states[0] as number) + scoresOffset, outputSize);
  rows.count = batch;
  let at = 0;
  return {
    engine,
    run(count) {
      for (let i = 0; i < count; i++) {
        for (let batchRow = 0; batchRow < batch; batchRow++) {
          rows.set(batchRow, vectors[(at + batchRow) % vectors.length] as number, states[batchRow] as number);
        }
        at = (at + 1) % vectors.length;
        rows.step();
      }
    },
    get sink() {
      return scores[0] as number;
    },
    close: () => Promise.resolve(),
  };
}

/** One thread, as in a page without isolation and as ours. `assets`: where its WebAssembly is served, in a browser. */
export async function onnxStepper(
  contest: Contest,
  inputs: readonly Float32Array[],
  assets?: string,
): Promise<Stepper> {
  const runtime = await import('onnxruntime-web');
  runtime.env.wasm.numThreads = 1;
  runtime.env.logLevel = 'error';
  if (assets !== undefined) runtime.env.wasm.wasmPaths = assets;
  const session = await runtime.InferenceSession.create(contest.onnx, { executionProviders: ['wasm'] });
  return sessionStepper('onnxruntime-web', session, runtime.Tensor, contest, inputs);
}

/** The same in native code; null if onnxruntime-node is not installed. */
export async function nativeStepper(contest: Contest, inputs: readonly Float32Array[]): Promise<Stepper | null> {
  const name = 'onnxruntime-node';
  let runtime: typeof import('onnxruntime-web');
  try {
    runtime = (await import(name)) as typeof import('onnxruntime-web');
  } catch {
    return null;
  }
  const session = await runtime.InferenceSession.create(contest.onnx, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  return sessionStepper(name, session, runtime.Tensor, contest, inputs);
}

function sessionStepper(
  engine: 'onnxruntime-web' | 'onnxruntime-node',
  session: InferenceSession,
  Tensor: typeof OrtTensor,
  { signature, batch, inputSize }: Contest,
  inputs: readonly Float32Array[],
): Stepper {
  const { input, output, states, fixed } = signature;
  const zeros = (shape: readonly number[]) => new Tensor('float32', new Float32Array(sizeOf(shape)), shape);
  const batches = inputs.map((_, first) => {
    const data = new Float32Array(batch * inputSize);
    for (let batchRow = 0; batchRow < batch; batchRow++) {
      data.set(inputs[(first + batchRow) % inputs.length] as Float32Array, batchRow * inputSize);
    }
    return new Tensor('float32', data, input.shape);
  });
  const feeds: Record<string, OrtTensor> = {};
  for (const { name, shape, value } of fixed) feeds[name] = new Tensor('int64', [BigInt(value)], shape);
  for (const { input, shape } of states) feeds[input] = zeros(shape);
  let scores: OrtTensor = zeros([1]);
  let at = 0;
  return {
    engine,
    async run(count) {
      for (let i = 0; i < count; i++) {
        feeds[input.name] = batches[at] as OrtTensor;
        at = (at + 1) % batches.length;
        const given = await session.run(feeds);
        for (const state of states) feeds[state.input] = given[state.output] as OrtTensor;
        scores = given[output] as OrtTensor;
      }
    },
    get sink() {
      return (scores.data as Float32Array)[0] as number;
    },
    close: () => session.release(),
  };
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}
