// One channel of a monitor: its scale, how restless it is and how surprising its values are, and what of the present
// row concerns it. The forecast itself is made elsewhere, of all channels together.
import { ChannelScale } from './channel.js';
import { partsOf } from './parts.js';
import { Restlessness } from './restlessness.js';
import { ChannelSurprise } from './surprise.js';

export class WatchedChannel {
  readonly #scale: ChannelScale;
  readonly #restlessness: Restlessness;
  readonly #surprise: ChannelSurprise;
  #value = Number.NaN;
  #scaled = Number.NaN;
  #expected = 0;
  #apart = 0;
  /**
   * In the channel's scale: by how much the forecast last learnt from was too low, and that of the error's size, as
   * logarithm. 0 where the value was missing.
   */
  error = 0;
  apartError = 0;

  /** `state`: WatchedChannel.NUMBERS numbers. */
  constructor(state: Float64Array) {
    const take = partsOf(state);
    this.#scale = new ChannelScale(take(ChannelScale.NUMBERS));
    this.#restlessness = new Restlessness(take(Restlessness.NUMBERS));
    this.#surprise = new ChannelSurprise(take(ChannelSurprise.NUMBERS));
  }

  static readonly NUMBERS = ChannelScale.NUMBERS + Restlessness.NUMBERS + ChannelSurprise.NUMBERS;

  /** Whether the row has no value for it. */
  get missing(): boolean {
    return Number.isNaN(this.#value);
  }

  /**
   * The next value. It belongs to its scale: so the first of a series, and one far out, are not measured by a spread
   * that knows of none like them.
   */
  take(value: number): void {
    const there = Number.isFinite(value);
    if (there) this.#scale.add(value);
    this.#value = there ? value : Number.NaN;
    this.#scaled = there ? this.#scale.scaled(value) : Number.NaN;
  }

  /**
   * How surprising it is, -ln of how seldom, where `expected` was forecast, and `apart` of the error's size. 0 where it
   * is missing.
   */
  judge(timeMs: number, expected: number, apart: number): number {
    this.#expected = expected;
    this.#apart = apart;
    if (this.missing) return 0;
    this.#surprise.standsStill(this.#value, this.#scale);
    return this.#surprise.of(timeMs, this.#scaled, this.#scaled - expected, this.#restlessness.size(apart));
  }

  /** What was expected, in the channel's unit. */
  get forecast(): number {
    return this.#scale.value(this.#expected);
  }

  /** How far off it was thought to be. */
  get spread(): number {
    return this.#scale.width(this.#restlessness.size(this.#apart));
  }

  /** Learns from the value last judged. `learnt`: whether anything can be called anomalous yet. */
  learn(learnt: boolean): void {
    this.error = 0;
    this.apartError = 0;
    if (this.missing) return;
    this.#surprise.learn(learnt);
    this.error = this.#scale.shown(this.#scaled) - this.#expected;
    this.apartError = this.#restlessness.learn(this.error, this.#apart);
  }

  /** The value as the forecaster is shown it; where it is missing, the forecast. */
  get shown(): number {
    return this.#scale.shown(this.missing ? this.#expected : this.#scaled);
  }

  /** Writes how restless it has been to `into` at `at`: Restlessness.FEATURES numbers. */
  tell(into: Float64Array, at: number): void {
    this.#restlessness.tell(into, at);
  }
}
