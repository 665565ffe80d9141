// How a stream is opened: the model is loaded, an engine leased, the source opened, and the stream opened in the
// engine. Whatever goes wrong on the way, what was opened is released.

import type { LinkOptions } from './engine/main/engine.js';
import type { EngineLease, EnginePool } from './engine/main/pool.js';
import type { StreamLink } from './engine/main/stream-link.js';
import type { Transport } from './engine/messages.js';
import { SluiceError } from './errors.js';
import { type AnyModel, isSeriesModel } from './model/any-model.js';
import type { KeywordSettings } from './model/detector-settings.js';
import { hopMs, rowValues } from './model/model.js';
import { loadModel } from './model-source.js';
import { type CheckedStreamOptions, mergeDetector, type TransportChoice } from './options.js';
import type { Platform } from './platform.js';
import { Feeding } from './source/feeding.js';
import { RowTimes, rowsAsSamples } from './source/row-samples.js';
import type { Source, SourceFormat } from './source/source.js';
import { checkFormat } from './source-format.js';
import { Teardown } from './teardown.js';
import { loadGate } from './voice-activity.js';

/** An open stream that has no subscriber yet and through which nothing flows. */
export interface OpenedLink {
  readonly model: AnyModel;
  readonly detector: KeywordSettings;
  /** Of the source, in Hz. */
  readonly sampleRate: number;
  readonly transport: Transport;
  readonly link: StreamLink;
  /** The options that the link was opened with. */
  readonly options: LinkOptions;
  readonly feeding: Feeding;
  /**
   * Of a network that is given rows: when they were. Null: stream time is counted in samples, or a series has its own.
   */
  readonly rowTimes: RowTimes | null;
  readonly teardown: Teardown;
}

/** Two and a half seconds of predictions at a hop of 10 ms. */
const RECORD_CAPACITY = 256;

/**
 * Opens a stream without Observables. `recordCapacity`: predictions that can wait for this thread, a power of two.
 * Rejects as `openStream` does.
 */
export async function openLinkOn(
  platform: Platform,
  engines: EnginePool,
  options: CheckedStreamOptions,
  recordCapacity = RECORD_CAPACITY,
): Promise<OpenedLink> {
  const { source, signal } = options;
  signal?.throwIfAborted();
  const patient = { read: (from: URL | string) => platform.read(from, options.start.timeoutMs) };
  const model = await loadModel(patient, options.model);
  if (options.gate !== null && isSeriesModel(model))
    throw new TypeError('Cannot open the stream: a series has no gate');
  const gate = options.gate === null ? null : await loadGate(patient, options.gate);
  const detector = mergeDetector(model.detector, options.detector, model.labels);
  const life = new AbortController();
  const teardown = new Teardown();
  try {
    teardown.add(onAbort(signal, () => life.abort(signal?.reason)));
    const lease = await leaseEngine(platform, engines, options);
    teardown.add(() => lease.release());
    life.signal.throwIfAborted();
    takeSource(source);
    const format = await source.open(life.signal);
    const { fed, sampleRate, rowTimes } = asTaken(source, format, model, options.snapshot !== null);
    const feeding = new Feeding(fed, life);
    teardown.add(() => feeding.stop());
    checkFormat(format, model);
    const { maxLatencyMs, snapshot, inspect, stampEvery, runtime, onGap, onUnhealthy } = options;
    const asked = { maxLatencyMs, detector, snapshot, gate, inspect, stampEvery, runtime, onGap, onUnhealthy };
    const linkOptions = { sampleRate, live: source.live, recordCapacity, ...asked };
    const link = await lease.engine.open(model, linkOptions);
    teardown.add(() => link.close());
    life.signal.throwIfAborted();
    const { transport } = lease.engine;
    return { model, detector, sampleRate, transport, link, options: linkOptions, feeding, rowTimes, teardown };
  } catch (error) {
    await teardown.run();
    throw error;
  }
}

/** Sources that a stream has opened. */
const taken = new WeakSet<Source>();

/**
 * Marks a source as used. A source that is opened twice would feed the first stream only, and the second one would wait
 * for ever.
 */
function takeSource(source: Source): void {
  if (source.shared) return;
  if (taken.has(source)) {
    throw new TypeError(
      `Cannot open the stream: a source feeds one stream, once: received '${source.name}' a second time; make a new one for each stream, or give all of them shared(source)`,
    );
  }
  taken.add(source);
}

/** Rows become samples where the model takes vectors; else the source is what it is. `resumed`: from a snapshot. */
function asTaken(source: Source, { sampleRate, channels }: SourceFormat, model: AnyModel, resumed: boolean) {
  if (isSeriesModel(model) || channels === undefined || rowValues(model) !== channels)
    return { fed: source, sampleRate, rowTimes: null };
  const own = model.frontEnd.sampleRate;
  const rowTimes = new RowTimes(hopMs(model), resumed);
  return { fed: rowsAsSamples(source, channels, own, rowTimes), sampleRate: own, rowTimes };
}

function leaseEngine(platform: Platform, engines: EnginePool, options: CheckedStreamOptions): Promise<EngineLease> {
  const { engine, transport, kernel, start } = options;
  if (engine !== null) return Promise.resolve({ engine, release: () => Promise.resolve() });
  return engines.lease(chooseTransport(platform, transport), kernel, start);
}

export function chooseTransport(platform: Platform, choice: TransportChoice): Transport {
  if (choice === 'auto') return platform.unshared === null ? 'shared' : 'messages';
  if (choice === 'messages' || platform.unshared === null) return choice;
  throw new SluiceError('ISOLATION_MISSING', `Cannot share memory between threads: ${platform.unshared}`);
}

/** Listens for the abort and returns how to stop that. */
export function onAbort(signal: AbortSignal | null, action: () => void): () => void {
  signal?.addEventListener('abort', action);
  return () => signal?.removeEventListener('abort', action);
}
