// How long one step takes, ours beside onnxruntime-web's: in turns, in one run.
import { Kernel } from '../engine/kernel.js';
import { Random } from '../random.js';
import { type Contest, cellContest, fileContest } from './contest.js';
import { gruLayer } from './random-model.js';
import type { NetworkLine, Runtime, StepLine, StepRatioLine } from './results.js';
import { kernelStepper, onnxStepper } from './steppers.js';
import { inTurns, type Timing } from './turns.js';

export interface StepBenchOptions {
  /** The kernel. */
  readonly module: WebAssembly.Module;
  readonly runtime: Runtime;
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

const VECTORS = 64;
const SEED = 1;

/** A GRU of these sizes. The ratio first, then ours, then the rival's. */
export async function benchStep(
  options: StepBenchOptions & { readonly inputSize: number; readonly hiddenSize: number },
): Promise<[StepRatioLine, StepLine, StepLine]> {
  const { inputSize, hiddenSize, runtime } = options;
  const contest = cellContest(gruLayer(inputSize, hiddenSize), SEED);
  const [ours, theirs] = await measure(contest, options);
  const common = { kind: 'step', cell: 'gru', input: inputSize, hidden: hiddenSize, layers: 1, batch: 1 } as const;
  const line = (engine: StepLine['engine'], timing: Timing): StepLine => ({
    ...common,
    runtime,
    engine,
    ...timing,
    macsPerSecond: Math.round((contest.macs / timing.p50Us) * 1e6),
  });
  const ratio: StepRatioLine = {
    kind: 'step-ratio',
    input: inputSize,
    hidden: hiddenSize,
    runtime,
    rival: 'onnxruntime-web',
    p50Ratio: theirs.p50Us / ours.p50Us,
    p99Ratio: theirs.p99Us / ours.p99Us,
  };
  return [ratio, line('wasm-f32', ours), line('onnxruntime-web', theirs)];
}

/** A whole network out of an ONNX file: `inputSize` numbers a step, `fixed` inputs that never change. */
export async function benchNetwork(
  options: StepBenchOptions & {
    readonly name: string;
    readonly onnx: Uint8Array;
    readonly inputSize: number;
    readonly fixed: Readonly<Record<string, number>>;
  },
): Promise<NetworkLine> {
  const { name, onnx, runtime, inputSize, fixed } = options;
  const contest = fileContest(onnx, { inputSize, fixed });
  const [ours, theirs] = await measure(contest, options);
  return {
    kind: 'network',
    name,
    macs: contest.macs,
    runtime,
    rival: 'onnxruntime-web',
    p50Ratio: theirs.p50Us / ours.p50Us,
    p99Ratio: theirs.p99Us / ours.p99Us,
    ours,
    theirs,
  };
}

async function measure(contest: Contest, options: StepBenchOptions): Promise<[Timing, Timing]> {
  const random = new Random(SEED, 2);
  const inputs = Array.from({ length: VECTORS }, () =>
    Float32Array.from({ length: contest.inputSize }, () => random.between(-1, 1)),
  );
  const ours = kernelStepper(Kernel.create(options.module), contest, inputs);
  const theirs = await onnxStepper(contest, inputs, options.onnxAssets);
  try {
    return (await inTurns([ours, theirs], options.budgetMs)) as [Timing, Timing];
  } finally {
    await theirs.close();
  }
}
