// The results of a stream as Observables. The first subscription to predictions$ or detections$ starts the stream, so
// that nobody misses its beginning. A subscriber that throws is reported by RxJS and disturbs neither the stream nor
// other subscribers.
import { Observable, ReplaySubject, Subject } from 'rxjs';
import { age, now } from '../clock.js';
import type { StreamEvent } from '../engine/main/stream-event.js';
import type { PostedDetection } from '../engine/messages.js';
import type { PredictionRecord } from '../ring/records.js';
import type { RowTimes } from '../source/row-samples.js';
import { type EngineCounts, Statistics, type StreamStats } from './statistics.js';
import { type Detection, type Prediction, toDetection, toPrediction } from './values.js';

export type { StreamStats } from './statistics.js';

export interface StreamObservablesOptions {
  /** Of the source, in Hz. */
  readonly sampleRate: number;
  /** Infinity: no statistics are kept. */
  readonly statsEveryMs: number;
  readonly deadlineMs: number;
  /** A prediction whose last sample came longer ago than this, ms, is not delivered but counted as missed. */
  readonly oldestMs: number;
  /** Samples that a row of a series is encoded as; null for sound. */
  readonly rowSamples: number | null;
  /** Of a network that is given rows: when they were. Null: times are the engine's. */
  readonly rowTimes: RowTimes | null;
  /** Called once, at the first subscription that starts the stream. */
  start(): void;
  /** The present counters of the engine. */
  counts(): EngineCounts;
}

/** Events that a late subscriber to events$ still gets. */
const EVENTS_KEPT = 32;

/** Samples that were left out are reported at once, and after that at most this often. */
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
  /**
   * Predictions that were too old to be delivered, in all; and predictions missed since the last one that was
   * delivered.
   */
  #missedHere = 0;
  #missedSince = 0;
  #ticking: ReturnType<typeof setInterval> | null = null;
  #started = false;
  #over = false;
  /** Samples that were reported on events$ as left out, and when that was. */
  readonly #reported = { dropped: 0, skipped: 0, atMs: Number.NEGATIVE_INFINITY };

  constructor(options: StreamObservablesOptions) {
    this.#options = options;
    this.#statistics = Number.isFinite(options.statsEveryMs) ? new Statistics(options) : null;
    this.predictions$ = this.#starting(this.#predictions);
    this.detections$ = this.#starting(this.#detections);
    this.stats$ = this.#stats.asObservable();
    this.events$ = this.#events.asObservable();
  }

  /** Delivers a prediction: a copy of the record. */
  record(record: PredictionRecord, missed: number): void {
    const nowMs = now();
    const ageMs = age(record.capturedAtMs, nowMs);
    this.#missedSince += missed;
    if (age(record.putAtMs, nowMs) > this.#options.oldestMs) {
      this.#missedSince++;
      this.#missedHere++;
      return;
    }
    this.#statistics?.predicted(record, ageMs);
    const prediction = toPrediction(record, this.#missedSince, nowMs, this.#options.rowSamples);
    this.#missedSince = 0;
    this.#predictions.next(this.#timed(prediction));
    if (prediction.stamps !== null) this.#statistics?.delivered(prediction, nowMs, now());
  }

  detection(posted: PostedDetection): void {
    this.#statistics?.detected();
    const detection = toDetection(posted, now());
    const { rowTimes } = this.#options;
    if (rowTimes === null) return this.#detections.next(detection);
    const startsAtMs = rowTimes.beginningAt(detection.startsAtMs);
    this.#detections.next({ ...detection, startsAtMs, endsAtMs: rowTimes.endingAt(detection.endsAtMs) });
  }

  /** With the time of its row, where it is of one. */
  #timed(prediction: Prediction): Prediction {
    const { rowTimes } = this.#options;
    return rowTimes === null ? prediction : { ...prediction, endsAtMs: rowTimes.endingAt(prediction.endsAtMs) };
  }

  event(event: StreamEvent): void {
    this.#events.next(event);
  }

  /** Completes all Observables, after a last value of stats$. Only the first call of this or `fail` has an effect. */
  complete(): void {
    if (!this.#finish()) return;
    for (const subject of [this.#predictions, this.#detections, this.#stats, this.#events]) subject.complete();
  }

  /** Ends predictions and detections with the error. Stats and events, which show how it came about, complete. */
  fail(error: Error): void {
    if (!this.#finish()) return;
    for (const subject of [this.#predictions, this.#detections]) subject.error(error);
    for (const subject of [this.#stats, this.#events]) subject.complete();
  }

  #finish(): boolean {
    if (this.#over) return false;
    this.#over = true;
    if (this.#ticking !== null) clearInterval(this.#ticking);
    this.#publishStats();
    return true;
  }

  /** Subscribes, then starts the stream. */
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
    if (this.#statistics !== null) this.#ticking = setInterval(() => this.#publishStats(), this.#options.statsEveryMs);
    this.#options.start();
  }

  #publishStats(): void {
    if (this.#statistics === null) return;
    const stats = this.#statistics.stats(this.#options.counts(), this.#missedHere);
    this.#reportLeftOut(stats);
    this.#stats.next(stats);
  }

  /** Reports samples that were left out, so that a stream which hears nothing says why. */
  #reportLeftOut({ dropped, skipped }: StreamStats): void {
    const reported = this.#reported;
    const [newlyDropped, newlySkipped] = [dropped - reported.dropped, skipped - reported.skipped];
    if (newlyDropped + newlySkipped === 0 || now() - reported.atMs < TOLD_EVERY_MS) return;
    const what = this.#options.rowSamples === null ? 'samples' : 'rows';
    const counts = [
      ...(newlyDropped > 0 ? [`${newlyDropped} ${what} were dropped (no room, or missing at the source)`] : []),
      ...(newlySkipped > 0 ? [`${newlySkipped} ${what} were skipped (they waited longer than 'maxLatencyMs')`] : []),
    ];
    this.#events.next({ kind: 'warning', message: `${counts.join(', and ')}: see 'dropped' and 'skipped' of stats$` });
    Object.assign(reported, { dropped, skipped, atMs: now() });
  }
}
