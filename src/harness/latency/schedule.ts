// When hops are due. The schedule is fixed before the first hop. A system that falls behind does not get fewer hops,
// and each latency counts from when the hop was due. So a stall of a second shows in every hop of that second, not as
// one slow hop (this error is called coordinated omission).

export interface ScheduleOptions {
  readonly hopMs: number;
  /** Hops that come at once, when the last of them is due. @default 1 */
  readonly burstHops?: number;
  /**
   * Offset of all hops, ms.
   * @default 0
   */
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

  /**
   * When hop number `hop`, from 0, is due, ms after the start: the time at which its last sample, or that of its burst,
   * is captured.
   */
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
