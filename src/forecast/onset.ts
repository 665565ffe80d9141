// An anomaly is said once. What follows a grave row on the same channel, for a stretch of rows, must be graver by a
// margin to be said too, or the gravest that there is; or the first that is an alarm: a row that nobody was told of
// hides none.

/** How much graver. */
const MARGIN = 1.2;

const HELD = 0;
const LEFT = 1;
const EACH = 2;

/** Severities, and for how many rows. */
export interface OnsetSettings {
  /** From here on a row holds the next ones back … */
  readonly grave: number;
  /** … for so many rows. */
  readonly stretch: number;
  /** No row is graver than that. */
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
   * The severity, or 0 where it belongs to what was said before. `channel`: which one it is about; `learnt`: whether it
   * may hold others back.
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

  /** Holds nothing back any more. */
  clear(): void {
    this.#state.fill(0);
  }

  #holds(held: number, severity: number): boolean {
    if (held < this.threshold && severity >= this.threshold) return false;
    return severity <= held || (severity <= MARGIN * held && severity < this.#settings.most);
  }
}
