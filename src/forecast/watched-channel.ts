// One channel of a monitor: its scale, its volatility, how surprising its values are, and its part of the present row.
// The forecast itself is made elsewhere, for all channels together.
import { ChannelScale } from './channel.js';
import { partsOf } from './parts.js';
import { ChannelSurprise } from './surprise.js';
import { Volatility } from './volatility.js';

export class WatchedChannel {
  readonly #scale: ChannelScale;
  readonly #volatility: Volatility;
  readonly #surprise: ChannelSurprise;
  #value = Number.NaN;
  #scaled = Number.NaN;
  #expected = 0;
  #apart = 0;
  /** Whether the present row is not learnt from. */
  frozen = false;
  /**
   * In the channel's scale: by how much the last forecast was too low, and by how much the forecast of the error's size
   * was, as a logarithm. 0 where the value was missing.
   */
  error = 0;
  apartError = 0;

  /** `state`: WatchedChannel.NUMBERS numbers. */
  constructor(state: Float64Array) {
    const take = partsOf(state);
    this.#scale = new ChannelScale(take(ChannelScale.NUMBERS));
    this.#volatility = new Volatility(take(Volatility.NUMBERS));
    this.#surprise = new ChannelSurprise(take(ChannelSurprise.NUMBERS));
  }

  static readonly NUMBERS = ChannelScale.NUMBERS + Volatility.NUMBERS + ChannelSurprise.NUMBERS;

  /** Whether the row has no value for this channel. */
  get missing(): boolean {
    return Number.isNaN(this.#value);
  }

  /**
   * The next value. Unless `frozen`, the scale takes it in first, so that the first value of a series, and one far out,
   * are not measured by a spread without them.
   */
  take(value: number, frozen = false): void {
    const there = Number.isFinite(value);
    this.frozen = frozen;
    if (there && !frozen) this.#scale.add(value);
    this.#value = there ? value : Number.NaN;
    this.#scaled = there ? this.#scale.scaled(value) : Number.NaN;
  }

  /**
   * The surprise of the value, -ln of how rare it is. `expected`: the forecast; `apart`: the forecast of the error's
   * size. 0 where the value is missing.
   */
  judge(timeMs: number, expected: number, apart: number): number {
    this.#expected = expected;
    this.#apart = apart;
    if (this.missing) return 0;
    this.#surprise.standsStill(this.#value, this.#scale, this.frozen);
    const size = this.#volatility.size(apart);
    return this.#surprise.of(timeMs, this.#scaled, this.#scaled - expected, size, this.#volatility.lately, this.frozen);
  }

  /** A scaled value, in the channel's unit. */
  inUnit(scaled: number): number {
    return this.#scale.value(scaled);
  }

  /** The expected value, in the channel's unit. */
  get forecast(): number {
    return this.#scale.value(this.#expected);
  }

  /** The expected size of the forecast's error, in the channel's unit. */
  get spread(): number {
    return this.#scale.width(this.#volatility.size(this.#apart));
  }

  /** Index in REASONS: in which way the value was most surprising. */
  get reason(): number {
    return this.#surprise.reason;
  }

  /** Whether its severities need no bar: they are seldom high by what it has learnt itself. */
  readonly knowsItself: boolean = false;

  /** Whether the value itself was not rare, whatever was expected. */
  get usual(): boolean {
    return this.#surprise.usual;
  }

  get value(): number {
    return this.#value;
  }

  /** The value, within what is usual of the channel; NaN where it is missing. */
  get bounded(): number {
    return this.missing ? Number.NaN : this.#scale.value(this.#scale.shown(this.#scaled));
  }

  /**
   * Learns from the value that was judged last; of a frozen channel only the forecast goes on. `learnt`: whether anything
   * can be anomalous yet.
   */
  learn(learnt: boolean): void {
    this.error = 0;
    this.apartError = 0;
    if (this.missing) return;
    this.#surprise.learn(learnt, this.frozen);
    this.error = this.#scale.shown(this.#scaled) - this.#expected;
    const apart = this.#volatility.learn(this.error, this.#apart, this.frozen);
    this.apartError = this.frozen ? 0 : apart;
  }

  /** The value as the forecaster gets it. Where it is missing, the forecast takes its place. */
  get shown(): number {
    return this.#scale.shown(this.missing ? this.#expected : this.#scaled);
  }

  /** Writes the volatility to `into` from `at` on: Volatility.FEATURES numbers. */
  writeTo(into: Float64Array, at: number): void {
    this.#volatility.writeTo(into, at);
  }
}
