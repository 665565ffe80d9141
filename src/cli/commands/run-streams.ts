// Inputs as streams: one after the other, each a stream of its own, all through one engine.
import { createHash } from 'node:crypto';
import type { FormatReport } from '../../format-report.js';
import type { KeywordSettings } from '../../model/detector-settings.js';
import type { Model } from '../../model/model.js';
import {
  createEngine,
  type Engine,
  type OnGap,
  openStream,
  openVerifiedStream,
  predictionBytes,
  type Stream,
  type VoiceActivity,
} from '../../node/index.js';
import { Histogram } from '../../observable/histogram.js';
import type { RunOutlets } from '../alarms/run-outlets.js';
import { CountedSource } from '../counted-source.js';
import { tell } from '../failure.js';
import type { Input } from '../inputs.js';
import { recordTo } from '../record-file.js';
import { printFormatReport } from '../report/format-report.js';
import { printJson, rounded, warn } from '../report/output.js';
import { type RunReporter, type RunSummary, runReporter } from '../report/run-report.js';
import { type SoundArguments, sourceOf } from '../sound-arguments.js';

export interface StreamRunOptions {
  readonly json: boolean;
  /** Whether to print every hop's scores. */
  readonly predictions: boolean;
  /** How inputs are read that bring no source of their own. */
  readonly sound?: SoundArguments;
  readonly detector: Partial<KeywordSettings>;
  readonly gate?: VoiceActivity;
  /** A second model that must agree to a detection. */
  readonly verifier?: Model;
  readonly onGap?: OnGap;
  /** A file to record the one input to. */
  readonly record?: string;
  /** State to go on from. */
  readonly snapshot?: Uint8Array;
  /** Where detections go beside being printed. */
  readonly outlets?: RunOutlets;
  readonly signal: AbortSignal;
}

/** Runs the inputs in order. One that cannot be read is reported, the others run, and the exit code is 1. */
export async function runStreams(inputs: readonly Input[], model: Model, options: StreamRunOptions): Promise<void> {
  await using engine = await createEngine();
  const reporter = runReporter(model, options);
  const run = new Run(engine, model, reporter, options);
  for (const input of inputs) {
    if (options.signal.aborted) break;
    try {
      await run.stream(input);
    } catch (error) {
      if (options.signal.aborted) break;
      if (inputs.length === 1) throw error;
      tell(error, input.name);
    }
  }
  reporter.summary(run.summary());
}

class Run {
  readonly #engine: Engine;
  readonly #model: Model;
  readonly #reporter: RunReporter;
  readonly #options: StreamRunOptions;
  readonly #hash = createHash('sha256');
  readonly #startedMs = performance.now();
  readonly #latency = new Histogram();
  #inputs = 0;
  #frames = 0;
  #gated = 0;
  #detections = 0;
  #dropped = 0;
  #replaced = 0;
  #audioMs = 0;

  constructor(engine: Engine, model: Model, reporter: RunReporter, options: StreamRunOptions) {
    this.#engine = engine;
    this.#model = model;
    this.#reporter = reporter;
    this.#options = options;
  }

  /** Runs one input to its end. */
  async stream(input: Input): Promise<void> {
    const { detector, signal, sound, gate, verifier, onGap, snapshot, json } = this.#options;
    const source = new CountedSource(input.source ?? sourceOf(input, sound as SoundArguments));
    const more = { ...(gate && { gate }), ...(onGap && { onGap }), ...(snapshot && { snapshot }) };
    const options = { source, model: this.#model, engine: this.#engine, detector, signal, ...more };
    await using stream = await (verifier ? openVerifiedStream({ ...options, verifier }) : openStream(options));
    if (source.report !== undefined) printFormatReport(input.name, source.report, json);
    this.#reporter.input(input.name);
    const { record } = this.#options;
    await using _ = record === undefined ? null : await recordTo(record, stream);
    const before = this.#frames;
    try {
      await this.#listen(input.name, stream, source.report);
    } finally {
      this.#audioMs += source.audioMs;
    }
    if (this.#frames === before && !signal.aborted) {
      throw new Error(`Cannot run ${input.name}: ${rounded(source.audioMs)} ms of sound are too short for an answer`);
    }
    this.#inputs++;
  }

  summary(): RunSummary {
    return {
      inputs: this.#inputs,
      frames: this.#frames,
      gated: this.#gated,
      detections: this.#detections,
      dropped: this.#dropped,
      replaced: this.#replaced,
      audioMs: this.#audioMs,
      elapsedMs: performance.now() - this.#startedMs,
      digest: this.#hash.digest('hex'),
      latency: {
        p50Ms: this.#latency.quantile(0.5),
        p99Ms: this.#latency.quantile(0.99),
        worstMs: this.#latency.worstMs,
      },
    };
  }

  /**
   * Resolves when the stream has ended, rejects when it failed. All subscriptions are made at once, so nothing is
   * missed.
   */
  #listen(name: string, stream: Stream, report: FormatReport | undefined): Promise<void> {
    // What the report says has been printed with it.
    const told = report?.warnings ?? [];
    stream.events$.subscribe((event) => {
      if (event.kind !== 'warning' || told.some((clause) => event.message.endsWith(`: ${clause}`))) return;
      warn(event.message);
      if (this.#options.json) printJson({ kind: 'warning', input: name, message: event.message });
    });
    let dropped = 0;
    let replaced = 0;
    stream.stats$.subscribe((stats) => {
      dropped = stats.dropped + stats.skipped;
      replaced = stats.replaced;
    });
    const predicted = new Promise<void>((resolve, reject) => {
      stream.predictions$.subscribe({
        next: (prediction) => {
          this.#frames++;
          if (prediction.gated) this.#gated++;
          this.#latency.record(prediction.latencyMs);
          this.#hash.update(predictionBytes(prediction));
          this.#reporter.prediction(name, prediction);
        },
        error: reject,
        complete: resolve,
      });
    });
    const detected = new Promise<void>((resolve, reject) => {
      stream.detections$.subscribe({
        next: (detection) => {
          this.#detections++;
          this.#reporter.detection(name, detection);
          this.#options.outlets?.add(name, detection);
        },
        error: reject,
        complete: resolve,
      });
    });
    return Promise.all([predicted, detected])
      .then(() => stream.close())
      .finally(() => {
        this.#dropped += dropped;
        this.#replaced += replaced;
        if (replaced > 0) warn(`${name}: ${replaced} samples that were not numbers were replaced by 0`);
      });
  }
}
