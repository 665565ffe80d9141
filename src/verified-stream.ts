// Two models on one source: the first detects, and what it detects is let through when the second agrees. Both are
// streams of their own; this file joins them into one.
import { checkPositive, isObject, shown, wrongKind } from './checks.js';
import type { KeywordSettings } from './model/detector-settings.js';
import { isModelSource, type ModelSource } from './model-source.js';
import { Agreement } from './observable/agreement.js';
import { VerifiedDetections } from './observable/verified-detections.js';
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
  readonly rejected$: Stream['detections$'];
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
  readonly predictions$: Stream['predictions$'];
  readonly detections$: Stream['detections$'];
  readonly rejected$: Stream['detections$'];
  readonly stats$: Stream['stats$'];
  readonly events$: Stream['events$'];
  readonly transport: Stream['transport'];
  readonly labels: readonly string[];
  readonly sampleRate: number;
  readonly #first: Stream;
  readonly #second: Stream;
  readonly #verified: VerifiedDetections;

  constructor(first: Stream, second: Stream, agreement: Agreement) {
    const verified = new VerifiedDetections(first, second, agreement, () => void this.close());
    this.stats$ = first.stats$;
    this.events$ = first.events$;
    this.transport = first.transport;
    this.labels = first.labels;
    this.sampleRate = first.sampleRate;
    this.predictions$ = verified.starting(first.predictions$);
    this.detections$ = verified.agreed$;
    this.rejected$ = verified.rejected$;
    this.#first = first;
    this.#second = second;
    this.#verified = verified;
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
    this.#verified.end();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
