// The source of the page's streams, behind one contract: streams, rows, results, and the connection. The simulated
// plant, a table and a server implement it; the page does not tell them apart.
import type { AlarmEvent, AlarmInfo, Client, SeriesVerdict, Transport } from 'sluice';

export interface Feed {
  /** For people: what is watched. */
  readonly name: string;
  /** How rows cross threads in this page; null or absent if they come from a server, or before there is an engine. */
  readonly transport?: Transport | null;
  /** Starts. Events come until the signal aborts, never before `start` has returned. */
  start(tell: (event: FeedEvent) => void, signal: AbortSignal): void;
  /** Injects a fault into a stream. Only for feeds whose streams have faults. */
  inject?(stream: string, fault: string): void;
  /** Gives the token. Only for feeds that may ask for one. */
  useToken?(token: string): void;
  /** Answers whether the page may connect. Only for feeds that may ask. */
  usePermission?(allowed: boolean): void;
}

export type FeedEvent =
  /** The stream is there: new, or with other facts. */
  | { readonly kind: 'stream'; readonly facts: StreamFacts }
  | { readonly kind: 'gone'; readonly stream: string }
  | { readonly kind: 'point'; readonly stream: string; readonly point: Point }
  /**
   * Only for streams without a series model: points of a series carry their own alarms. `past`: it was raised before
   * this page watched.
   */
  | { readonly kind: 'alarm'; readonly alarm: Alarm; readonly past: boolean }
  /** What a server lists of alarms; `operator`: by whom it is told what a person says of them. */
  | { readonly kind: 'listed'; readonly event: AlarmEvent; readonly operator: Operator }
  /** The active faults of a stream. */
  | { readonly kind: 'faults'; readonly stream: string; readonly active: readonly string[] }
  | { readonly kind: 'connection'; readonly connection: Connection };

/** What an operator can do at a server. */
export interface Operator
  extends Pick<
    Client,
    'acknowledge' | 'callNormal' | 'mute' | 'planMaintenance' | 'endMute' | 'forgetNormal' | 'audit' | 'rights'
  > {}

/** What is known of a stream before its first row. */
export interface StreamFacts {
  readonly name: string;
  readonly channels: readonly string[];
  /** (channels) Empty where unknown. */
  readonly units: readonly string[];
  /** Whether it learns what is normal. */
  readonly learns: boolean;
  /** Rows from which it only learns, before the first alarm; null if unknown. */
  readonly learnRows: number | null;
  /** Faults that can be injected. */
  readonly faults: readonly { readonly name: string; readonly title: string }[];
  /** Whether its sender is away. */
  readonly away: boolean;
}

/** A row of a stream and its result. */
export interface Point {
  /** Ms since the epoch. */
  readonly timeMs: number;
  /** (channels) NaN: missing. */
  readonly values: ArrayLike<number>;
  /** Null for a stream without a series model. */
  readonly series: SeriesVerdict | null;
  /** Whether the stream had finished learning. */
  readonly settled: boolean;
  /** From the arrival of the row to this page, ms; NaN if unknown. */
  readonly latencyMs: number;
  /** Whether it came before this page watched. */
  readonly past: boolean;
}

export interface Alarm {
  readonly stream: string;
  readonly timeMs: number;
  /** The channel that contributed most; without a series model, the label. */
  readonly channel: string;
  readonly unit: string;
  /** NaN if unknown; so are the next two. */
  readonly value: number;
  readonly expected: number;
  readonly spread: number;
  /** About -log10 of the probability of such a row. */
  readonly severity: number;
}

export type Connection =
  /** The streams run in this page. */
  | { readonly state: 'local' }
  | { readonly state: 'connecting' }
  | { readonly state: 'open' }
  | { readonly state: 'waiting'; readonly retryMs: number; readonly reason: string }
  /** The server asks for a token. `reason`: a sentence. */
  | { readonly state: 'token'; readonly reason: string }
  /** May the page connect to this server? `remark`: what is special about it. */
  | { readonly state: 'permission'; readonly server: string; readonly remark: string | null }
  | { readonly state: 'failed'; readonly reason: string };

/** Makes an alarm of a row. */
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

/** An alarm that a server lists, as a card shows it. */
export function alarmIn({ stream, startsAtMs, channel, value, expected, spread, severity }: AlarmInfo): Alarm {
  const number = (one: number | null) => one ?? Number.NaN;
  const numbers = { value: number(value), expected: number(expected), spread: number(spread) };
  return { stream, timeMs: startsAtMs, channel, unit: '', ...numbers, severity: number(severity) };
}

/** The channel that contributed most. */
export function causeOf(contributions: ArrayLike<number>): number {
  let cause = 0;
  for (let c = 1; c < contributions.length; c++) {
    if ((contributions[c] as number) > (contributions[cause] as number)) cause = c;
  }
  return cause;
}
