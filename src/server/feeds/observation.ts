// What a feed says: values of some channels of a stream at a time.

export interface Observation {
  readonly stream: string;
  /** Ms since the epoch. */
  readonly timeMs: number;
  readonly values: ReadonlyMap<string, number>;
  /** Values that are texts, by channel: names of states. */
  readonly texts?: ReadonlyMap<string, string>;
}

/** What comes in, counted; `refused` by reason. */
export class FeedCounts {
  messages = 0;
  rows = 0;
  /** Rows and observations dropped because too many waited. */
  dropped = 0;
  readonly refused = new Map<string, number>();

  refuse(reason: string): void {
    this.refused.set(reason, (this.refused.get(reason) ?? 0) + 1);
  }
}
