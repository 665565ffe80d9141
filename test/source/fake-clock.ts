import type { Clock } from '#src/source/clock.js';

/**
 * A clock that stands still but for `sleep`, which moves it to the end of the sleep at once, and later by `late` ms if
 * it is told.
 */
export class FakeClock implements Clock {
  nowMs = 0;
  /** How long each sleep was asked to be. */
  readonly sleeps: number[] = [];
  late: () => number = () => 0;

  now(): number {
    return this.nowMs;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    this.sleeps.push(ms);
    if (!signal.aborted) this.nowMs += ms + this.late();
  }
}
