// Where the page's streams come from, as it knows it: who is there, what comes in, what was found, and whether there is a connection. The plant in the
// page and a server are behind the same contract; the page does not tell them apart.
import type { SeriesVerdict, Transport } from 'sluice';

export interface Feed {
  /** For people: what is watched. */
  readonly name: string;
  /** How rows cross threads in this page; null or absent where they come from elsewhere, or there is no engine yet. */
  readonly transport?: Transport | null;
  /** Begins. What happens is told until the signal aborts, never before `start` has returned. */
  start(tell: (event: FeedEvent) => void, signal: AbortSignal): void;
  /** Lets a fault happen to a stream that has it. Only of a feed whose streams have faults. */
  inject?(stream: string, fault: string): void;
  /** Tells who one is. Only of a feed that may ask for it. */
  useToken?(token: string): void;
}

export type FeedEvent =
  /** It is there, anew or still. */
  | { readonly kind: 'stream'; readonly facts: StreamFacts }
  | { readonly kind: 'gone'; readonly stream: string }
  | { readonly kind: 'point'; readonly stream: string; readonly point: Point }
  /** Of a stream that is none of a series: the points of a series say themselves when there is an alarm. `past`: of before one watched. */
  | { readonly kind: 'alarm'; readonly alarm: Alarm; readonly past: boolean }
  /** Faults of the stream that last at the moment. */
  | { readonly kind: 'faults'; readonly stream: string; readonly active: readonly string[] }
  | { readonly kind: 'connection'; readonly connection: Connection };

/** What is known of a stream before anything has come of it. */
export interface StreamFacts {
  readonly name: string;
  readonly channels: readonly string[];
  /** (channels) Empty where it is not known. */
  readonly units: readonly string[];
  /** Whether it learns what is normal. */
  readonly learns: boolean;
  /** Rows that are only learnt from; null where it is not known. */
  readonly learnRows: number | null;
  /** What can be made to go wrong with it. */
  readonly faults: readonly { readonly name: string; readonly title: string }[];
  /** Whether nothing can be expected of it for now, for whoever sends it is away. */
  readonly away: boolean;
}

/** A row of a stream, and what was said of it. */
export interface Point {
  /** Ms since the epoch. */
  readonly timeMs: number;
  /** (channels) NaN: missing. */
  readonly values: ArrayLike<number>;
  /** Null where the stream is none of a series. */
  readonly series: SeriesVerdict | null;
  /** Whether it was learnt before. */
  readonly settled: boolean;
  /** From its coming in to here; NaN where it is not known. */
  readonly latencyMs: number;
  /** Whether it came before one watched. */
  readonly past: boolean;
}

export interface Alarm {
  readonly stream: string;
  readonly timeMs: number;
  /** The channel that was surprising most; of a stream that is none of a series, the label. */
  readonly channel: string;
  readonly unit: string;
  /** NaN where it is not known; so the next two. */
  readonly value: number;
  readonly expected: number;
  readonly spread: number;
  /** About -log10 of how seldom it is. */
  readonly severity: number;
}

export type Connection =
  /** There is none to have. */
  | { readonly state: 'local' }
  | { readonly state: 'connecting' }
  | { readonly state: 'open' }
  | { readonly state: 'waiting'; readonly retryMs: number; readonly reason: string }
  /** The server wants to know who one is. `reason`: a sentence. */
  | { readonly state: 'token'; readonly reason: string }
  | { readonly state: 'failed'; readonly reason: string };

/** The alarm that a row is. */
export function alarmOf(facts: StreamFacts, { timeMs, values, series }: Point): Alarm {
  const cause = series === null ? 0 : causeOf(series.contributions);
  return {
    stream: facts.name,
    timeMs,
    channel: facts.channels[cause] ?? '',
    unit: facts.units[cause] ?? '',
    value: values[cause] ?? Number.NaN,
    expected: series?.forecast[cause] ?? Number.NaN,
    spread: series?.spread[cause] ?? Number.NaN,
    severity: series?.severity ?? Number.NaN,
  };
}

/** The channel with the greatest share. */
export function causeOf(contributions: ArrayLike<number>): number {
  let cause = 0;
  for (let c = 1; c < contributions.length; c++) {
    if ((contributions[c] as number) > (contributions[cause] as number)) cause = c;
  }
  return cause;
}
