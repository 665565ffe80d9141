// Which rows are reported. An anomaly is reported once. For the next `stretch` rows, the same channel is reported again
// only if the row is more severe by MARGIN, or has the highest severity there is, or is the first alarm: a row that
// raised no alarm suppresses none.

/** So many times as severe. */
const MARGIN = 1.2;

const HELD = 0;
const LEFT = 1;
const EACH = 2;

/** Severities, and a number of rows. */
export interface OnsetSettings {
  /** A row from this severity on suppresses the next ones … */
  readonly grave: number;
  /** … for so many rows. */
  readonly stretch: number;
  /** The highest severity there is. */
  readonly most: number;
}

export class Onset {
  readonly #state: Float64Array;
  readonly #settings: OnsetSettings;
  /** Severity from which a row is an alarm. */
  threshold: number;

  /** `state`: `Onset.numbers(channels)` numbers. */
  constructor(settings: OnsetSettings, threshold: number, state: Float64Array) {
    this.#settings = settings;
    this.#state = state;
    this.threshold = threshold;
  }

  static numbers(channels: number): number {
    return EACH * channels;
  }

  /**
   * The severity of a row, or 0 where it is suppressed. `channel`: the one that the row is about; `learnt`: whether the
   * row may suppress others.
   */
  of(severity: number, channel: number, learnt: boolean): number {
    const state = this.#state;
    const { grave, stretch } = this.#settings;
    const at = EACH * channel;
    const held = (state[at + LEFT] as number) > 0 && this.#holds(state[at + HELD] as number, severity);
    for (let i = LEFT; i < state.length; i += EACH) state[i] = Math.max(0, (state[i] as number) - 1);
    if (held) return 0;
    if (learnt && severity >= grave) {
      state[at + HELD] = severity;
      state[at + LEFT] = stretch;
    }
    return severity;
  }

  /** Suppresses nothing any more. */
  clear(): void {
    this.#state.fill(0);
  }

  #holds(held: number, severity: number): boolean {
    if (held < this.threshold && severity >= this.threshold) return false;
    return severity <= held || (severity <= MARGIN * held && severity < this.#settings.most);
  }
}
