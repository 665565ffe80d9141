// The detections of one stream that the predictions of another agree to, as Observables. Both streams begin with the
// same sample, because both are subscribed to in the task of the first subscription.
import { Observable, Subject } from 'rxjs';
import { monotonicMs } from '../clock.js';
import type { Agreement, Verdict } from './agreement.js';
import type { Detection, Prediction } from './values.js';

interface Heard {
  readonly predictions$: Observable<Prediction>;
  readonly detections$: Observable<Detection>;
}

export class VerifiedDetections {
  readonly agreed$: Observable<Detection>;
  readonly rejected$: Observable<Detection>;
  readonly #first: Heard;
  readonly #second: Heard;
  readonly #agreement: Agreement;
  readonly #failed: () => void;
  readonly #agreed = new Subject<Detection>();
  readonly #rejected = new Subject<Detection>();
  /** When a detection came, by the monotonic clock, ms. */
  readonly #cameAtMs = new WeakMap<Detection, number>();
  #started = false;
  #ended = false;

  /** `failed` is called when either stream has failed; the Observables have told so by then. */
  constructor(first: Heard, second: Heard, agreement: Agreement, failed: () => void) {
    this.#first = first;
    this.#second = second;
    this.#agreement = agreement;
    this.#failed = failed;
    this.agreed$ = this.starting(this.#agreed);
    this.rejected$ = this.#rejected.asObservable();
  }

  /** The same values; a subscription to them starts both streams. */
  starting<T>(values$: Observable<T>): Observable<T> {
    return new Observable((subscriber) => {
      const subscription = values$.subscribe(subscriber);
      this.#start();
      return subscription;
    });
  }

  /** Completes what has neither completed nor failed. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#agreed.complete();
    this.#rejected.complete();
  }

  #start(): void {
    if (this.#started) return;
    this.#started = true;
    const error = (reason: unknown) => this.#fail(reason);
    let running = 2;
    const complete = () => {
      if (--running === 0) this.end();
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

  #fail(reason: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#agreed.error(reason);
    this.#rejected.complete();
    this.#failed();
  }
}
