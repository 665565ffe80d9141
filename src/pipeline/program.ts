// A model put to work on one thread: its tables and weights in kernel memory, shared by all streams that run it, and its golden vector checked.
import { SluiceError } from '../errors.js';
import { modelChecksum } from '../model/checksum.js';
import type { Tensor } from '../model/layers.js';
import { hopMs, type Model } from '../model/model.js';
import { createExtractor, type FeatureExtractor } from './features/extractor.js';
import { ResamplerDesign } from './frames/resampler.js';
import { type Kernel, vectorBytes } from './kernel-access/kernel.js';
import type { NetworkShape } from './network/network.js';
import { OrtNetwork, OrtWeights } from './network/ort-network.js';
import { WasmNetwork, WasmWeights } from './network/wasm.js';
import type { RestPolicy } from './pre-roll.js';

/** How far an output of the golden vector may be off: weights may come from elsewhere, with other sum orders. */
const GOLDEN_TOLERANCE = 1e-4;
/** Grows whenever the numbers or bytes of a state come to mean something else. */
const STATE_VERSION = 3;

export class Program {
  readonly kernel: Kernel;
  readonly model: Model;
  readonly hopMs: number;
  readonly features: FeatureExtractor;
  readonly weights: WasmWeights | OrtWeights;
  readonly #resamplers = new Map<number, ResamplerDesign>();
  #checksum: number | null = null;

  /**
   * A model on whichever engine runs it. Rejects with SluiceError MODEL_MISMATCH when the golden vector does not come out, and as OrtSession.open where
   * the model needs onnxruntime-web. `runtime`: where that lies, for pages without a bundler.
   */
  static async open(kernel: Kernel, model: Model, runtime?: string): Promise<Program> {
    if (!model.onnx) return new Program(kernel, model);
    const weights = await OrtWeights.open(kernel, model.onnx, model.labels.length, runtime);
    await checkGoldenLater(weights, model);
    return new Program(kernel, model, weights);
  }

  /** A model of our own layers, at once. Throws SluiceError MODEL_MISMATCH when the golden vector does not come out. */
  constructor(kernel: Kernel, model: Model, weights?: OrtWeights) {
    if (model.onnx && !weights) throw new TypeError('Cannot use the model at once: it runs on onnxruntime-web');
    this.kernel = kernel;
    this.model = model;
    this.hopMs = hopMs(model);
    this.features = createExtractor(kernel, model.frontEnd);
    this.weights = weights ?? new WasmWeights(kernel, model.layers, model.tensors);
    if (this.weights instanceof WasmWeights) checkGolden(this.weights, model);
  }

  /** Whether a step takes its time, and other work may go on meanwhile. */
  get waits(): boolean {
    return this.weights instanceof OrtWeights;
  }

  /** Of all weights: a state means something only to the network that it is of. Computed when first asked for. */
  get checksum(): number {
    this.#checksum ??= modelChecksum(this.model);
    return this.#checksum;
  }

  /** Whose a state is: one means something only to the same network, front end, labels, rate and way of resting. */
  identity(inputRate: number, rest: RestPolicy): string {
    const { name, frontEnd, layers, labels } = this.model;
    return JSON.stringify([STATE_VERSION, inputRate, rest, name, frontEnd, layers, labels, this.checksum]);
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

/** A stream's network on whichever engine has its weights. */
export function networkFor(
  weights: WasmWeights | OrtWeights,
  inputAt: number,
  stateAt: number,
): WasmNetwork | OrtNetwork {
  if (weights instanceof OrtWeights) return new OrtNetwork(weights, inputAt, stateAt);
  return new WasmNetwork(weights, inputAt, stateAt);
}

/** Runs a network from rest over inputs (steps, inputSize) and returns the outputs (steps, outputSize). */
export function runNetwork(weights: WasmWeights, inputs: Float32Array): Float32Array {
  const trial = new Trial(weights.kernel, weights, inputs);
  const network = new WasmNetwork(weights, trial.inputAt, trial.stateAt);
  while (trial.next()) {
    network.step();
    trial.take();
  }
  return trial.end();
}

/** The same on onnxruntime-web. */
export async function runNetworkLater(weights: OrtWeights, inputs: Float32Array): Promise<Float32Array> {
  const trial = new Trial(weights.kernel, weights, inputs);
  const network = new OrtNetwork(weights, trial.inputAt, trial.stateAt);
  while (trial.next()) {
    await network.step();
    trial.take();
  }
  return trial.end();
}

/** A network's memory for a run, and what goes in and comes out step by step. */
class Trial {
  readonly inputAt: number;
  readonly stateAt: number;
  readonly #kernel: Kernel;
  readonly #shape: NetworkShape;
  readonly #inputs: Float32Array;
  readonly #outputs: Float32Array;
  #step = -1;

  constructor(kernel: Kernel, shape: NetworkShape, inputs: Float32Array) {
    this.#kernel = kernel;
    this.#shape = shape;
    this.#inputs = inputs;
    this.#outputs = new Float32Array((inputs.length / shape.inputSize) * shape.outputSize);
    this.inputAt = kernel.allocate(vectorBytes(shape.inputSize));
    this.stateAt = kernel.allocate(shape.stateBytes);
  }

  /** Puts the next input in its place; false at the end. */
  next(): boolean {
    const { inputSize } = this.#shape;
    const from = ++this.#step * inputSize;
    if (from >= this.#inputs.length) return false;
    this.#kernel.floats(this.inputAt, inputSize).set(this.#inputs.subarray(from, from + inputSize));
    return true;
  }

  take(): void {
    const { scoresOffset, outputSize } = this.#shape;
    this.#outputs.set(this.#kernel.floats(this.stateAt + scoresOffset, outputSize), this.#step * outputSize);
  }

  end(): Float32Array {
    this.#kernel.free(this.inputAt, vectorBytes(this.#shape.inputSize));
    this.#kernel.free(this.stateAt, this.#shape.stateBytes);
    return this.#outputs;
  }
}

function checkGolden(weights: WasmWeights, model: Model): void {
  const golden = goldenOf(weights, model);
  if (golden) compareGolden(runNetwork(weights, golden.inputs), golden.outputs, model);
}

async function checkGoldenLater(weights: OrtWeights, model: Model): Promise<void> {
  const golden = goldenOf(weights, model);
  if (golden) compareGolden(await runNetworkLater(weights, golden.inputs), golden.outputs, model);
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
  checkGoldenShape(inputs, expected, shape);
  return { inputs: inputs.values, outputs: expected.values };
}

function compareGolden(outputs: Float32Array, expected: Float32Array, model: Model): void {
  let worst = 0;
  for (let i = 0; i < outputs.length; i++) {
    const difference = Math.abs((outputs[i] as number) - (expected[i] as number));
    worst = Math.max(worst, difference); // NaN is worst of all, and stays
  }
  if (!(worst <= GOLDEN_TOLERANCE)) {
    throw new SluiceError(
      'MODEL_MISMATCH',
      `Cannot use the model '${model.name}': its golden vector must come out within ${GOLDEN_TOLERANCE}: received a difference of ${worst.toPrecision(3)} (gate order, reset convention or weights are not what they were)`,
    );
  }
}

function checkGoldenShape(inputs: Tensor, outputs: Tensor, weights: NetworkShape): void {
  const steps = inputs.values.length / weights.inputSize;
  if (Number.isInteger(steps) && outputs.values.length === steps * weights.outputSize) return;
  throw new SluiceError(
    'MODEL_MISMATCH',
    `Cannot use the model: a golden vector of shapes [${inputs.shape}] and [${outputs.shape}] does not fit it`,
  );
}
