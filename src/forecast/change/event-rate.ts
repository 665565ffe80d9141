// How many events an hour a channel has, by the hour of the day, on workdays and at weekends. The sum of it since the last
// event is a clock that goes fast where events are many: by it, events that follow the day come evenly (the time-rescaling
// theorem, Papangelou 1972). Where they do not follow the day, it is the usual clock.

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
const BINS = 2 * DAY_HOURS;
/** The mean rate counts as so many events of an hour, and the hour's rate on all days as so many of its kind of day. */
const PRIOR = 0.5;
/** The memory of an hour is about so many hours of its kind. */
const MEMORY = 60;

const EVENTS = 0;
const HOURS = BINS;

export class EventRate {
  readonly #state: Float64Array;

  /** `state`: EventRate.NUMBERS numbers. */
  constructor(state: Float64Array) {
    this.#state = state;
  }

  static readonly NUMBERS = 2 * BINS;

  /** Expected events within `ms` at this time, from what is known so far. Real-time. */
  expected(timeMs: number, ms: number): number {
    const state = this.#state;
    const bin = binOf(timeMs);
    const other = (bin + DAY_HOURS) % BINS;
    let [events, hours] = [0, 0];
    for (let i = 0; i < BINS; i++) {
      events += state[EVENTS + i] as number;
      hours += state[HOURS + i] as number;
    }
    if (!(events > 0)) return 0;
    const mean = events / hours;
    const both = (state[EVENTS + bin] as number) + (state[EVENTS + other] as number) + PRIOR;
    const rate = both / ((state[HOURS + bin] as number) + (state[HOURS + other] as number) + PRIOR / mean);
    const mine = ((state[EVENTS + bin] as number) + PRIOR) / ((state[HOURS + bin] as number) + PRIOR / rate);
    return (mine * ms) / HOUR_MS;
  }

  /** `ms` have passed at this time, with or without an event. Real-time. */
  learn(timeMs: number, ms: number, event: boolean): void {
    const state = this.#state;
    const bin = binOf(timeMs);
    const hours = ms / HOUR_MS;
    const keep = 1 - Math.min(1, hours / MEMORY);
    state[EVENTS + bin] = keep * (state[EVENTS + bin] as number) + (event ? 1 : 0);
    state[HOURS + bin] = keep * (state[HOURS + bin] as number) + hours;
  }
}

function binOf(timeMs: number): number {
  const hour = Math.floor(timeMs / HOUR_MS);
  const weekday = (((Math.floor(hour / DAY_HOURS) + 3) % 7) + 7) % 7; // 0: Monday; 1970 began on a Thursday
  const ofDay = ((hour % DAY_HOURS) + DAY_HOURS) % DAY_HOURS;
  return (weekday < 5 ? 0 : DAY_HOURS) + ofDay;
}
