// The newest alarms, up to a limit. An alarm of the same stream shortly after another one belongs to the same episode:
// an operator sees one line that lasts, not twenty. No elements here.
import type { Alarm } from '../feeds/feed.js';

export interface Episode {
  readonly id: number;
  /** The most severe of its alarms. */
  readonly alarm: Alarm;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly count: number;
  readonly seen: boolean;
}

const MOST = 200;
/** After this time without an alarm, the next one begins a new episode. */
const APART_MS = 10_000;

export class Alarms {
  /** The newest first. */
  readonly episodes: Episode[] = [];
  #made = 0;

  get unseen(): number {
    return this.episodes.reduce((count, { seen }) => count + (seen ? 0 : 1), 0);
  }

  /** Those of other streams. */
  without(isLeftOut: (stream: string) => boolean): Pick<Alarms, 'episodes' | 'unseen'> {
    const episodes = this.episodes.filter(({ alarm }) => !isLeftOut(alarm.stream));
    return { episodes, unseen: episodes.filter(({ seen }) => !seen).length };
  }

  /** Returns the episode that it belongs to, and whether it began it. */
  add(alarm: Alarm): { episode: Episode; isNew: boolean } {
    const at = this.episodes.findIndex(({ alarm: { stream } }) => stream === alarm.stream);
    const last = this.episodes[at];
    if (last !== undefined && alarm.timeMs - last.lastMs < APART_MS) {
      const graver = alarm.severity > last.alarm.severity;
      const episode = { ...last, alarm: graver ? alarm : last.alarm, lastMs: alarm.timeMs, count: last.count + 1 };
      this.episodes[at] = episode;
      return { episode, isNew: false };
    }
    const { timeMs } = alarm;
    const episode = { id: this.#made++, alarm, firstMs: timeMs, lastMs: timeMs, count: 1, seen: false };
    // alarms of the past come stream by stream: each is put in its place by time
    const place = this.episodes.findIndex(({ firstMs }) => firstMs <= timeMs);
    this.episodes.splice(place < 0 ? this.episodes.length : place, 0, episode);
    this.episodes.length = Math.min(MOST, this.episodes.length);
    return { episode, isNew: true };
  }

  /** `id` null: all. */
  see(id: number | null): void {
    this.episodes.forEach((episode, at) => {
      if (id === null || episode.id === id) this.episodes[at] = { ...episode, seen: true };
    });
  }
}
