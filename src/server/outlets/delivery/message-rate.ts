// How many messages an outlet may send: so many a minute, all at once or one after the other.

const MINUTE_MS = 60_000;

export class MessageRate {
  readonly #perMinute: number;
  #left: number;
  #atMs: number;

  constructor(perMinute: number, nowMs: number) {
    this.#perMinute = perMinute;
    this.#left = perMinute;
    this.#atMs = nowMs;
  }

  /** How long to wait before the next message, ms; 0: it may go now. */
  waitMs(nowMs: number): number {
    this.#refill(nowMs);
    return this.#left >= 1 ? 0 : Math.ceil(((1 - this.#left) * MINUTE_MS) / this.#perMinute);
  }

  /** A message was sent. */
  sent(nowMs: number): void {
    this.#refill(nowMs);
    this.#left--;
  }

  #refill(nowMs: number): void {
    const passedMs = Math.max(0, nowMs - this.#atMs);
    this.#atMs = nowMs;
    this.#left = Math.min(this.#perMinute, this.#left + (passedMs * this.#perMinute) / MINUTE_MS);
  }
}
