// A model put to work on one thread: its tables and weights in kernel memory, shared by all streams that run it, and its golden vector checked.
import { SluiceError } from '../errors.js';
import { crc32 } from '../model/crc32.js';
import { hopMs, type Model } from '../model/model.js';
import { createExtractor, type FeatureExtractor } from './features/extractor.js';
import { ResamplerDesign } from './frames/resampler.js';
import { type Kernel, vectorBytes } from './kernel.js';
import type { Tensor } from './network/layers.js';
import { WasmNetwork, WasmWeights } from './network/wasm.js';

/** How far an output of the golden vector may be off: weights may come from elsewhere, with other sum orders. */
const GOLDEN_TOLERANCE = 1e-4;

export class Program {
  readonly kernel: Kernel;
  readonly model: Model;
  readonly hopMs: number;
  readonly features: FeatureExtractor;
  readonly weights: WasmWeights;
  readonly #resamplers = new Map<number, ResamplerDesign>();
  #checksum: number | null = null;

  /** Throws SluiceError MODEL_MISMATCH when the golden vector does not come out. */
  constructor(kernel: Kernel, model: Model) {
    this.kernel = kernel;
    this.model = model;
    this.hopMs = hopMs(model);
    this.features = createExtractor(kernel, model.frontEnd);
    this.weights = new WasmWeights(kernel, model.layers, model.tensors);
    checkGolden(this.weights, model);
  }

  /** Of all weights: a state means something only to the network that it is of. Computed when first asked for. */
  get checksum(): number {
    if (this.#checksum === null) {
      const weights = [...this.model.tensors.values()].map(({ values }) => values);
      this.#checksum = crc32(...weights.map((w) => new Uint8Array(w.buffer, w.byteOffset, w.byteLength)));
    }
    return this.#checksum;
  }

  /** The filters from an input rate to the model's; null where they are equal. Made once for each rate. */
  resampler(inputRate: number): ResamplerDesign | null {
    if (inputRate === this.model.frontEnd.sampleRate) return null;
    const known = this.#resamplers.get(inputRate);
    if (known) return known;
    const design = new ResamplerDesign(this.kernel, inputRate, this.model.frontEnd.sampleRate);
    this.#resamplers.set(inputRate, design);
    return design;
  }
}

/** Runs a network from rest over inputs (steps, inputSize) and returns the outputs (steps, outputSize). */
export function runNetwork(weights: WasmWeights, inputs: Float32Array): Float32Array {
  const { kernel, inputSize, outputSize, stateBytes } = weights;
  const steps = inputs.length / inputSize;
  const inputAt = kernel.allocate(vectorBytes(inputSize));
  const stateAt = kernel.allocate(stateBytes);
  const network = new WasmNetwork(weights, inputAt, stateAt);
  const outputs = new Float32Array(steps * outputSize);
  for (let step = 0; step < steps; step++) {
    kernel.floats(inputAt, inputSize).set(inputs.subarray(step * inputSize, (step + 1) * inputSize));
    network.step();
    outputs.set(kernel.floats(stateAt + weights.scoresOffset, outputSize), step * outputSize);
  }
  kernel.free(inputAt, vectorBytes(inputSize));
  kernel.free(stateAt, stateBytes);
  return outputs;
}

function checkGolden(weights: WasmWeights, model: Model): void {
  const inputs = model.tensors.get('golden.inputs');
  const expected = model.tensors.get('golden.outputs');
  if (!inputs && !expected) return;
  if (!inputs || !expected) {
    throw new SluiceError(
      'MODEL_MISMATCH',
      `Cannot use the model '${model.name}': of its golden vector only the ${inputs ? 'inputs are' : 'outputs are'} there`,
    );
  }
  checkGoldenShape(inputs, expected, weights);
  const outputs = runNetwork(weights, inputs.values);
  let worst = 0;
  for (let i = 0; i < outputs.length; i++) {
    const difference = Math.abs((outputs[i] as number) - (expected.values[i] as number));
    worst = Math.max(worst, difference); // NaN is worst of all, and stays
  }
  if (!(worst <= GOLDEN_TOLERANCE)) {
    throw new SluiceError(
      'MODEL_MISMATCH',
      `Cannot use the model '${model.name}': its golden vector must come out within ${GOLDEN_TOLERANCE}: received a difference of ${worst.toPrecision(3)} (gate order, reset convention or weights are not what they were)`,
    );
  }
}

function checkGoldenShape(inputs: Tensor, outputs: Tensor, weights: WasmWeights): void {
  const steps = inputs.values.length / weights.inputSize;
  if (Number.isInteger(steps) && outputs.values.length === steps * weights.outputSize) return;
  throw new SluiceError(
    'MODEL_MISMATCH',
    `Cannot use the model: a golden vector of shapes [${inputs.shape}] and [${outputs.shape}] does not fit it`,
  );
}
