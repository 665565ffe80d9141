// A model's golden vector: a few inputs and the outputs they must give. It shows a wrong gate order, reset convention
// or weight when the model is loaded.
import { SluiceError } from '../errors.js';
import type { Tensor } from '../model/layers.js';
import type { Model } from '../model/model.js';
import type { Kernel } from './kernel-access/kernel.js';
import type { NetworkBackend, NetworkShape } from './network/network.js';
import { runNetwork, runNetworkAsync } from './network/run-network.js';

/**
 * How far an output may be off, times the largest output where that is above 1: weights may come from another program,
 * which sums in another order.
 */
const TOLERANCE = 1e-4;

/** Throws SluiceError MODEL_MISMATCH where the model has a golden vector and the network does not give it. */
export function checkGolden(kernel: Kernel, backend: NetworkBackend, model: Model): void {
  const golden = goldenOf(backend.shape, model);
  if (golden) compare(runNetwork(kernel, backend, golden.inputs), golden.outputs, model);
}

/** As `checkGolden`, for an asynchronous backend. */
export async function checkGoldenAsync(kernel: Kernel, backend: NetworkBackend, model: Model): Promise<void> {
  const golden = goldenOf(backend.shape, model);
  if (golden) compare(await runNetworkAsync(kernel, backend, golden.inputs), golden.outputs, model);
}

function goldenOf(shape: NetworkShape, model: Model): { inputs: Float32Array; outputs: Float32Array } | null {
  const inputs = model.tensors.get('golden.inputs');
  const expected = model.tensors.get('golden.outputs');
  if (!inputs && !expected) return null;
  if (!inputs || !expected) {
    throw new SluiceError(
      'MODEL_MISMATCH',
      `Cannot use the model '${model.name}': of its golden vector only the ${inputs ? 'inputs are' : 'outputs are'} there`,
    );
  }
  checkShapes(inputs, expected, shape);
  return { inputs: inputs.values, outputs: expected.values };
}

function compare(outputs: Float32Array, expected: Float32Array, model: Model): void {
  let worst = 0;
  // of outputs that are no probabilities, single precision keeps so many digits
  const bound = TOLERANCE * expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  for (let i = 0; i < outputs.length; i++) {
    const difference = Math.abs((outputs[i] as number) - (expected[i] as number));
    worst = Math.max(worst, difference); // once NaN, it stays NaN
  }
  if (!(worst <= bound)) {
    throw new SluiceError(
      'MODEL_MISMATCH',
      `Cannot use the model '${model.name}': its golden vector must come out within ${bound}: received a difference of ${worst.toPrecision(3)} (gate order, reset convention or weights are not what they were)`,
    );
  }
}

function checkShapes(inputs: Tensor, outputs: Tensor, shape: NetworkShape): void {
  const steps = inputs.values.length / shape.inputSize;
  if (Number.isInteger(steps) && outputs.values.length === steps * shape.outputSize) return;
  throw new SluiceError(
    'MODEL_MISMATCH',
    `Cannot use the model: a golden vector of shapes [${inputs.shape}] and [${outputs.shape}] does not fit it`,
  );
}
