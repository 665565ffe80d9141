// One channel of a series in a scale of its own: its level and spread so far, so that what follows works alike on degrees, bytes and volts.

/** The scale follows a change of level within this many values; before, it is of all values so far. */
const MEMORY = 10_000;
/** What the forecaster is shown is kept within so many spreads: one wild value shall not throw it off. */
const SHOWN = 4;

export class ChannelScale {
  #count = 0;
  #mean = 0;
  #variance = 0;

  /** Takes a value into account. */
  add(value: number): void {
    this.#count++;
    const gain = Math.max(1 / this.#count, 1 / MEMORY);
    const apart = value - this.#mean;
    this.#mean += gain * apart;
    this.#variance += gain * (apart * apart - this.#variance);
  }

  get #spread(): number {
    return Math.sqrt(this.#variance) || 1e-9;
  }

  /** In spreads from the level. */
  scaled(value: number): number {
    return (value - this.#mean) / this.#spread;
  }

  /** The same, as the forecaster is shown it. */
  shown(value: number): number {
    return Math.max(-SHOWN, Math.min(SHOWN, this.scaled(value)));
  }

  /** The other way round. */
  value(scaled: number): number {
    return this.#mean + scaled * this.#spread;
  }

  /** A difference in the channel's own unit. */
  width(scaled: number): number {
    return scaled * this.#spread;
  }
}
