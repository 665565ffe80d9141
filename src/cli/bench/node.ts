// The benchmarks in Node.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { measureFrontEnd } from '../../harness/front-end.js';
import { measureStatsCost } from '../../harness/latency/cost.js';
import { latencyLine } from '../../harness/latency/lines.js';
import { runScenario } from '../../harness/latency/run-scenario.js';
import type { Scenario, Subscriber } from '../../harness/latency/scenarios.js';
import { measurePeak } from '../../harness/peak.js';
import { measurePipeline } from '../../harness/pipeline.js';
import { randomModel } from '../../harness/random-model.js';
import type {
  BenchLine,
  CellSize,
  LatencyLine,
  PipelineLine,
  StatsCostLine,
  TrainingLine,
} from '../../harness/results.js';
import { generatedSound } from '../../harness/sound.js';
import { benchNetwork, benchStep, STEP_SIZES } from '../../harness/step.js';
import { benchTraining } from '../../harness/training.js';
import { wavBytes } from '../../harness/wav-bytes.js';
import { nodeHarness } from '../../node/harness-platform.js';
import { audioFile, openStream } from '../../node/index.js';
import { readKernel, readTrainingKernel } from '../../node/kernel-file.js';
import { benchWholeTraining } from './training.js';

/** Log-mel bands and hidden size of the GRU of the training, pipeline and microphone benchmarks. */
export const BANDS = 40;
export const HIDDEN = 96;
/** The rate that microphones have, so that resampling is measured too, Hz. */
export const SAMPLE_RATE = 48_000;

/** How long each is measured. */
export const DURATIONS = {
  stepMs: { quick: 100, full: 3000 },
  trainingSeconds: { quick: 1, full: 10 },
  pipelineSeconds: { quick: 20, full: 180 },
  latencyMs: { quick: 1500, full: 20_000 },
  statsMs: { quick: 300, full: 3000 },
} as const;

/** One measurement of the latency benchmark. */
export interface LatencyAsked {
  readonly scenario: Scenario;
  readonly subscriber: Subscriber;
  /** The bytes of a model file; null: the scenario's own model. */
  readonly model: Uint8Array | null;
  readonly durationMs: number;
  readonly maxLatencyMs: number;
  readonly deadlineMs: number;
}

/** How long for this run. */
export function durationOf(what: keyof typeof DURATIONS, quick: boolean): number {
  return DURATIONS[what][quick ? 'quick' : 'full'];
}

/** Whether onnxruntime-web, which steps are compared with, is installed. */
export async function hasOnnxRuntime(): Promise<boolean> {
  try {
    await import('onnxruntime-web');
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return false;
    throw error;
  }
}

/** `compared`: beside onnxruntime-web. */
export async function* benchSteps(quick: boolean, compared: boolean): AsyncGenerator<BenchLine> {
  const budgetMs = durationOf('stepMs', quick);
  const options = { module: await readKernel(), runtime: 'node', budgetMs, compared } as const;
  const peaks = (['wasm-f32', 'wasm-int8'] as const).map((engine) =>
    measurePeak(options.module, engine, 'node', options.budgetMs),
  );
  yield* peaks;
  for (const size of sizesOf(quick)) yield* await benchStep(size, options, peaks);
}

/** With `quick`, single steps and one batch. */
export function sizesOf(quick: boolean): readonly CellSize[] {
  return quick ? STEP_SIZES.filter(({ batch, cell }) => batch === 1 || (batch === 64 && cell === 'gru')) : STEP_SIZES;
}

/** Public networks that are measured where the package that has them is installed. */
export async function* benchNetworks(quick: boolean): AsyncGenerator<BenchLine> {
  const onnx = await sileroVad();
  if (onnx === null) return;
  const budgetMs = durationOf('stepMs', quick);
  const common = { module: await readKernel(), runtime: 'node', budgetMs, compared: true } as const;
  yield await benchNetwork({ ...common, name: 'Silero VAD v5', onnx, inputSize: 64 + 512, fixed: { sr: 16_000 } });
}

/** Out of a development dependency; null where it is not installed. */
async function sileroVad(): Promise<Uint8Array | null> {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('@ricky0123/vad-web/package.json'));
    return new Uint8Array(await readFile(join(folder, 'dist/silero_vad_v5.onnx')));
  } catch {
    return null;
  }
}

export async function benchTrainingFrames(quick: boolean): Promise<TrainingLine> {
  const seconds = durationOf('trainingSeconds', quick);
  const framesPerSecond = benchTraining(await readTrainingKernel(), { inputSize: BANDS, hiddenSize: HIDDEN, seconds });
  return {
    kind: 'training',
    cell: 'gru',
    input: BANDS,
    hidden: HIDDEN,
    threads: 1,
    runtime: 'node',
    framesPerSecond: Math.round(framesPerSecond),
  };
}

export async function benchWholeTrainingFrames(quick: boolean): Promise<BenchLine[]> {
  const size = { bands: BANDS, hidden: HIDDEN };
  return benchWholeTraining(await readTrainingKernel(), size, durationOf('trainingSeconds', quick));
}

export async function benchFrontEnd(quick: boolean): Promise<BenchLine> {
  return measureFrontEnd(await readKernel(), 'node', durationOf('stepMs', quick));
}

export async function benchPipeline(quick: boolean): Promise<PipelineLine> {
  const seconds = durationOf('pipelineSeconds', quick);
  const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-'));
  try {
    const path = join(folder, 'sound.wav');
    await writeFile(path, wavBytes(generatedSound(seconds * SAMPLE_RATE, SAMPLE_RATE), SAMPLE_RATE));
    const elapsedMs = await measurePipeline({
      openStream,
      model: randomModel(BANDS, HIDDEN),
      source: () => audioFile(path),
    });
    const audioMs = seconds * 1000;
    return {
      kind: 'pipeline',
      cell: 'gru',
      input: BANDS,
      hidden: HIDDEN,
      runtime: 'node',
      sampleRate: SAMPLE_RATE,
      audioMs,
      elapsedMs,
      realTimeFactor: elapsedMs / audioMs,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What stamps and histograms cost here. */
export async function benchStatsCost(quick: boolean): Promise<StatsCostLine> {
  return measureStatsCost(await readKernel(), 'node', durationOf('statsMs', quick));
}

/** One scenario with one subscriber. */
export async function benchScenario(asked: LatencyAsked): Promise<LatencyLine> {
  const { scenario, subscriber } = asked;
  const model = asked.model === null ? null : await nodeHarness.readModel(asked.model);
  const report = await runScenario(nodeHarness, { ...asked, model, cores: cpus().length });
  return latencyLine({ scenario: scenario.name, runtime: 'node', subscriber }, report);
}
