// How much a client sends: so much a second, over ten seconds.

const SECONDS = 10;

export class RateLimit {
  readonly #bytesPerMs: number;
  readonly #messagesPerMs: number;
  #bytes: number;
  #messages: number;
  #atMs: number;

  constructor(bytesPerSecond: number, messagesPerSecond: number, nowMs: number) {
    this.#bytesPerMs = bytesPerSecond / 1000;
    this.#messagesPerMs = messagesPerSecond / 1000;
    this.#bytes = bytesPerSecond * SECONDS;
    this.#messages = messagesPerSecond * SECONDS;
    this.#atMs = nowMs;
  }

  /** Whether a message of so many bytes is within the limit. */
  allows(bytes: number, nowMs: number): boolean {
    const passedMs = Math.max(0, nowMs - this.#atMs);
    this.#atMs = nowMs;
    const most = SECONDS * 1000;
    this.#bytes = Math.min(this.#bytesPerMs * most, this.#bytes + passedMs * this.#bytesPerMs) - bytes;
    this.#messages = Math.min(this.#messagesPerMs * most, this.#messages + passedMs * this.#messagesPerMs) - 1;
    return this.#bytes >= 0 && this.#messages >= 0;
  }
}
