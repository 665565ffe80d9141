// How much a client may send: an amount a second, measured over ten seconds.

const SECONDS = 10;

export class RateLimit {
  readonly #bytesPerMs: number;
  readonly #messagesPerMs: number;
  #bytes: number;
  #messages: number;
  #atMs: number;

  /** `nowMs`: by the monotonic clock. */
  constructor(bytesPerSecond: number, messagesPerSecond: number, nowMs: number) {
    this.#bytesPerMs = bytesPerSecond / 1000;
    this.#messagesPerMs = messagesPerSecond / 1000;
    this.#bytes = bytesPerSecond * SECONDS;
    this.#messages = messagesPerSecond * SECONDS;
    this.#atMs = nowMs;
  }

  /** Counts a message of so many bytes; false where it is over the limit. */
  allows(bytes: number, nowMs: number): boolean {
    const passedMs = Math.max(0, nowMs - this.#atMs);
    this.#atMs = nowMs;
    const most = SECONDS * 1000;
    this.#bytes = Math.min(this.#bytesPerMs * most, this.#bytes + passedMs * this.#bytesPerMs) - bytes;
    this.#messages = Math.min(this.#messagesPerMs * most, this.#messages + passedMs * this.#messagesPerMs) - 1;
    return this.#bytes >= 0 && this.#messages >= 0;
  }
}
