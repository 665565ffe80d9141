// The options of a stream and of an engine, with units and defaults. They are checked once: after `checkStreamOptions`
// they are complete and valid.
import { checkCount, checkOneOf, checkPositive, isObject, shown, wrongKind } from './checks.js';
import { type Engine, EngineHandle } from './engine/main/engine.js';
import type { Transport } from './engine/messages.js';
import { checkWorkerOptions, type EngineStart, type WorkerOptions } from './loading/engine-start.js';
import type { KernelSource } from './loading/kernel-bytes.js';
import type { KeywordSettings } from './model/detector-settings.js';
import { ON_GAPS, type OnGap } from './model/on-gap.js';
import { isModelSource, type ModelSource } from './model-source.js';
import type { Source } from './source/source.js';
import { VoiceActivity } from './voice-activity.js';

/** `auto`: shared memory where there is any, messages elsewhere. */
export type TransportChoice = 'auto' | Transport;

/** What `openStream` takes. */
export interface StreamOptions extends WorkerOptions {
  /** Where the samples come from. A source feeds one stream. */
  readonly source: Source;
  /**
   * Bytes, a URL, a path, or a model that was read already. Streams of one engine share the weights if they are given
   * the same object.
   */
  readonly model: ModelSource;
  /**
   * How long samples may wait from when they come, ms, above 0 and at most 10000. Over it the engine skips to the
   * newest samples of a live source and holds one that is not live. A prediction whose last sample came longer ago than
   * this and a hop is missed and not delivered. Samples that come together, in one message or block, count from the
   * same moment, however long the message is.
   * @default 250
   */
  readonly maxLatencyMs?: number;
  /**
   * What happens to the network's state when samples are missing. `hold`: it stays as it is. `zeros`: it is stepped
   * through silence in their place, and reset after gaps of more than a second. `reset`: it is reset. `settled` is
   * false for a second after each gap.
   * @default the model's, and 'hold' where it says nothing
   */
  readonly onGap?: OnGap;
  /**
   * What is done about a state that is not finite, or saturated for seconds. `reset`: it is reset within the same hop.
   * `report`: nothing. Both publish an event on `events$` and count in `stats$`.
   * @default 'reset'
   */
  readonly onUnhealthy?: 'reset' | 'report';
  /** Changes to the model's own detector settings; thresholds by label are merged with the model's. */
  readonly detector?: Partial<KeywordSettings>;
  /** A gate; while it is closed the network is not stepped: see `voiceActivity`. @default none */
  readonly gate?: VoiceActivity;
  /** Closes the stream when it aborts. If it aborts before the stream is open, `openStream` rejects with its reason. */
  readonly signal?: AbortSignal;
  /** @default 'auto' */
  readonly transport?: TransportChoice;
  /**
   * The engine to run in, made by `createEngine`; it outlives the stream.
   * @default one shared by all streams that name none, ended with the last of them
   */
  readonly engine?: Engine;
  /**
   * The kernel's WebAssembly, where it does not lie beside this package's code: bytes, its address, or a folder's
   * address, which ends in a slash. `kernel`, `workerUrl` and `createWorker` exclude `engine`.
   */
  readonly kernel?: KernelSource;
  /** The stream goes on from this snapshot of another stream with the same model and rate: see `samplesInSnapshot`. */
  readonly snapshot?: Uint8Array;
  /**
   * Time between two values of `stats$`, ms, above 0. Infinity: no statistics are kept, which suits an owner of
   * thousands of streams.
   * @default 250
   */
  readonly statsEveryMs?: number;
  /**
   * Predictions delivered later than this after their last sample was captured count as deadline misses, ms, above 0.
   * @default maxLatencyMs
   */
  readonly deadlineMs?: number;
  /**
   * One hop in this many is timed stage by stage, from 1. Timing one costs the engine about a tenth of a small step.
   * @default 16
   */
  readonly stampEvery?: number;
  /** Whether predictions carry the hidden state and the features, for pictures. @default false */
  readonly inspect?: boolean;
  /**
   * Seconds of sound to keep for `Stream.lastSeconds`, at most 10: what a person corrects the model with. They stay in
   * this thread's memory, and older ones are forgotten. 0: nothing is kept.
   * @default 0
   */
  readonly keepSeconds?: number;
  /**
   * Address of onnxruntime-web's module, for models that run on it, on pages without a bundler: a worker does not find
   * packages by name.
   * @default the package `onnxruntime-web`
   */
  readonly onnxruntime?: URL | string;
}

