// Whether one surprising row is news. A jump to a value that the channel often has is none before a whole week has been
// seen: nobody can know yet that it does not belong to the week. And what came twice and was soon over is none when it
// comes again.

const DAY_MS = 86_400_000;
/** A week has been seen after so many days, and in any case after so many rows. */
const DAYS = 8;
const ENOUGH_ROWS = 20_000;
/** What comes again is news where it is so many times as severe as the second most severe before. */
const GRAVER = 1.5;
/** What was severe fades over about so many rows. */
const FADES = 1 - 1 / 50_000;

const FIRST_MS = 0;
const LAST_MS = 1;
const ROWS = 2;
const OWN_NUMBERS = 3;

export class FirstSeen {
  readonly #own: Float64Array;
  /** (channels, 2) The highest two severities of what was soon over. */
  readonly #over: Float64Array;

  /** `state`: `FirstSeen.numbers(channels)` numbers. */
  constructor(channels: number, state: Float64Array) {
    this.#own = state.subarray(0, OWN_NUMBERS);
    this.#over = state.subarray(OWN_NUMBERS, OWN_NUMBERS + 2 * channels);
  }

  static numbers(channels: number): number {
    return OWN_NUMBERS + 2 * channels;
  }

  /** The next row. */
  next(timeMs: number): void {
    const [own, over] = [this.#own, this.#over];
    if (own[ROWS] === 0) own[FIRST_MS] = timeMs;
    own[LAST_MS] = timeMs;
    own[ROWS] = (own[ROWS] as number) + 1;
    for (let i = 0; i < over.length; i++) over[i] = FADES * (over[i] as number);
  }

  /** Whether a row of this severity is. `usual`: its value is one that the channel often has. */
  isNews(channel: number, severity: number, usual: boolean): boolean {
    if (severity <= GRAVER * (this.#over[2 * channel + 1] as number)) return false;
    if (!usual || this.#weekSeen) return true;
    this.wasNone(channel, severity);
    return false;
  }

  /** What was as severe as this was no alarm, or a short one. */
  wasNone(channel: number, severity: number): void {
    const over = this.#over;
    const [most, second] = [over[2 * channel] as number, over[2 * channel + 1] as number];
    over[2 * channel] = Math.max(most, severity);
    over[2 * channel + 1] = Math.max(second, Math.min(most, severity));
  }

  get #weekSeen(): boolean {
    const own = this.#own;
    return (own[ROWS] as number) > ENOUGH_ROWS || (own[LAST_MS] as number) - (own[FIRST_MS] as number) > DAYS * DAY_MS;
  }
}
