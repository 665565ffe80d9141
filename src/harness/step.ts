// How long one GRU step takes, ours beside onnxruntime-web's: in turns, in one run, so that whatever else the machine does meets both.
import { Kernel } from '../engine/kernel.js';
import { macsPerStep } from '../engine/network/flow.js';
import { Random } from '../random.js';
import { gruLayer, randomTensors } from './random-model.js';
import type { Runtime, StepLine, StepRatioLine } from './results.js';
import { kernelStepper, onnxStepper, type Stepper } from './steppers.js';

export interface StepBenchOptions {
  /** The kernel. */
  readonly module: WebAssembly.Module;
  readonly runtime: Runtime;
  readonly inputSize: number;
  readonly hiddenSize: number;
  /** How long to measure, ms. */
  readonly budgetMs: number;
  /** Where onnxruntime-web's WebAssembly is served, in a browser. */
  readonly onnxAssets?: string | undefined;
}

/** Inputs and hidden sizes that are measured. */
export const STEP_SIZES = [
  [10, 20],
  [64, 128],
  [128, 256],
] as const;

/** A sample lasts at least so many ticks of the clock. */
const TICKS = 20;
const VECTORS = 64;
const SEED = 1;

/** The ratio first, then ours, then the rival's. */
export async function benchStep(options: StepBenchOptions): Promise<[StepRatioLine, StepLine, StepLine]> {
  const { inputSize, hiddenSize, runtime, budgetMs } = options;
  const layer = gruLayer(inputSize, hiddenSize);
  const tensors = randomTensors([layer], SEED);
  const random = new Random(SEED, 2);
  const inputs = Array.from({ length: VECTORS }, () =>
    Float32Array.from({ length: inputSize }, () => random.between(-1, 1)),
  );
  const ours = await warmedUp(kernelStepper(Kernel.create(options.module), layer, tensors, inputs), budgetMs / 10);
  const theirs = await warmedUp(await onnxStepper(layer, tensors, inputs, options.onnxAssets), budgetMs / 10);
  const untilMs = performance.now() + budgetMs;
  while (performance.now() < untilMs) {
    await takeSample(ours);
    await takeSample(theirs);
  }
  await theirs.stepper.close();
  const common = {
    kind: 'step',
    cell: 'gru',
    input: inputSize,
    hidden: hiddenSize,
    layers: 1,
    batch: 1,
    runtime,
  } as const;
  const macs = macsPerStep([layer]);
  const [a, b] = [ours, theirs].map(
    (contender): StepLine => ({ ...common, engine: contender.stepper.engine, ...summaryOf(contender, macs) }),
  ) as [StepLine, StepLine];
  const ratio: StepRatioLine = {
    kind: 'step-ratio',
    input: inputSize,
    hidden: hiddenSize,
    runtime,
    rival: 'onnxruntime-web',
    p50Ratio: b.p50Us / a.p50Us,
    p99Ratio: b.p99Us / a.p99Us,
  };
  return [ratio, a, b];
}

interface Contender {
  readonly stepper: Stepper;
  readonly stepsPerSample: number;
  /** Microseconds a step. */
  readonly samples: number[];
}

/** Runs until the compilers have done what they do, then finds how many steps the clock can tell. */
async function warmedUp(stepper: Stepper, warmUpMs: number): Promise<Contender> {
  let steps = 0;
  const startMs = performance.now();
  let elapsedMs = 0;
  while (elapsedMs < warmUpMs) {
    await stepper.run(10);
    steps += 10;
    elapsedMs = performance.now() - startMs;
  }
  if (!Number.isFinite(stepper.sink)) throw new Error(`Cannot measure ${stepper.engine}: its state is ${stepper.sink}`);
  const stepMs = elapsedMs / steps;
  return { stepper, stepsPerSample: Math.max(1, Math.ceil((TICKS * clockTickMs()) / stepMs)), samples: [] };
}

async function takeSample({ stepper, stepsPerSample, samples }: Contender): Promise<void> {
  const startMs = performance.now();
  const running = stepper.run(stepsPerSample);
  if (running !== undefined) await running;
  samples.push(((performance.now() - startMs) * 1000) / stepsPerSample);
}

function summaryOf({ samples, stepsPerSample }: Contender, macs: number) {
  const sorted = Float64Array.from(samples).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
  const p50Us = at(0.5);
  return {
    p50Us,
    p99Us: at(0.99),
    worstUs: at(1),
    macsPerSecond: Math.round((macs / p50Us) * 1e6),
    stepsPerSample,
    samples: sorted.length,
  };
}

/** The least time that the clock can tell, ms: browsers make it coarse. */
function clockTickMs(): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 50; i++) {
    const startMs = performance.now();
    let nowMs = startMs;
    while (nowMs === startMs) nowMs = performance.now();
    least = Math.min(least, nowMs - startMs);
  }
  return least;
}
