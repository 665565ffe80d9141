// What can be seen of one channel only over many rows: that it drifts away slowly, and when its events come.
import type { ChannelRow } from '../alarm/lasting-alarm.js';
import { REASON } from '../alarm/reasons.js';
import { partsOf } from '../parts.js';
import { Events } from './events.js';
import { SlowDrift } from './slow-drift.js';

/** From this severity on, a change keeps an alarm open. */
const LASTS = 2;

export class ChannelChanges {
  readonly #drift: SlowDrift;
  readonly #events: Events;
  #severity = 0;
  #isDrift = false;

  /** `drift`: SlowDrift.NUMBERS numbers, `state`: ChannelChanges.NUMBERS. They came at different times. */
  constructor(drift: Float64Array, state: Float64Array) {
    this.#drift = new SlowDrift(drift);
    this.#events = new Events(partsOf(state)(Events.NUMBERS));
  }

  static readonly NUMBERS = Events.NUMBERS;

  /** The next value, within what is usual of the channel; NaN is none. `frozen`: nothing is learnt. Real-time. */
  step(timeMs: number, value: number, frozen: boolean): void {
    const drift = this.#drift.step(timeMs, value);
    const events = this.#events.step(timeMs, value, frozen);
    this.#isDrift = drift >= events;
    this.#severity = Math.max(drift, events);
  }

  /** What there is now was called normal. */
  forgive(): void {
    this.#drift.forgive();
    this.#events.forgive();
  }

  /** Says so in the row, where that is graver than what the row says already, and returns whether it is. */
  tell(row: ChannelRow): boolean {
    row.took = 0;
    row.known = 0;
    if (this.#severity < LASTS || this.#severity <= row.severity) return false;
    row.severity = this.#severity;
    row.reason = this.#isDrift ? REASON.trend : this.#events.reason;
    if (this.#isDrift) return true;
    row.took = this.#events.took;
    row.known = this.#events.known;
    return true;
  }
}
