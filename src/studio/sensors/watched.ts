// One stream as the page has it: its rows, how surprising it is of late, and which of four states it is in. No elements here.
import type { Point, StreamFacts } from './feeds/feed.js';
import { type Room, Track } from './track.js';

/** In the order of urgency. */
export type State = 'alarm' | 'normal' | 'learning' | 'away';

/** Surprise fades by this time constant. */
const SURPRISE_TAU_MS = 4000;
/** One wild row must not rule the order for minutes. */
const MOST_SURPRISE = 12;
/** An alarm stays one for so long after its last row. */
const ALARM_MS = 12_000;

export class Watched {
  facts: StreamFacts;
  readonly track: Track;
  /** The severity of late. */
  surprise = 0;
  /** Faults that last at the moment. */
  active: readonly string[] = [];
  /** The alarm that it is in, or was in last: which row, in time. */
  alarmedAtMs = Number.NEGATIVE_INFINITY;
  /** Where pictures end: the newest row, or the one at which they were paused. */
  #pausedAtMs: number | null = null;
  #settled = false;

  constructor(facts: StreamFacts, room: Room) {
    this.facts = facts;
    this.track = new Track(facts.channels.length, room);
  }

  /** Returns whether it was new. */
  push(point: Point): boolean {
    const before = this.newestMs;
    if (!this.track.push(point)) return false;
    this.#settled = point.settled;
    const passedMs = Number.isNaN(before) ? 0 : point.timeMs - before;
    const severity = point.settled ? Math.min(MOST_SURPRISE, point.series?.severity ?? 0) : 0;
    // graver is followed at once, less grave slowly: what has been surprising stays in sight
    if (severity > this.surprise) this.surprise += 0.5 * (severity - this.surprise);
    else this.surprise += (1 - Math.exp(-passedMs / SURPRISE_TAU_MS)) * (severity - this.surprise);
    if (point.series?.alarm) this.alarmedAtMs = point.timeMs;
    return true;
  }

  get state(): State {
    if (this.facts.away) return 'away';
    if (this.track.length > 0 && this.newestMs - this.alarmedAtMs < ALARM_MS) return 'alarm';
    return this.facts.learns && !this.#settled ? 'learning' : 'normal';
  }

  /** 0 to 1; NaN where it is not known how many rows it takes. */
  get learnt(): number {
    const { learnRows } = this.facts;
    return learnRows === null ? Number.NaN : Math.min(1, this.track.count / learnRows);
  }

  /** NaN before the first row. */
  get newestMs(): number {
    return this.track.length === 0 ? Number.NaN : this.track.timeMs(this.track.length - 1);
  }

  get shownUntilMs(): number {
    return this.#pausedAtMs ?? this.newestMs;
  }

  pause(paused: boolean): void {
    this.#pausedAtMs = paused ? this.newestMs : null;
  }
}
