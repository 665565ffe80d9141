// Mutes and maintenance windows: whether one covers a channel now. Where the time of day is set back, a mute does not
// last longer than it was to last.
import { patternTest } from '../../protocol/names.js';
import type { Mute } from '../../protocol/operator.js';

interface KnownMute {
  readonly mute: Mute;
  readonly fits: (name: string) => boolean;
  /** By the monotonic clock. */
  readonly overMs: number;
}

export class Mutes {
  readonly #known = new Map<string, KnownMute>();

  get all(): Mute[] {
    return [...this.#known.values()].map(({ mute }) => mute);
  }

  get count(): number {
    return this.#known.size;
  }

  get(id: string): Mute | undefined {
    return this.#known.get(id)?.mute;
  }

  /** `nowMs`: the time of day; `monotonicMs`: by a clock that only goes forward. */
  add(mute: Mute, nowMs: number, monotonicMs: number): void {
    const leftMs = Math.min(mute.untilMs - nowMs, mute.untilMs - Math.min(mute.fromMs, mute.atMs));
    this.#known.set(mute.id, { mute, fits: patternTest(mute.streams), overMs: monotonicMs + leftMs });
  }

  remove(id: string): boolean {
    return this.#known.delete(id);
  }

  /** Whether one covers the channel; null: a stream without channels. */
  covers(stream: string, channel: string | null, nowMs: number): boolean {
    for (const { mute, fits } of this.#known.values()) {
      if (mute.fromMs > nowMs || mute.untilMs <= nowMs) continue;
      if ((mute.channel === null || mute.channel === channel) && fits(stream)) return true;
    }
    return false;
  }

  /** Removes those that are over, and returns them. */
  takeOver(nowMs: number, monotonicMs: number): Mute[] {
    const over = [...this.#known.values()].filter(({ mute, overMs }) => mute.untilMs <= nowMs || overMs <= monotonicMs);
    for (const { mute } of over) this.#known.delete(mute.id);
    return over.map(({ mute }) => mute);
  }
}
