// The whole flow on one page. A source is opened, and a stream for it in an engine. From the first subscription on,
// samples go in at one end and predictions come out at the other, until the source ends, the stream is closed, or
// something fails.
import type { Observable } from 'rxjs';
import { wrongKind } from './checks.js';
import type { Engine } from './engine/main/engine.js';
import { type EnginePool, startEngine } from './engine/main/pool.js';
import { sampleUnit } from './engine/main/sample-unit.js';
import type { StreamEvent } from './engine/main/stream-event.js';
import type { StreamLink } from './engine/main/stream-link.js';
import type { Transport } from './engine/messages.js';
import type { SluiceError } from './errors.js';
import { type AnyModel, isSeriesModel } from './model/any-model.js';
import type { KeywordSettings } from './model/detector-settings.js';
import { hopMs } from './model/model.js';
import { StreamObservables, type StreamStats } from './observable/stream-observables.js';
import type { Detection, Prediction } from './observable/values.js';
import { chooseTransport, type OpenedLink, onAbort, openLinkOn } from './open-link.js';
import {
  type CheckedStreamOptions,
  checkEngineOptions,
  checkStreamOptions,
  type EngineOptions,
  mergeDetector,
  type StreamOptions,
} from './options.js';
import type { Platform } from './platform.js';
import { keepLast, type LastSeconds } from './recording/last-seconds.js';
import { type Recorded, recordLink, type StopRecording } from './recording/record.js';
import type { WriteBytes } from './recording/writer.js';
import type { Feeding } from './source/feeding.js';
import type { Teardown } from './teardown.js';

/**
 * Samples on their way through a network. Nothing flows before the first subscription to `predictions$` or
 * `detections$`. Subscribe to both in the same task and neither misses anything. All four Observables complete when the
 * source has ended and everything is delivered, or when the stream is closed; the stream is closed by then. On a
 * failure `predictions$` and `detections$` end with a SluiceError.
 */
export interface Stream extends AsyncDisposable {
  /**
   * One for each hop. A thread that is too slow misses the oldest ones of a live source. It misses none of a source
   * that is not live.
   */
  readonly predictions$: Observable<Prediction>;
  /** Never dropped, however slow this thread is. */
  readonly detections$: Observable<Detection>;
  /** Every `statsEveryMs` while the stream runs, and once at its end. */
  readonly stats$: Observable<StreamStats>;
  /** Events of the source and the engine. Late subscribers get the last 32. */
  readonly events$: Observable<StreamEvent>;
  /** Whether samples cross threads through shared memory or by messages. Predictions are the same, to the bit. */
  readonly transport: Transport;
  /** In the order of the scores. The first is the background. */
  readonly labels: readonly string[];
  /** Of the source, Hz. The engine resamples to the model's rate. */
  readonly sampleRate: number;
  /**
   * Changes some of the detector's settings while the stream runs, from one of the next hops on. Throws TypeError or
   * RangeError for a wrong setting.
   */
  setDetector(changes: Partial<KeywordSettings>): void;
  /** The whole state between two hops, as bytes. Rejects with `STREAM_CLOSED` on a closed stream. */
  snapshot(): Promise<Uint8Array>;
  /**
   * Records the stream: calls `write` with the bytes of a recording, in order, on this thread. It holds the samples of
   * every hop from the next one on, the gaps between them, and when they were captured, for `readRecording`,
   * `replayRecording` and `sluice replay`. It is complete when the stream ends or the returned function is called.
   * Rejects with `STREAM_CLOSED`, and with a TypeError for a series or a stream that is being recorded already.
   */
  record(write: WriteBytes): Promise<StopRecording>;
  /**
   * The newest seconds of sound, as far as `keepSeconds` reaches: a copy, mono, at the source's rate. Silence stands in
   * the place of samples that were missing. They stay on this machine, in memory, until newer ones take their place or
   * nobody holds the stream any more. Throws TypeError on a stream without `keepSeconds`, and of a series.
   */
  lastSeconds(): Float32Array;
  /**
   * Stops the source and completes the Observables. Resolves when everything is released. A second call waits for the
   * first.
   */
  close(): Promise<void>;
}

