// Which alarms of series are open, as far as it was told since the start of the server.

/** What a detection says of it. */
export interface ToldAlarm {
  readonly channel?: string;
  readonly startsAtMs: number;
  readonly open?: boolean;
}

export class OpenAlarms {
  readonly #byStream = new Map<string, Set<string>>();

  detected(stream: string, { channel = '', startsAtMs, open }: ToldAlarm): void {
    const key = `${startsAtMs} ${channel}`;
    if (open === true) {
      const alarms = this.#byStream.get(stream) ?? new Set();
      this.#byStream.set(stream, alarms.add(key));
    } else if (open === false) this.#byStream.get(stream)?.delete(key);
  }

  forget(stream: string): void {
    this.#byStream.delete(stream);
  }

  /** Streams that have had one, and how many are open. */
  *counts(): Generator<readonly [stream: string, count: number]> {
    for (const [stream, alarms] of this.#byStream) yield [stream, alarms.size];
  }
}
