// Blocks of samples on their way into a live stream. A block may be longer than the stream has room for at once: the
// rest waits here for room, within a bound. Blocks that come before the stream feeds wait too.
import { now } from '../clock.js';
import type { Intake } from './source.js';

/** Samples and when they came, ms since the epoch; or a number of samples that are missing at this place. */
type Item = { readonly samples: Float32Array; readonly cameAtMs: number } | number;

export class WaitingBlocks {
  readonly #mostSamples: number;
  #longest = 0;
  readonly #items: Item[] = [];
  /** Samples of the first item that went in already. */
  #taken = 0;
  #samples = 0;
  #intake: Intake | null = null;
  #ended = false;
  #changed: () => void = () => undefined;

  /** `mostSamples`: how many may wait beside the longest block. */
  constructor(mostSamples: number) {
    this.#mostSamples = mostSamples;
  }

  /** Takes a block; it must not change afterwards. Where too many samples wait, the oldest whole blocks are dropped. */
  add(block: Float32Array): void {
    this.#items.push({ samples: block, cameAtMs: now() });
    this.#samples += block.length;
    this.#longest = Math.max(this.#longest, block.length);
    while (this.#samples > this.#mostSamples + this.#longest) this.#dropOldest();
    this.#push();
    this.#changed();
  }

  /** So many samples are missing here. */
  lose(samples: number): void {
    if (samples > 0) this.#items.push(samples);
  }

  /** Puts blocks into the intake as it has room, until `end` and all of them are in, or until the signal aborts. */
  async flow(intake: Intake, signal: AbortSignal): Promise<void> {
    this.#intake = intake;
    // What came and was dropped before anybody listened is not missing.
    while (typeof this.#items[0] === 'number') this.#items.shift();
    const wake = () => this.#changed();
    signal.addEventListener('abort', wake);
    try {
      this.#push();
      while (!signal.aborted && !(this.#ended && this.#items.length === 0)) {
        const changed = new Promise<void>((resolve) => {
          this.#changed = resolve;
        });
        await (this.#items.length > 0 ? Promise.race([intake.ready(), changed]) : changed);
        if (!signal.aborted) this.#push();
      }
    } finally {
      signal.removeEventListener('abort', wake);
      this.#intake = null;
    }
  }

  /** No block follows. */
  end(): void {
    this.#ended = true;
    this.#changed();
  }

  /** Puts in what fits now. */
  #push(): void {
    const intake = this.#intake;
    while (intake !== null && this.#items.length > 0) {
      const item = this.#items[0] as Item;
      if (typeof item === 'number') intake.lose(item);
      else {
        const { samples, cameAtMs } = item;
        const taken = intake.push(samples, this.#taken, samples.length, cameAtMs);
        this.#taken += taken;
        this.#samples -= taken;
        if (this.#taken < samples.length) return;
      }
      this.#items.shift();
      this.#taken = 0;
    }
  }

  /**
   * The oldest block, or what is left of it, becomes as many missing samples. Missing samples before it are counted in.
   */
  #dropOldest(): void {
    for (let missing = 0; ; ) {
      const item = this.#items.shift() as Item;
      const isBlock = typeof item !== 'number';
      const samples = isBlock ? item.samples.length - this.#taken : item;
      missing += samples;
      if (!isBlock) continue;
      this.#samples -= samples;
      this.#taken = 0;
      this.#items.unshift(missing);
      return;
    }
  }
}
