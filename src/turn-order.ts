// Which of the streams of an engine that are awake make the next turn. By weighted fair queueing (Demers, Keshav and
// Shenker 1989), with the time that hops take as the length of a packet: a stream whose hops are short is served before
// those whose hops are long, unless it has used more of the thread than they have. Nothing here steps a stream.

/** What the order knows of a stream. */
export interface Ordered {
  /**
   * When its next hop would start, had all streams been served at once: when its last one would have ended, or when it
   * came. Only the order changes it.
   */
  startsMs: number;
  /** Whether it had samples when it was last asked, so that its place is kept. Only the order changes it. */
  waits: boolean;
  /** Whether it makes the present turn. Only the order changes it. */
  taken: boolean;
}

/** Of a stream that has just come. */
export function newcomer(): Ordered {
  return { startsMs: 0, waits: false, taken: false };
}

/** Streams within this time of each other count as equal: they take turns, and step together. */
const SLACK_MS = 1;
/** Streams of one turn: at least one, and more while their hops take no longer than this together. */
const TURN_MS = 4;

const NOW = 0;
const UNTIL = 1;
const LEAST = 2;
const EXPECTED = 3;

export class TurnOrder {
  /** The virtual time; streams that would end by then are taken; the least end of one that is not; the turn's time. */
  readonly #ms = new Float64Array(4);

  /** Begins a look at all streams that are awake. Real-time, as the methods below. */
  begin(): void {
    this.#ms[UNTIL] = (this.#ms[NOW] as number) + SLACK_MS;
    this.#ms[LEAST] = Number.POSITIVE_INFINITY;
  }

  /**
   * No stream that was taken has moved. Takes the next one in order from now on; false where none was left out: all
   * streams were asked in vain.
   */
  goOn(): boolean {
    const leastMs = this.#ms[LEAST] as number;
    this.#ms[UNTIL] = leastMs;
    this.#ms[LEAST] = Number.POSITIVE_INFINITY;
    return leastMs < Number.POSITIVE_INFINITY;
  }

  beginTurn(): void {
    this.#ms[EXPECTED] = 0;
  }

  /** Whether a stream whose hop takes `hopMs` makes this turn, or may wait for its own. */
  take(stream: Ordered, hopMs: number): void {
    if (!stream.waits) stream.startsMs = Math.max(stream.startsMs, this.#ms[NOW] as number);
    stream.waits = true;
    const endsMs = stream.startsMs + hopMs;
    stream.taken = endsMs <= (this.#ms[UNTIL] as number);
    if (stream.taken) this.#ms[EXPECTED] = (this.#ms[EXPECTED] as number) + hopMs;
    else if (endsMs < (this.#ms[LEAST] as number)) this.#ms[LEAST] = endsMs;
  }

  /** Whether the turn takes long enough: no further stream should be taken. */
  get full(): boolean {
    return (this.#ms[EXPECTED] as number) >= TURN_MS;
  }

  /** A stream has used so much of the thread in its turn; 0: it had no samples. */
  used(stream: Ordered, ms: number): void {
    stream.waits = ms > 0;
    if (ms === 0) return;
    this.#ms[NOW] = Math.max(this.#ms[NOW] as number, stream.startsMs);
    stream.startsMs += ms;
  }
}
