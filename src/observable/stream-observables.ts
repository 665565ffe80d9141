// What comes out of a stream, as Observables. Hot from the first subscriber to predictions$ or detections$ on, which is also what sets the
// stream going, so that nobody misses its start. A subscriber that throws is reported by RxJS and harms neither the stream nor the others.
import { Observable, ReplaySubject, Subject } from 'rxjs';
import { age, now } from '../clock.js';
import type { StreamEvent } from '../engine/main/stream-event.js';
import type { PostedDetection } from '../engine/messages.js';
import type { PredictionRecord } from '../ring/records.js';
import { type EngineCounts, Statistics, type StreamStats } from './statistics.js';
import { type Detection, type Prediction, toDetection, toPrediction } from './values.js';

export type { StreamStats } from './statistics.js';

export interface StreamObservablesOptions {
  /** Of the source, in Hz. */
  readonly sampleRate: number;
  /** Infinity: no statistics are kept. */
  readonly statsEveryMs: number;
  readonly deadlineMs: number;
  /** A prediction whose last sample came longer ago than this, ms, is not delivered any more but missed. */
  readonly oldestMs: number;
  /** Samples that a row of a series takes on its way; null of sound. */
  readonly rowSamples: number | null;
  /** Called once, at the first subscription that sets the stream going. */
  start(): void;
  /** The engine's counts as they are now. */
  counts(): EngineCounts;
}

/** Events that a late subscriber to events$ still sees. */
const EVENTS_KEPT = 32;

/** Samples that were left out are told at once, and from then on at most this often. */
const TOLD_EVERY_MS = 10_000;

export class StreamObservables {
  readonly predictions$: Observable<Prediction>;
  readonly detections$: Observable<Detection>;
  readonly stats$: Observable<StreamStats>;
  readonly events$: Observable<StreamEvent>;
  readonly #options: StreamObservablesOptions;
  readonly #predictions = new Subject<Prediction>();
  readonly #detections = new Subject<Detection>();
  readonly #stats = new ReplaySubject<StreamStats>(1);
  readonly #events = new ReplaySubject<StreamEvent>(EVENTS_KEPT);
  /** Null: none are kept. */
  readonly #statistics: Statistics | null;
  /** Predictions too old to be delivered: in all, and since the last one that was. */
  #late = 0;
  #lost = 0;
  #ticking: ReturnType<typeof setInterval> | null = null;
  #started = false;
  #over = false;
  /** Samples that were left out and told of on events$, and when that was. */
  readonly #told = { dropped: 0, skipped: 0, atMs: Number.NEGATIVE_INFINITY };

  constructor(options: StreamObservablesOptions) {
    this.#options = options;
    this.#statistics = Number.isFinite(options.statsEveryMs) ? new Statistics(options) : null;
    this.predictions$ = this.#starting(this.#predictions);
    this.detections$ = this.#starting(this.#detections);
    this.stats$ = this.#stats.asObservable();
    this.events$ = this.#events.asObservable();
  }

  /** Delivers a prediction: copies the record. */
  record(record: PredictionRecord, missed: number): void {
    const nowMs = now();
    const ageMs = age(record.capturedAtMs, nowMs);
    this.#lost += missed;
    if (age(record.putAtMs, nowMs) > this.#options.oldestMs) {
      this.#lost++;
      this.#late++;
      return;
    }
    this.#statistics?.predicted(record, ageMs);
    const prediction = toPrediction(record, this.#lost, nowMs, this.#options.rowSamples);
    this.#lost = 0;
    this.#predictions.next(prediction);
    if (prediction.stamps !== null) this.#statistics?.delivered(prediction, nowMs, now());
  }

  detection(posted: PostedDetection): void {
    this.#statistics?.detected();
    this.#detections.next(toDetection(posted, now()));
  }

  event(event: StreamEvent): void {
    this.#events.next(event);
  }

  /** Completes all, after a last value of stats$. Of this and `fail` only the first call counts. */
  complete(): void {
    if (!this.#finish()) return;
    for (const subject of [this.#predictions, this.#detections, this.#stats, this.#events]) subject.complete();
  }

  /** Predictions and detections end with the error; stats and events, which tell how it came to that, complete. */
  fail(error: Error): void {
    if (!this.#finish()) return;
    for (const subject of [this.#predictions, this.#detections]) subject.error(error);
    for (const subject of [this.#stats, this.#events]) subject.complete();
  }

  #finish(): boolean {
    if (this.#over) return false;
    this.#over = true;
    if (this.#ticking !== null) clearInterval(this.#ticking);
    this.#tellStats();
    return true;
  }

  /** Subscribes first and starts then. */
  #starting<Value>(subject: Subject<Value>): Observable<Value> {
    return new Observable((subscriber) => {
      const subscription = subject.subscribe(subscriber);
      this.#start();
      return subscription;
    });
  }

  #start(): void {
    if (this.#started || this.#over) return;
    this.#started = true;
    if (this.#statistics !== null) this.#ticking = setInterval(() => this.#tellStats(), this.#options.statsEveryMs);
    this.#options.start();
  }

  #tellStats(): void {
    if (this.#statistics === null) return;
    const stats = this.#statistics.stats(this.#options.counts(), this.#late);
    this.#tellLeftOut(stats);
    this.#stats.next(stats);
  }

  /** What was left out is no secret: a stream that hears nothing says why. */
  #tellLeftOut({ dropped, skipped }: StreamStats): void {
    const told = this.#told;
    const [newlyDropped, newlySkipped] = [dropped - told.dropped, skipped - told.skipped];
    if (newlyDropped + newlySkipped === 0 || now() - told.atMs < TOLD_EVERY_MS) return;
    const what = this.#options.rowSamples === null ? 'samples' : 'rows';
    const counts = [
      ...(newlyDropped > 0 ? [`${newlyDropped} ${what} were dropped (no room, or missing at the source)`] : []),
      ...(newlySkipped > 0 ? [`${newlySkipped} ${what} were skipped (they waited longer than 'maxLatencyMs')`] : []),
    ];
    this.#events.next({ kind: 'warning', message: `${counts.join(', and ')}: see 'dropped' and 'skipped' of stats$` });
    Object.assign(told, { dropped, skipped, atMs: now() });
  }
}
