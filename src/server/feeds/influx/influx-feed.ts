// Lines of InfluxDB's line protocol become rows: a measurement with its tags is a stream, its fields are channels.
import { now } from '../../../clock.js';
import { Descriptions } from '../descriptions.js';
import { Feed, type FeedParts } from '../feed.js';
import type { CheckedInflux } from './influx-settings.js';
import { type Line, readLine } from './line-protocol.js';

/** Units of a timestamp, ms. */
const PRECISIONS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  n: 1e-6,
  us: 1e-3,
  u: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

export interface Written {
  readonly taken: number;
  readonly refused: number;
  /** Why the first line was refused. */
  readonly reason: string | null;
  /** No more may wait: the lines from here on are to be sent again. */
  readonly full: boolean;
}

export class InfluxFeed {
  readonly feed: Feed;
  readonly #settings: CheckedInflux;
  readonly #hasStates: boolean;

  constructor(
    settings: CheckedInflux,
    parts: Omit<
      FeedParts,
      'feed' | 'model' | 'discoverMs' | 'gatherMs' | 'result' | 'channels' | 'described' | 'histories'
    >,
  ) {
    const { model = null, discoverMs, gatherMs, described = new Descriptions(), history } = settings;
    this.#settings = settings;
    this.#hasStates = described.hasStates;
    const own = {
      feed: 'influx',
      histories: history,
      model,
      discoverMs,
      gatherMs,
      described,
      channels: {},
      result: null,
    };
    this.feed = new Feed({ ...parts, ...own });
    this.feed.adopt(parts.hub);
  }

  /** `precision`: as the request says it. */
  write(body: string, precision: string | null): Written {
    const { counts } = this.feed;
    const unitMs = PRECISIONS[precision ?? 'ns'] ?? 1e-6;
    let [taken, refused] = [0, 0];
    let reason: string | null = null;
    let number = 0;
    for (const text of body.split('\n')) {
      number++;
      const trimmed = text.trim();
      if (trimmed === '' || trimmed.startsWith('#')) continue;
      counts.messages++;
      const line = readLine(trimmed);
      const stream = typeof line === 'string' ? '' : this.#streamOf(line);
      if (this.feed.isFull(stream)) return { taken, refused, reason, full: true };
      const why = typeof line === 'string' ? this.#refuse(line) : this.#take(line, stream, unitMs);
      if (why === null) taken++;
      else {
        refused++;
        reason ??= `line ${number}: ${why}`;
      }
    }
    return { taken, refused, reason, full: false };
  }

  #refuse(reason: string): string {
    this.feed.counts.refuse(reason);
    return reason;
  }

  #take({ fields, texts, words, time }: Line, stream: string, unitMs: number): string | null {
    const timeMs = time === null ? now() : time * unitMs;
    if (this.#hasStates && texts > 0) return this.feed.take({ stream, timeMs, values: fields, texts: words });
    if (texts > 0) this.feed.counts.refuse('text field');
    if (fields.size === 0 && texts > 0) return null; // Telegraf sends some: nothing is wrong with them
    return this.feed.take({ stream, timeMs, values: fields });
  }

  /** Characters that no name of a stream has become `_`. */
  #streamOf({ measurement, tags }: Line): string {
    const { streamTags } = this.#settings;
    const named = streamTags ?? [...tags.keys()].sort();
    const parts = [measurement, ...named.flatMap((tag) => tags.get(tag) ?? [])];
    return parts
      .map((part) => part.replaceAll(/[^A-Za-z0-9._:-]/g, '_'))
      .join('/')
      .slice(0, 128);
  }
}