/** What `createEngine` takes. */
export interface EngineOptions extends WorkerOptions {
  /** @default 'auto' */
  readonly transport?: TransportChoice;
  /**
   * The kernel's WebAssembly, where it does not lie beside this package's code: bytes, its address, or a folder's
   * address, which ends in a slash.
   */
  readonly kernel?: KernelSource;
}

/** Complete and valid stream options. */
export interface CheckedStreamOptions {
  readonly source: Source;
  readonly model: ModelSource;
  readonly maxLatencyMs: number;
  readonly detector: Partial<KeywordSettings>;
  readonly gate: VoiceActivity | null;
  readonly onGap: OnGap | null;
  readonly onUnhealthy: 'reset' | 'report';
  readonly signal: AbortSignal | null;
  readonly transport: TransportChoice;
  readonly engine: EngineHandle | null;
  readonly kernel: KernelSource | undefined;
  readonly start: EngineStart;
  readonly snapshot: Uint8Array | null;
  readonly statsEveryMs: number;
  readonly deadlineMs: number;
  readonly stampEvery: number;
  readonly inspect: boolean;
  readonly keepSeconds: number;
  /** Address of onnxruntime-web. */
  readonly runtime: string | null;
}

/** Complete and valid engine options. */
export type CheckedEngineOptions = Pick<CheckedStreamOptions, 'transport' | 'kernel' | 'start'>;

const MOST_LATENCY_MS = 10_000;
const MOST_KEPT_SECONDS = 10;
const OF_ENGINE = { kernel: 'kernel', workerUrl: 'worker', createWorker: 'worker' };

/** Throws TypeError for the wrong kind, RangeError for out of range. */
export function checkStreamOptions(options: StreamOptions): CheckedStreamOptions {
  const doing = 'Cannot open the stream';
  if (!isObject(options)) throw new TypeError(`${doing}: options must be an object: received ${shown(options)}`);
  const { source, model, signal, engine, snapshot, gate } = options;
  const { maxLatencyMs = 250, statsEveryMs = 250, transport = 'auto', inspect = false, detector = {} } = options;
  const { onGap, onUnhealthy = 'reset', keepSeconds = 0 } = options;
  const { deadlineMs = maxLatencyMs, stampEvery = 16 } = options;
  if (!isSource(source)) throw wrongKind(doing, 'source', 'a Source (open and feed)', source);
  if (!isModelSource(model)) throw wrongKind(doing, 'model', 'bytes, a URL, a path or a model', model);
  if (signal !== undefined && !(signal instanceof AbortSignal))
    throw wrongKind(doing, 'signal', 'an AbortSignal', signal);
  if (engine !== undefined && !(engine instanceof EngineHandle)) {
    throw wrongKind(doing, 'engine', 'made by createEngine', engine);
  }
  if (snapshot !== undefined && !(snapshot instanceof Uint8Array))
    throw wrongKind(doing, 'snapshot', 'a Uint8Array', snapshot);
  if (gate !== undefined && !(gate instanceof VoiceActivity)) {
    throw wrongKind(doing, 'gate', 'made by voiceActivity', gate);
  }
  if (!isObject(detector)) throw wrongKind(doing, 'detector', 'an object', detector);
  if (typeof inspect !== 'boolean') throw wrongKind(doing, 'inspect', 'true or false', inspect);
  checkPositive(doing, 'maxLatencyMs', maxLatencyMs, MOST_LATENCY_MS);
  if (statsEveryMs !== Number.POSITIVE_INFINITY) checkPositive(doing, 'statsEveryMs', statsEveryMs, 2 ** 31 - 1);
  checkPositive(doing, 'deadlineMs', deadlineMs, 2 ** 31 - 1);
  checkCount(doing, 'stampEvery', stampEvery);
  if (keepSeconds !== 0) checkPositive(doing, 'keepSeconds', keepSeconds, MOST_KEPT_SECONDS);
  checkTransport(doing, transport);
  if (onGap !== undefined) checkOneOf(doing, 'onGap', onGap, ON_GAPS);
  checkOneOf(doing, 'onUnhealthy', onUnhealthy, ['reset', 'report']);
  for (const name of ['kernel', 'workerUrl', 'createWorker'] as const) {
    if (engine === undefined || options[name] === undefined) continue;
    throw new TypeError(`${doing}: '${name}' and 'engine' exclude each other: an engine has its ${OF_ENGINE[name]}`);
  }
  if (engine !== undefined && transport !== 'auto' && transport !== engine.transport) {
    throw new RangeError(`${doing}: 'transport' must be the engine's, '${engine.transport}': received '${transport}'`);
  }
  return {
    source,
    model,
    maxLatencyMs,
    detector,
    gate: gate ?? null,
    onGap: onGap ?? null,
    onUnhealthy,
    signal: signal ?? null,
    transport,
    engine: engine ?? null,
    kernel: checkKernel(doing, options.kernel),
    start: checkWorkerOptions(doing, options),
    snapshot: snapshot ?? null,
    statsEveryMs,
    deadlineMs,
    stampEvery,
    inspect,
    keepSeconds,
    runtime: options.onnxruntime === undefined ? null : String(options.onnxruntime),
  };
}

