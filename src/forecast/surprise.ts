// How surprising one channel's value is: against its forecast, and against all values before it, upwards and downwards; each as a calibrated tail probability.
import { TailProbability } from './tail.js';

/** Values that are remembered. */
const MEMORY = 20_000;
/** The residual's spread is kept within a factor of e^1.5 of its mean. */
const SPREAD_RANGE = 1.5;
/** Residuals beyond so many spreads are all alike. */
const MOST_SPREADS = 50;
/** Offset that keeps what is compared above 0. */
const OFFSET = 3;
/** How quickly the mean of the residual's logarithm follows. */
const LOG_GAIN = 0.002;

export class ChannelSurprise {
  readonly #error = new TailProbability(MEMORY);
  readonly #up = new TailProbability(MEMORY);
  readonly #down = new TailProbability(MEMORY);
  #meanLog = 0;
  #count = 0;
  #last = { error: 0, up: 0, down: 0 };

  /** Ln of the residual's usual size, less what `spreadOf` is about: the state's part of it. */
  logSpread(fromState: number): number {
    return this.#meanLog + Math.max(-SPREAD_RANGE, Math.min(SPREAD_RANGE, fromState));
  }

  /**
   * -ln of how unusual a value is, three times: its residual in units of the spread that was forecast, itself upwards, itself downwards.
   * `value` and `residual` in the channel's scale.
   */
  of(value: number, residual: number, spread: number): number {
    this.#last = {
      error: Math.min(MOST_SPREADS, Math.abs(residual) / spread),
      up: Math.max(0, OFFSET + value),
      down: Math.max(0, OFFSET - value),
    };
    return this.#error.rarity(this.#last.error) + this.#up.rarity(this.#last.up) + this.#down.rarity(this.#last.down);
  }

  /** Learns from the value last asked about: of one that was anomalous only that it was a little beyond any before. What lasts becomes normal by that. */
  learn(anomalous: boolean): void {
    const { error, up, down } = this.#last;
    this.#error.add(anomalous ? this.#error.beyond(error) : error);
    this.#up.add(anomalous ? this.#up.beyond(up) : up);
    this.#down.add(anomalous ? this.#down.beyond(down) : down);
  }

  /** Takes the residual's size into account; returns by how much its logarithm is above what is usual, for the spread's forecast to learn from. */
  learnSpread(residual: number): number {
    const log = Math.log(Math.abs(residual) + 0.01);
    this.#count++;
    this.#meanLog += Math.max(1 / this.#count, LOG_GAIN) * (log - this.#meanLog);
    return log - this.#meanLog;
  }
}
