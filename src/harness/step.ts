// How long one step takes, ours beside other engines': in turns, in one run.
import type { RecurrentLayer } from '../model/layers.js';
import { Kernel } from '../pipeline/kernel-access/kernel.js';
import { Random } from '../random.js';
import { type Contest, cellContest, fileContest } from './contest.js';
import type { CellSize, NetworkLine, PeakLine, Runtime, StepLine, StepRatioLine } from './results.js';
import { kernelStepper, nativeStepper, onnxStepper, type StepEngine, type Stepper } from './steppers.js';
import { inTurns, type Timing } from './turns.js';

export interface StepBenchOptions {
  /** The kernel. */
  readonly module: WebAssembly.Module;
  readonly runtime: Runtime;
  /** How long to measure, ms. */
  readonly budgetMs: number;
  /** Beside onnxruntime-web, which must be installed. */
  readonly compared: boolean;
  /** Where onnxruntime-web's WebAssembly is served, in a browser. */
  readonly onnxAssets?: string | undefined;
}

const CELLS: readonly Omit<CellSize, 'batch'>[] = [
  { cell: 'gru', input: 10, hidden: 20, layers: 1 },
  { cell: 'gru', input: 40, hidden: 64, layers: 2 },
  { cell: 'gru', input: 64, hidden: 128, layers: 1 },
  { cell: 'gru', input: 128, hidden: 256, layers: 2 },
  { cell: 'gru', input: 64, hidden: 512, layers: 1 },
  { cell: 'lstm', input: 64, hidden: 128, layers: 1 },
  { cell: 'rnn', input: 64, hidden: 128, layers: 1 },
];

/** What is measured: every cell alone, and in batches. */
export const STEP_SIZES: readonly CellSize[] = [1, 8, 64].flatMap((batch) => CELLS.map((cell) => ({ ...cell, batch })));

const VECTORS = 64;
const SEED = 1;

/** The ratios first, then ours, then the rivals'. `peaks`: what shares of a peak are of. */
export async function benchStep(
  size: CellSize,
  options: StepBenchOptions,
  peaks: readonly PeakLine[] = [],
): Promise<(StepRatioLine | StepLine)[]> {
  const { runtime } = options;
  const contest = cellContest(layerOf(size), size.batch, SEED);
  const measured = await measure(contest, options, ['wasm-f32', 'wasm-int8']);
  const lines = measured.map(({ engine, timing }): StepLine => {
    const macsPerSecond = Math.round((contest.macs / timing.p50Us) * 1e6);
    const peak = peaks.find((line) => line.engine === engine && line.runtime === runtime);
    const share = peak ? { peakShare: macsPerSecond / peak.macsPerSecond } : {};
    return { kind: 'step', ...size, engine, runtime, ...timing, macsPerSecond, ...share };
  });
  const ratios = lines.filter(isOurs).flatMap((ours) =>
    lines
      .filter((line) => !isOurs(line))
      .map(
        (theirs): StepRatioLine => ({
          kind: 'step-ratio',
          ...size,
          runtime,
          engine: ours.engine,
          rival: theirs.engine,
          p50Ratio: theirs.p50Us / ours.p50Us,
          p99Ratio: theirs.p99Us / ours.p99Us,
        }),
      ),
  );
  return [...ratios, ...lines];
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
  const measured = await measure(contest, options, ['wasm-f32']);
  const of = (engine: StepEngine) => (measured.find((one) => one.engine === engine) as Measured).timing;
  const [ours, theirs] = [of('wasm-f32'), of('onnxruntime-web')];
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

interface Measured {
  readonly engine: StepEngine;
  readonly timing: Timing;
}

/** Our engines in this order, then onnxruntime-web if asked for, then onnxruntime-node if it is installed. */
async function measure(
  contest: Contest,
  { module, runtime, budgetMs, compared, onnxAssets }: StepBenchOptions,
  engines: readonly ('wasm-f32' | 'wasm-int8')[],
): Promise<Measured[]> {
  const random = new Random(SEED, 2);
  const inputs = Array.from({ length: VECTORS }, () =>
    Float32Array.from({ length: contest.inputSize }, () => random.between(-1, 1)),
  );
  const steppers: Stepper[] = engines.map((engine) => kernelStepper(Kernel.create(module), contest, inputs, engine));
  try {
    if (compared) steppers.push(await onnxStepper(contest, inputs, onnxAssets));
    const native = runtime === 'node' ? await nativeStepper(contest, inputs) : null;
    if (native) steppers.push(native);
    const timings = await inTurns(steppers, budgetMs);
    return steppers.map(({ engine }, i) => ({ engine, timing: timings[i] as Timing }));
  } finally {
    for (const stepper of steppers) await stepper.close();
  }
}

function isOurs({ engine }: StepLine): boolean {
  return engine === 'wasm-f32' || engine === 'wasm-int8';
}

function layerOf({ cell, input, hidden, layers }: CellSize): RecurrentLayer {
  return { kind: cell, name: 'cell', inputSize: input, hiddenSize: hidden, layers };
}
