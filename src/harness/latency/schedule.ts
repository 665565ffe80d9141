// When hops are due. The schedule is fixed before the first of them and knows nothing of how they fare: a system that falls behind does not get
// fewer of them, and each is counted from when it was due, not from when somebody got round to offering it. So a stall of a second shows in every
// hop of that second, and not as one slow hop (which is called coordinated omission).

export interface ScheduleOptions {
  readonly hopMs: number;
  /** Hops that come at once, when the last of them is due. @default 1 */
  readonly burstHops?: number;
  /** All of it that much later. @default 0 */
  readonly phaseMs?: number;
}

export class Schedule {
  readonly #burstMs: number;
  readonly #burstHops: number;
  readonly #phaseMs: number;

  constructor({ hopMs, burstHops = 1, phaseMs = 0 }: ScheduleOptions) {
    this.#burstMs = hopMs * burstHops;
    this.#burstHops = burstHops;
    this.#phaseMs = phaseMs;
  }

  /** When hop number `hop`, from 0, is due, ms after the start: when its last sample, or that of its burst, would have been captured. */
  dueMs(hop: number): number {
    return this.#phaseMs + (Math.floor(hop / this.#burstHops) + 1) * this.#burstMs;
  }

  /** How many hops are due by then. */
  dueBy(elapsedMs: number): number {
    const near = Math.max(0, Math.floor((elapsedMs - this.#phaseMs) / this.#burstMs));
    // The division may be a bit off at the very moment that one is due.
    let bursts = Math.max(0, near - 1);
    while (this.dueMs(bursts * this.#burstHops) <= elapsedMs) bursts++;
    return bursts * this.#burstHops;
  }
}
