// Two models on one source: the first detects, and what it detects is let through when the second agrees. Both are
// streams of their own; this file joins them into one.
import { Observable, Subject } from 'rxjs';
import { checkPositive, isObject, shown, wrongKind } from './checks.js';
import { monotonicMs } from './clock.js';
import type { StreamEvent } from './engine/main/stream-event.js';
import type { Transport } from './engine/messages.js';
import type { KeywordSettings } from './model/detector-settings.js';
import { isModelSource, type ModelSource } from './model-source.js';
import { Agreement, type Verdict } from './observable/agreement.js';
import type { StreamStats } from './observable/stream-observables.js';
import type { Detection, Prediction } from './observable/values.js';
import type { StreamOptions } from './options.js';
import type { StopRecording } from './recording/record.js';
import type { WriteBytes } from './recording/writer.js';
import { shared } from './source/shared.js';
import type { Stream } from './stream.js';

/** What `openVerifiedStream` takes: the options of `openStream`, for the first model, and those of the second. */
export interface VerifiedStreamOptions extends Omit<StreamOptions, 'snapshot'> {
  /** The model that must agree. It needs every label of `model` but the background. */
  readonly verifier: ModelSource;
  /** Score of the same label from which on the verifier agrees, above 0 and at most 1. @default 0.5 */
  readonly verifierEnter?: number;
  /**
   * How long after the end of a detection it may agree, ms of stream time, above 0 and at most 5000. A detection that it
   * never agrees to is decided so late; one that it agreed to already is not delayed.
   * @default 500
   */
  readonly verifierWithinMs?: number;
}

/** A stream whose detections were agreed to by a second model. */
export interface VerifiedStream extends Stream {
  /** Detections of the first model that the second did not agree to. */
  readonly rejected$: Observable<Detection>;
}

/** Opens both streams with a platform's `openStream`; rejects as that does, and with a TypeError for missing labels. */
export async function openVerifiedOn(
  openStream: (options: StreamOptions) => Promise<Stream>,
  given: VerifiedStreamOptions,
): Promise<VerifiedStream> {
  const doing = 'Cannot open the stream';
  if (!isObject(given)) throw new TypeError(`${doing}: options must be an object: received ${shown(given)}`);
  const { verifier, verifierEnter: enter = 0.5, verifierWithinMs: withinMs = 500, ...options } = given;
  if (!isModelSource(verifier)) throw wrongKind(doing, 'verifier', 'bytes, a URL, a path or a model', verifier);
  checkPositive(doing, 'verifierEnter', enter, 1);
  checkPositive(doing, 'verifierWithinMs', withinMs, 5000);
  if ('snapshot' in options) {
    throw new TypeError(`${doing}: 'verifier' and 'snapshot' exclude each other: a snapshot holds one model's state`);
  }
  const source = shared(options.source);
  const first = await openStream({ ...options, source });
  try {
    const { gate: _gate, ...both } = options;
    const ofFirst = { detector: {}, keepSeconds: 0, inspect: false, statsEveryMs: Number.POSITIVE_INFINITY };
    const second = await openStream({ ...both, ...ofFirst, source, model: verifier });
    const missing = first.labels.slice(1).filter((label) => !second.labels.includes(label));
    if (missing.length === 0) {
      return new JoinedStream(first, second, new Agreement({ labels: second.labels, enter, withinMs }));
    }
    await second.close();
    throw new TypeError(`${doing}: 'verifier' must have the labels of 'model': it lacks ${missing.join(', ')}`);
  } catch (error) {
    await first.close();
    throw error;
  }
}

class JoinedStream implements VerifiedStream {
  readonly predictions$: Observable<Prediction>;
  readonly detections$: Observable<Detection>;
  readonly rejected$: Observable<Detection>;
  readonly stats$: Observable<StreamStats>;
  readonly events$: Observable<StreamEvent>;
  readonly transport: Transport;
  readonly labels: readonly string[];
  readonly sampleRate: number;
  readonly #first: Stream;
  readonly #second: Stream;
  readonly #agreement: Agreement;
  readonly #agreed = new Subject<Detection>();
  readonly #rejected = new Subject<Detection>();
  /** When a detection came that waits, by the monotonic clock, ms. */
  readonly #cameAtMs = new WeakMap<Detection, number>();
  #started = false;
  #ended = false;

  constructor(first: Stream, second: Stream, agreement: Agreement) {
    this.#first = first;
    this.#second = second;
    this.#agreement = agreement;
    this.stats$ = first.stats$;
    this.events$ = first.events$;
    this.transport = first.transport;
    this.labels = first.labels;
    this.sampleRate = first.sampleRate;
    this.predictions$ = this.#startedBy(first.predictions$);
    this.detections$ = this.#startedBy(this.#agreed);
    this.rejected$ = this.#rejected.asObservable();
  }

  setDetector(changes: Partial<KeywordSettings>): void {
    this.#first.setDetector(changes);
  }

  snapshot(): Promise<Uint8Array> {
    return this.#first.snapshot();
  }

  record(write: WriteBytes): Promise<StopRecording> {
    return this.#first.record(write);
  }

  lastSeconds(): Float32Array {
    return this.#first.lastSeconds();
  }

  async close(): Promise<void> {
    await Promise.all([this.#first.close(), this.#second.close()]);
    this.#end();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Both streams are subscribed to in the task of the first subscription, so they begin with the same sample. */
  #startedBy<T>(values$: Observable<T>): Observable<T> {
    return new Observable((subscriber) => {
      const subscription = values$.subscribe(subscriber);
      this.#start();
      return subscription;
    });
  }

  #start(): void {
    if (this.#started) return;
    this.#started = true;
    const error = (reason: unknown) => this.#fail(reason);
    let running = 2;
    const complete = () => {
      if (--running === 0) this.#end();
    };
    this.#second.predictions$.subscribe({
      next: (prediction) => this.#tell(this.#agreement.hear(prediction)),
      error,
      complete: () => {
        this.#tell(this.#agreement.end());
        complete();
      },
    });
    this.#first.detections$.subscribe({
      next: (detection) => {
        this.#cameAtMs.set(detection, monotonicMs());
        this.#tell(this.#agreement.ask(detection));
      },
      error,
      complete,
    });
  }

  #tell(verdicts: readonly Verdict[]): void {
    for (const { detection, agreed } of verdicts) {
      const waitedMs = monotonicMs() - (this.#cameAtMs.get(detection) as number);
      const told = { ...detection, latencyMs: detection.latencyMs + waitedMs };
      (agreed ? this.#agreed : this.#rejected).next(told);
    }
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#agreed.complete();
    this.#rejected.complete();
  }

  #fail(reason: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#agreed.error(reason);
    this.#rejected.complete();
    void this.close();
  }
}
