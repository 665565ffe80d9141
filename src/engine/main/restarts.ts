// How often an engine that dies is restarted: the cause may be in what the next one gets again.

/**
 * What streams continue from, from one try to the next. `exact`: their last checkpoint and the samples since; `state`:
 * the checkpoint, without the samples since; `rest`: zeros.
 */
export type Resumption = 'exact' | 'state' | 'rest';

const TRIES: readonly Resumption[] = ['exact', 'exact', 'state', 'rest'];
/** An engine that ran for so long has survived: if it dies later, the cause is another one. */
const SURVIVED_MS = 5000;

export class Restarts {
  #inARow = 0;
  #lastMs = Number.NEGATIVE_INFINITY;

  /**
   * The engine died at `nowMs`, of any clock that never goes back. Returns how to continue; null: it died too often in
   * a row.
   */
  next(nowMs: number): Resumption | null {
    if (nowMs - this.#lastMs >= SURVIVED_MS) this.#inARow = 0;
    this.#lastMs = nowMs;
    return TRIES[this.#inARow++] ?? null;
  }
}
