// The order of the cards: alarms first, then by severity. A pure step, slow to change, so that cards do not jump.
import type { State } from './watched.js';

export interface Ranked {
  readonly name: string;
  readonly state: State;
  readonly surprise: number;
}

/** A card moves only if its severity has changed by this. */
const WORTH_MOVING = 1;

const RANKS: Readonly<Record<State, number>> = { alarm: 0, normal: 1, learning: 1, away: 2 };

export class Order {
  /** The severity by which each has its place. */
  readonly #placed = new Map<string, number>();

  /** The same streams in their new order. Equal ones keep the given order. */
  next<R extends Ranked>(streams: readonly R[]): R[] {
    const names = new Set(streams.map(({ name }) => name));
    for (const name of this.#placed.keys()) if (!names.has(name)) this.#placed.delete(name);
    for (const { name, surprise } of streams) {
      const placed = this.#placed.get(name) ?? 0;
      if (Math.abs(surprise - placed) >= WORTH_MOVING) this.#placed.set(name, Math.floor(surprise));
    }
    const placed = ({ name }: R) => this.#placed.get(name) ?? 0;
    return [...streams].sort((a, b) => RANKS[a.state] - RANKS[b.state] || placed(b) - placed(a));
  }
}
