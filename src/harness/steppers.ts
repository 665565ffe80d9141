// The contenders of the step benchmarks: the same network on our kernel and on onnxruntime-web. All are given a new input vector in every step
// and carry their state on, as a stream does.
import type { Tensor as OrtTensor } from 'onnxruntime-web';
import { type Kernel, vectorBytes } from '../engine/kernel.js';
import { WasmNetwork, WasmWeights } from '../engine/network/wasm.js';
import type { Contest } from './contest.js';

/** A network at work. */
export interface Stepper {
  readonly engine: 'wasm-f32' | 'onnxruntime-web';
  /** Makes `count` steps. */
  run(count: number): void | Promise<void>;
  /** A number that depends on all steps so far, so that none can be left out. */
  readonly sink: number;
  close(): Promise<void>;
}

/** `inputs`: vectors that are taken in turn. */
export function kernelStepper(kernel: Kernel, contest: Contest, inputs: readonly Float32Array[]): Stepper {
  const weights = new WasmWeights(kernel, contest.layers, contest.tensors);
  const inputAt = kernel.allocate(vectorBytes(weights.inputSize));
  const stateAt = kernel.allocate(weights.stateBytes);
  const network = new WasmNetwork(weights, inputAt, stateAt);
  const input = kernel.floats(inputAt, weights.inputSize);
  const scores = kernel.floats(stateAt + weights.scoresOffset, weights.outputSize);
  let at = 0;
  return {
    engine: 'wasm-f32',
    run(count) {
      for (let i = 0; i < count; i++) {
        input.set(inputs[at] as Float32Array);
        at = (at + 1) % inputs.length;
        network.step();
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
  { onnx, signature }: Contest,
  inputs: readonly Float32Array[],
  assets?: string,
): Promise<Stepper> {
  const { env, InferenceSession, Tensor } = await import('onnxruntime-web');
  env.wasm.numThreads = 1;
  env.logLevel = 'error';
  if (assets !== undefined) env.wasm.wasmPaths = assets;
  const session = await InferenceSession.create(onnx, { executionProviders: ['wasm'] });
  const { input, output, states, fixed } = signature;
  const zeros = (shape: readonly number[]) => new Tensor('float32', new Float32Array(sizeOf(shape)), shape);
  const vectors = inputs.map((vector) => new Tensor('float32', vector, input.shape));
  const feeds: Record<string, OrtTensor> = {};
  for (const { name, shape, value } of fixed) feeds[name] = new Tensor('int64', [BigInt(value)], shape);
  for (const { input, shape } of states) feeds[input] = zeros(shape);
  let scores: OrtTensor = zeros([1]);
  let at = 0;
  return {
    engine: 'onnxruntime-web',
    async run(count) {
      for (let i = 0; i < count; i++) {
        feeds[input.name] = vectors[at] as OrtTensor;
        at = (at + 1) % vectors.length;
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
