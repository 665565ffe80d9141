// What comes out of a stream, as Observables. Hot from the first subscriber to predictions$ or detections$ on, which is also what sets the
// stream going, so that nobody misses its start. A subscriber that throws is reported by RxJS and harms neither the stream nor the others.
import { Observable, ReplaySubject, Subject } from 'rxjs';
import type { PostedDetection } from '../engine/messages.js';
import type { StreamEvent } from '../engine/stream-event.js';
import { age, now } from '../platform.js';
import type { LaneCounters, PredictionRecord } from '../ring/records.js';
import { Histogram, type Percentiles } from './histogram.js';
import { StageHistograms, type StageTimes } from './stages.js';
import { type Detection, type Prediction, toDetection, toPrediction } from './values.js';

/** How a stream has done so far. */
export interface StreamStats {
  /** Delivered. */
  readonly predictions: number;
  /** Of those, how many the network rested in, for the gate was closed. */
  readonly gated: number;
  /** Delivered; none is ever lost. */
  readonly detections: number;
  /** Samples that found no room, that the source lost, or that died with an engine. */
  readonly dropped: number;
  /** Samples passed over because more than `maxLatencyMs` of them waited, or because they were too few for a hop before a gap. */
  readonly skipped: number;
  /** Predictions overwritten before this thread took them, or of a live source and older than `maxLatencyMs` and a hop when it did. */
  readonly missed: number;
  /** NaN and infinite samples replaced by 0. */
  readonly replaced: number;
  /** Hops after which the network's state was found ailing: see `onUnhealthy`. */
  readonly unhealthy: number;
  /** Samples that wait to be predicted on, ms. */
  readonly backlogMs: number;
  /** Of predictions, from the capture of their last sample to their delivery. */
  readonly latency: Percentiles;
  /** Predictions delivered later than `deadlineMs` after that capture. */
  readonly deadlineMisses: number;
  /** Where the time goes, of the predictions that are timed: one in `stampEvery`. */
  readonly stages: StageTimes;
}

/** What stats need of the engine. */
export interface EngineCounts {
  readonly counters: Readonly<LaneCounters>;
  readonly missed: number;
}

export interface OutletOptions {
  /** Of the source, in Hz. */
  readonly sampleRate: number;
  readonly statsEveryMs: number;
  readonly deadlineMs: number;
  /** A prediction older than this is not delivered any more but missed. */
  readonly oldestMs: number;
  /** Whether what comes out is of a series. */
  readonly series: boolean;
  /** Called once, at the first subscription that sets the stream going. */
  start(): void;
  /** The engine's counts as they are now. */
  counts(): EngineCounts;
}

/** Events that a late subscriber to events$ still sees. */
const EVENTS_KEPT = 32;

export class Outlet {
  readonly predictions$: Observable<Prediction>;
  readonly detections$: Observable<Detection>;
  readonly stats$: Observable<StreamStats>;
  readonly events$: Observable<StreamEvent>;
  readonly #options: OutletOptions;
  readonly #predictions = new Subject<Prediction>();
  readonly #detections = new Subject<Detection>();
  readonly #stats = new ReplaySubject<StreamStats>(1);
  readonly #events = new ReplaySubject<StreamEvent>(EVENTS_KEPT);
  readonly #latency = new Histogram();
  readonly #stages = new StageHistograms();
  #deadlineMisses = 0;
  /** Predictions too old to be delivered: in all, and since the last one that was. */
  #late = 0;
  #lost = 0;
  #predicted = 0;
  #gated = 0;
  #detected = 0;
  #ticking: ReturnType<typeof setInterval> | null = null;
  #started = false;
  #over = false;

  constructor(options: OutletOptions) {
    this.#options = options;
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
    if (ageMs > this.#options.oldestMs) {
      this.#lost++;
      this.#late++;
      return;
    }
    this.#latency.record(ageMs);
    if (ageMs > this.#options.deadlineMs) this.#deadlineMisses++;
    this.#predicted++;
    if (record.gated) this.#gated++;
    const prediction = toPrediction(record, this.#lost, nowMs, this.#options.series);
    this.#lost = 0;
    this.#predictions.next(prediction);
    if (prediction.stamps !== null) this.#stages.record(prediction.stamps, nowMs, now());
  }

  detection(posted: PostedDetection): void {
    this.#detected++;
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
    this.#stats.next(this.#now());
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
    this.#ticking = setInterval(() => this.#stats.next(this.#now()), this.#options.statsEveryMs);
    this.#options.start();
  }

  #now(): StreamStats {
    const { counters, missed } = this.#options.counts();
    return {
      predictions: this.#predicted,
      gated: this.#gated,
      detections: this.#detected,
      dropped: counters.dropped,
      skipped: counters.skipped,
      missed: missed + this.#late,
      replaced: counters.replaced,
      unhealthy: counters.unhealthy,
      backlogMs: (counters.backlog * 1000) / this.#options.sampleRate,
      latency: this.#latency.percentiles(),
      deadlineMisses: this.#deadlineMisses,
      stages: this.#stages.times(),
    };
  }
}