/** Opens a stream on a platform: see `openStream` of the platform's entry for what it rejects with. */
export async function openStreamOn(platform: Platform, engines: EnginePool, given: StreamOptions): Promise<Stream> {
  const options = checkStreamOptions(given);
  const opened = await openLinkOn(platform, engines, options);
  if (options.signal?.aborted) await opened.teardown.run();
  options.signal?.throwIfAborted();
  const stream = new OpenStream(opened, options);
  opened.teardown.add(onAbort(options.signal, () => stream.close()));
  return stream;
}

/** Starts an engine on a platform, for streams to share. */
export async function createEngineOn(platform: Platform, given: EngineOptions = {}): Promise<Engine> {
  const { transport, kernel, start } = checkEngineOptions(given);
  return startEngine(platform, chooseTransport(platform, transport), kernel, start);
}

class OpenStream implements Stream {
  readonly predictions$: Observable<Prediction>;
  readonly detections$: Observable<Detection>;
  readonly stats$: Observable<StreamStats>;
  readonly events$: Observable<StreamEvent>;
  readonly transport: Transport;
  readonly labels: readonly string[];
  readonly sampleRate: number;
  readonly #link: StreamLink;
  readonly #feeding: Feeding;
  readonly #outlet: StreamObservables;
  readonly #teardown: Teardown;
  readonly #recorded: Recorded | null;
  readonly #kept: LastSeconds | null;
  #detector: KeywordSettings;

  constructor(
    opened: OpenedLink,
    { statsEveryMs, deadlineMs, maxLatencyMs, source, keepSeconds }: CheckedStreamOptions,
  ) {
    const { model, link, feeding, teardown, sampleRate, rowTimes } = opened;
    const outlet = new StreamObservables({
      sampleRate,
      statsEveryMs,
      deadlineMs,
      oldestMs: oldestMs(model, maxLatencyMs, source.live),
      rowSamples: isSeriesModel(model) ? sampleUnit(model) : null,
      rowTimes,
      start: () => this.#start(),
      counts: () => link,
    });
    this.predictions$ = outlet.predictions$;
    this.detections$ = outlet.detections$;
    this.stats$ = outlet.stats$;
    this.events$ = outlet.events$;
    this.transport = opened.transport;
    this.labels = model.labels;
    this.sampleRate = sampleRate;
    this.#link = link;
    this.#feeding = feeding;
    this.#outlet = outlet;
    this.#teardown = teardown;
    this.#detector = opened.detector;
    this.#recorded = isSeriesModel(model) ? null : { model, options: opened.options, source: source.name };
    this.#kept = this.#recorded && keepSeconds > 0 ? keepLast(keepSeconds * sampleRate) : null;
    link.keep(this.#kept);
    link.listen({
      record: (record, missed) => outlet.record(record, missed),
      detection: (detection) => outlet.detection(detection),
      event: (event) => outlet.event(event),
      ended: () => this.#end(feeding.failure),
      failed: (error) => this.#end(error),
    });
  }

  setDetector(changes: Partial<KeywordSettings>): void {
    this.#detector = mergeDetector(this.#detector, changes, this.labels);
    this.#link.setDetector(this.#detector);
  }

  snapshot(): Promise<Uint8Array> {
    return this.#link.snapshot();
  }

  async record(write: WriteBytes): Promise<StopRecording> {
    if (typeof write !== 'function') throw wrongKind('Cannot record the stream', 'write', 'a function', write);
    if (this.#recorded === null) throw new TypeError('Cannot record the stream: it is of a series');
    return recordLink(this.#link, this.#recorded, write);
  }

  lastSeconds(): Float32Array {
    if (this.#kept === null) throw new TypeError("Cannot give the last seconds without 'keepSeconds'");
    return this.#kept.read();
  }

  close(): Promise<void> {
    this.#outlet.complete();
    return this.#teardown.run();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /**
   * In a microtask of its own, so that code that subscribes to several Observables in one task has done so before
   * anything comes out.
   */
  #start(): void {
    queueMicrotask(() => this.#feeding.start(this.#link.intake));
  }

  #end(failure: SluiceError | null): void {
    if (failure !== null) this.#outlet.fail(failure);
    void this.close();
  }
}

/**
 * The bound on waiting, two hops at least, plus the hop itself, ms. For a file, and for rows that come irregularly,
 * nothing is too old.
 */
function oldestMs(model: AnyModel, maxLatencyMs: number, live: boolean): number {
  if (!live || isSeriesModel(model)) return Number.POSITIVE_INFINITY;
  return Math.max(maxLatencyMs, 2 * hopMs(model)) + hopMs(model);
}
