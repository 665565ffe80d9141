// When samples are handed on to the engines: once a turn of the event loop where little comes, and where much does, what comes within a moment together: a
// wake-up of an engine, and its answer, cost more than a small step.
import { now } from '../../clock.js';
import { LoopLag } from './loop-lag.js';
import type { Feeder } from './stream-scheduler.js';

const GATHER_MS = 2;

export class Pump {
  readonly #feeders: () => readonly Feeder[];
  readonly #lag = new LoopLag();
  #due = false;
  #lastMs = 0;

  /** `feeders`: of the engines that there are. */
  constructor(feeders: () => readonly Feeder[]) {
    this.#feeders = feeders;
  }

  /** How long what has just come may have waited in its socket, ms. */
  get lagMs(): number {
    return this.#lag.ms;
  }

  /** Whether the thread has had more to do of late than it could. */
  get pressed(): boolean {
    return this.#lag.pressed;
  }

  soon(): void {
    if (this.#due) return;
    this.#due = true;
    if (now() - this.#lastMs >= GATHER_MS) setImmediate(() => this.run());
    else setTimeout(() => this.run(), GATHER_MS);
  }

  run(): void {
    this.#due = false;
    const nowMs = now();
    this.#lastMs = nowMs;
    for (const feeder of this.#feeders()) feeder.pump(nowMs);
    this.#lag.mark();
  }
}
