// Clients of a partition's streams that are away: who says so where their node is gone, and when a stream has waited long
// enough. Nothing is changed here: what is found is written to the log, and counts from there on.
import type { OwnedStream } from './owned-stream.js';

export interface AbsencesParts {
  readonly streams: ReadonlyMap<string, OwnedStream>;
  /** How long a stream waits for its client, ms. */
  readonly keepMs: number;
  /** Appends a record to the log of rows. */
  append(record: { readonly kind: 'left' | 'expire'; readonly stream: string; readonly session: number }): void;
}

/** The session of rows that another program publishes. No client's is 0. */
export const STRANGER = 0;

export class Absences {
  readonly #parts: AbsencesParts;
  /** Sessions of nodes that are gone, for which that was said already. */
  #said = new Set<number>();

  constructor(parts: AbsencesParts) {
    this.#parts = parts;
  }

  /** About once a second. `isThere`: of a node. */
  tick(nowMs: number, isThere: (node: string) => boolean): void {
    const gone = new Set<number>();
    for (const owned of this.#parts.streams.values()) {
      for (const [session, node] of presentOf(owned)) {
        if (session === STRANGER || isThere(node)) continue;
        gone.add(session);
        if (!this.#said.has(session)) this.#parts.append({ kind: 'left', stream: owned.stream.name, session });
      }
      this.#expire(owned, nowMs);
    }
    this.#said = gone;
  }

  #expire(owned: OwnedStream, nowMs: number): void {
    if (!(nowMs - owned.awaySinceMs > this.#parts.keepMs) || owned.expiring) return;
    owned.expiring = true;
    this.#parts.append({ kind: 'expire', stream: owned.stream.name, session: owned.by.session });
  }
}

/** The sessions of a stream that are taken for present, and their nodes. */
function presentOf({ by, awaySinceMs, openings }: OwnedStream): (readonly [session: number, node: string])[] {
  return Number.isNaN(awaySinceMs) ? [...openings, [by.session, by.node]] : [...openings];
}
