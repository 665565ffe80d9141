// How often an engine that dies is started anew: what killed it may well be in what it is given again.

/**
 * What streams go on from, from one try to the next: `exact`: their last checkpoint and the samples since; `state`: the
 * checkpoint, the samples since are lost; `rest`: from zeros.
 */
export type Resumption = 'exact' | 'state' | 'rest';

const TRIES: readonly Resumption[] = ['exact', 'exact', 'state', 'rest'];
/** An engine that has run for so long has survived: what kills it then is something else. */
const SURVIVED_MS = 5000;

export class Restarts {
  #inARow = 0;
  #lastMs = Number.NEGATIVE_INFINITY;

  /**
   * The engine died at `nowMs` (of any clock that never goes back): how to go on, or null where it has died too often
   * in a row.
   */
  next(nowMs: number): Resumption | null {
    if (nowMs - this.#lastMs >= SURVIVED_MS) this.#inARow = 0;
    this.#lastMs = nowMs;
    return TRIES[this.#inARow++] ?? null;
  }
}
