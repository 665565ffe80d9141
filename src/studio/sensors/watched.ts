// One stream as the page has it: its rows, its recent severity, and its state. No elements here.
import type { Point, StreamFacts } from './feeds/feed.js';
import { type Room, Track } from './track.js';

/** In the order of urgency. */
export type State = 'alarm' | 'normal' | 'learning' | 'away';

/** Time constant with which the recent severity falls. */
const SURPRISE_TAU_MS = 4000;
/** Bound on the recent severity, so that one extreme row does not rule the order for minutes. */
const MOST_SURPRISE = 12;
/** How long a stream stays in alarm after its last alarm row. */
const ALARM_MS = 12_000;

export class Watched {
  facts: StreamFacts;
  readonly track: Track;
  /** The recent severity. */
  surprise = 0;
  /** Active faults. */
  active: readonly string[] = [];
  /** Time of the newest row with an alarm. */
  alarmedAtMs = Number.NEGATIVE_INFINITY;
  /** Whether a server lists an alarm that lasts; null: it lists none, and rows tell. */
  lasts: boolean | null = null;
  /** Time at the right edge of pictures while they are paused; null: the newest row. */
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
    // rises at once, falls slowly: recent alarms stay visible
    if (severity > this.surprise) this.surprise += 0.5 * (severity - this.surprise);
    else this.surprise += (1 - Math.exp(-passedMs / SURPRISE_TAU_MS)) * (severity - this.surprise);
    if (point.series?.alarm) this.alarmedAtMs = point.timeMs;
    return true;
  }

  get state(): State {
    if (this.facts.away) return 'away';
    if (this.track.length > 0 && (this.lasts ?? this.newestMs - this.alarmedAtMs < ALARM_MS)) return 'alarm';
    return this.facts.learns && !this.#settled ? 'learning' : 'normal';
  }

  /** Share of learning that is done, 0 to 1; NaN if unknown. */
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
