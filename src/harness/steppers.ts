// The contenders of the step benchmark: the same GRU layer on our kernel and on onnxruntime-web. Both are given a new input vector in every
// step and carry their state on, as a stream does.
import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-web';
import { type Kernel, padded, vectorBytes } from '../engine/kernel.js';
import type { GruLayer, Tensors } from '../engine/network/layers.js';
import { packRows, padGates } from '../engine/pack.js';
import { onnxStepModel } from './onnx-step-model.js';

/** A layer at work. */
export interface Stepper {
  readonly engine: 'wasm-f32' | 'onnxruntime-web';
  /** Makes `count` steps. */
  run(count: number): void | Promise<void>;
  /** A number that depends on all steps so far, so that none can be left out. */
  readonly sink: number;
  close(): Promise<void>;
}

/** `inputs`: vectors that are taken in turn. */
export function kernelStepper(
  kernel: Kernel,
  layer: GruLayer,
  tensors: Tensors,
  inputs: readonly Float32Array[],
): Stepper {
  const { inputSize, hiddenSize } = layer;
  const weights = (part: string) => (tensors.get(`gru.${part}_l0`) as { values: Float32Array }).values;
  const wIh = kernel.place(packRows(weights('weight_ih'), 3, hiddenSize, inputSize));
  const wHh = kernel.place(packRows(weights('weight_hh'), 3, hiddenSize, hiddenSize));
  const bIh = kernel.place(padGates(weights('bias_ih'), 3, hiddenSize));
  const bHh = kernel.place(padGates(weights('bias_hh'), 3, hiddenSize));
  const hidden = padded(hiddenSize);
  const scratch = kernel.allocate(6 * hidden * 4);
  const h = kernel.allocate(vectorBytes(hiddenSize));
  const x = kernel.allocate(vectorBytes(inputSize));
  const input = kernel.floats(x, inputSize);
  const state = kernel.floats(h, hiddenSize);
  const { gruStep } = kernel.functions;
  let at = 0;
  return {
    engine: 'wasm-f32',
    run(count) {
      for (let i = 0; i < count; i++) {
        input.set(inputs[at] as Float32Array);
        at = (at + 1) % inputs.length;
        gruStep(x, h, wIh, wHh, bIh, bHh, scratch, inputSize, hidden, hiddenSize);
      }
    },
    get sink() {
      return state[0] as number;
    },
    close: () => Promise.resolve(),
  };
}

/** One thread, as in a page without isolation and as ours. `assets`: where its WebAssembly is served, in a browser. */
export async function onnxStepper(
  layer: GruLayer,
  tensors: Tensors,
  inputs: readonly Float32Array[],
  assets?: string,
): Promise<Stepper> {
  const { env, InferenceSession, Tensor } = await import('onnxruntime-web');
  env.wasm.numThreads = 1;
  env.logLevel = 'error';
  if (assets !== undefined) env.wasm.wasmPaths = assets;
  const { inputSize, hiddenSize } = layer;
  const session: InferenceSession = await InferenceSession.create(onnxStepModel(layer, tensors), {
    executionProviders: ['wasm'],
  });
  const vectors = inputs.map((vector) => new Tensor('float32', vector, [1, 1, inputSize]));
  let h: OrtTensor = new Tensor('float32', new Float32Array(hiddenSize), [1, 1, hiddenSize]);
  let at = 0;
  return {
    engine: 'onnxruntime-web',
    async run(count) {
      for (let i = 0; i < count; i++) {
        const { h0_next: next } = await session.run({ x: vectors[at] as OrtTensor, h0: h });
        h = next as OrtTensor;
        at = (at + 1) % vectors.length;
      }
    },
    get sink() {
      return (h.data as Float32Array)[0] as number;
    },
    close: () => session.release(),
  };
}
