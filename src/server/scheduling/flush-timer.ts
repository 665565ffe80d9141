// Decides when waiting samples are handed to the engines. With little traffic that is once a turn of the event loop.
// With much traffic, what arrives within a short time is handed over together: waking an engine and taking its answer
// cost more than a small step.
import { monotonicMs } from '../../clock.js';
import { LoopLag } from './loop-lag.js';
import type { StreamScheduler } from './stream-scheduler.js';

/** Samples that arrive within this time are handed over together. */
const GATHER_MS = 2;
/** Streams whose client has to rest are looked at again after this time. */
const REST_MS = 2;

export class FlushTimer {
  readonly #schedulers: () => readonly StreamScheduler[];
  readonly #lag = new LoopLag();
  #due = false;
  #lastMs = 0;

  /** `schedulers`: those of the engines that run. */
  constructor(schedulers: () => readonly StreamScheduler[]) {
    this.#schedulers = schedulers;
  }

  /** How long what was just received may have waited in its socket, ms. */
  get lagMs(): number {
    return this.#lag.ms;
  }

  /** Whether this thread recently had more work than time. */
  get pressed(): boolean {
    return this.#lag.pressed;
  }

  soon(): void {
    if (this.#due) return;
    this.#due = true;
    if (monotonicMs() - this.#lastMs >= GATHER_MS) setImmediate(() => this.flush());
    else setTimeout(() => this.flush(), GATHER_MS);
  }

  flush(): void {
    this.#due = false;
    const nowMs = monotonicMs();
    this.#lastMs = nowMs;
    let rests = false;
    for (const scheduler of this.#schedulers()) rests = scheduler.flush(nowMs) || rests;
    this.#lag.mark();
    if (rests) setTimeout(() => this.soon(), REST_MS).unref();
  }
}
