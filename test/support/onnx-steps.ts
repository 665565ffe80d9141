// An ONNX model of one step on onnxruntime-web, its states fed back: the oracle for what we make of it.
import { env, InferenceSession, Tensor } from 'onnxruntime-web';
import type { Signature } from '#src/model/onnx/signature.js';

env.wasm.numThreads = 1;
env.logLevel = 'error';

/** What the model gives from rest for each of these inputs. */
export async function runOnnxSteps(
  bytes: Uint8Array,
  signature: Signature,
  inputs: readonly ArrayLike<number>[],
): Promise<number[][]> {
  const session = await InferenceSession.create(bytes);
  const feeds: Record<string, Tensor> = {};
  for (const { input, shape } of signature.states) feeds[input] = zeros(shape);
  for (const { name, type, shape, value } of signature.fixed) {
    feeds[name] = new Tensor(type as 'int64', BigInt64Array.of(BigInt(value)), shape);
  }
  const outputs: number[][] = [];
  for (const input of inputs) {
    feeds[signature.input.name] = new Tensor('float32', Float32Array.from(input), signature.input.shape);
    const given = await session.run(feeds);
    outputs.push(Array.from((given[signature.output] as Tensor).data as Float32Array));
    for (const state of signature.states) feeds[state.input] = given[state.output] as Tensor;
  }
  await session.release();
  return outputs;
}

function zeros(shape: readonly number[]): Tensor {
  return new Tensor('float32', new Float32Array(shape.reduce((a, b) => a * b, 1)), shape);
}
