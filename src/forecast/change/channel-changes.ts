// What can be seen of one channel only over many rows: that it drifts away or has left where it was, and when its events
// come.
import type { ChannelRow } from '../alarm/lasting-alarm.js';
import { REASON } from '../alarm/reasons.js';
import { partsOf } from '../parts.js';
import { changeSeverity, LASTS } from './change-severity.js';
import { DayMeans } from './day-means.js';
import { Departure } from './departure.js';
import { Events } from './events.js';
import { SlowDrift } from './slow-drift.js';

export class ChannelChanges {
  readonly #days: DayMeans;
  readonly #drift: SlowDrift;
  readonly #departure: Departure;
  readonly #events: Events;
  #severity = 0;
  #reason: number = REASON.trend;

  /** `state`: ChannelChanges.NUMBERS numbers. */
  constructor(state: Float64Array) {
    const take = partsOf(state);
    this.#days = new DayMeans(take(DayMeans.NUMBERS));
    this.#drift = new SlowDrift(take(SlowDrift.NUMBERS));
    this.#departure = new Departure(take(Departure.NUMBERS));
    this.#events = new Events(take(Events.NUMBERS));
  }

  static readonly NUMBERS = DayMeans.NUMBERS + SlowDrift.NUMBERS + Departure.NUMBERS + Events.NUMBERS;

  /** The next value, within what is usual of the channel; NaN is none. `frozen`: nothing is learnt. Real-time. */
  step(timeMs: number, value: number, frozen: boolean): void {
    if (this.#days.step(timeMs, value)) {
      this.#drift.add(this.#days.day, this.#days.mean);
      this.#departure.add(this.#days.day, this.#days.mean);
    }
    const drift = this.#drift.severity;
    const departed = changeSeverity(this.#departure.beyond);
    const events = this.#events.step(timeMs, value, frozen);
    this.#severity = Math.max(drift, departed, events);
    if (this.#severity === events) this.#reason = this.#events.reason;
    else this.#reason = this.#severity === drift ? REASON.trend : REASON.level;
  }

  /** What there is now was called normal. */
  forgive(): void {
    this.#drift.forgive();
    this.#departure.forgive();
    this.#events.forgive();
  }

  /** Says so in the row, where that is graver than what the row says already, and returns whether it is. */
  tell(row: ChannelRow): boolean {
    row.took = 0;
    row.known = 0;
    if (this.#severity < LASTS || this.#severity <= row.severity) return false;
    row.severity = this.#severity;
    row.reason = this.#reason;
    if (this.#reason === REASON.trend || this.#reason === REASON.level) return true;
    row.took = this.#events.took;
    row.known = this.#events.known;
    return true;
  }
}