/** Throws TypeError for the wrong kind, RangeError for out of range. */
export function checkEngineOptions(options: EngineOptions): CheckedEngineOptions {
  const doing = 'Cannot create the engine';
  if (!isObject(options)) throw new TypeError(`${doing}: options must be an object: received ${shown(options)}`);
  const { transport = 'auto' }: EngineOptions = options;
  checkTransport(doing, transport);
  return { transport, kernel: checkKernel(doing, options.kernel), start: checkWorkerOptions(doing, options) };
}

/**
 * Detector settings with changes applied: numbers replace, thresholds by label are merged. Throws TypeError for a
 * setting that is not a number, RangeError for one out of range or a threshold for a label that the model does not
 * have.
 */
export function mergeDetector(
  base: KeywordSettings,
  changes: Partial<KeywordSettings>,
  labels: readonly string[],
): KeywordSettings {
  const doing = 'Cannot set the detector';
  if (!isObject(changes)) throw new TypeError(`${doing}: settings must be an object: received ${shown(changes)}`);
  const { smoothingMs, minDurationMs, refractoryMs } = { ...base, ...changes };
  for (const [name, value] of Object.entries({ smoothingMs, minDurationMs, refractoryMs })) {
    if (typeof value !== 'number') throw wrongKind(doing, name, 'a number', value);
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`${doing}: '${name}' must be 0 or above: received ${value}`);
    }
  }
  for (const name of ['enter', 'exit'] as const) checkThresholds(doing, name, changes[name] ?? {}, labels);
  return {
    ...base,
    ...changes,
    enter: { ...base.enter, ...changes.enter },
    exit: { ...base.exit, ...changes.exit },
  };
}

function checkThresholds(doing: string, name: string, thresholds: unknown, labels: readonly string[]): void {
  if (!isObject(thresholds)) throw wrongKind(doing, name, 'thresholds by label', thresholds);
  for (const [label, threshold] of Object.entries(thresholds)) {
    if (!labels.includes(label)) {
      throw new RangeError(`${doing}: '${name}' must name labels of the model: received '${label}'`);
    }
    if (typeof threshold !== 'number') throw wrongKind(doing, `${name}.${label}`, 'a number', threshold);
    if (Number.isNaN(threshold)) throw new RangeError(`${doing}: '${name}.${label}' must be a score: received NaN`);
  }
}

function checkKernel(doing: string, kernel: unknown): KernelSource | undefined {
  if (kernel === undefined || typeof kernel === 'string') return kernel;
  if (kernel instanceof URL || kernel instanceof Uint8Array || kernel instanceof ArrayBuffer) return kernel;
  throw wrongKind(doing, 'kernel', 'a URL, a path or bytes', kernel);
}

function checkTransport(doing: string, transport: unknown): void {
  if (transport === 'auto' || transport === 'shared' || transport === 'messages') return;
  throw new RangeError(`${doing}: 'transport' must be 'auto', 'shared' or 'messages': received ${shown(transport)}`);
}

function isSource(value: unknown): value is Source {
  return isObject(value) && typeof value.open === 'function' && typeof value.feed === 'function';
}
