// One stream that a feed fills. At first it waits until it knows its channels, then it is opened on the hub like a
// client's, and continued after a restart. What cannot go on at once waits here, within a bound.
import { randomUUID } from 'node:crypto';
import { monotonicMs, now } from '../../clock.js';
import { type BlockMessage, DEFAULT_DELAY_MS, type OpenMessage } from '../../protocol/client-messages.js';
import { after, plus } from '../../protocol/counting.js';
import { readServerFrames } from '../../protocol/read-server-frames.js';
import type { ServerMessage } from '../../protocol/server-messages.js';
import type { Row } from '../../source/rows.js';
import { NOBODY } from '../scheduling/client-work.js';
import type { StreamSender } from '../streams/connected-stream.js';
import type { KeptFrame } from '../streams/results.js';
import { decodeNumbers } from '../streams/row-layout.js';
import type { ServedStream } from '../streams/served-stream.js';
import type { StreamHub } from '../streams/stream-hub.js';
import { resultMessage } from '../transport/result-message.js';
import type { Descriptions } from './descriptions.js';
import { type FeedHistory, takeHistory } from './feed-history.js';
import type { FeedJournal } from './journal/feed-journal.js';
import { KindAdvice } from './kind-advice.js';
import type { FeedCounts, Observation } from './observation.js';
import { type GatheredRow, RowGatherer } from './row-gatherer.js';

export interface FeedStreamParts {
  readonly name: string;
  /** Null: that of the server. */
  readonly model: string | null;
  /** Of the feed, for logs. */
  readonly feed: string;
  readonly hub: StreamHub;
  readonly counts: FeedCounts;
  /** What its channels are. */
  readonly described: Descriptions;
  /** Where values are kept until a saved state covers them; null: nowhere. */
  readonly journal: FeedJournal | null;
  /** Channels that are known before the first value; null: those that report at first. */
  readonly channels: readonly string[] | null;
  /** Rows that it learns from first; null: none. */
  readonly history: FeedHistory | null;
  /** Whether the feed is closed. */
  closed(): boolean;
  /** How long it is listened which channels there are, and how long a row may be open, ms. */
  readonly discoverMs: number;
  readonly gatherMs: number;
  /** Rows, and before that observations, that may wait. */
  readonly mostWaiting: number;
  /** A result; null: nobody wants them. */
  readonly result: ((stream: string, message: ServerMessage) => void) | null;
  warn(facts: Record<string, unknown>, sentence: string): void;
}

/** The key of a stream that a feed opened begins with this: only a feed continues it. */
export const FEED_KEY = 'feed-';
/** A stream that was refused or has ended is opened again after this time. */
const AGAIN_MS = 5000;

interface Handed {
  readonly block: number;
  readonly number: number;
}

/** With its number in the journal. */
interface Numbered {
  readonly observation: Observation;
  readonly number: number;
}

export class FeedStream implements StreamSender {
  readonly payer = NOBODY;
  readonly saysClosed = true;
  readonly client: string;
  readonly connection: string;
  readonly #parts: FeedStreamParts;
  readonly #firstMs = monotonicMs();
  #gatherer: RowGatherer | null = null;
  #stream: ServedStream | null = null;
  #opening = false;
  /** By the monotonic clock: not opened before. */
  #notBeforeMs = Number.NEGATIVE_INFINITY;
  #observations: Numbered[] = [];
  /** Rows that were handed on and that no saved state covers: their blocks, and their last numbers in the journal. */
  readonly #handed: Handed[] = [];
  #newest = 0;
  readonly #rows: GatheredRow[] = [];
  /** Rows that came while the history is taken; null: it is not, any more. */
  #held: GatheredRow[] | null = null;
  /** Rows up to here were in the history. */
  #historyMs = Number.NEGATIVE_INFINITY;
  readonly #beganMs = now();
  #toldUnknown = false;
  #advice: KindAdvice | null = null;

  constructor(parts: FeedStreamParts) {
    this.#parts = parts;
    this.client = `feed ${parts.feed}`;
    this.connection = `feed ${parts.feed}`;
    const known = this.#known();
    const { history } = parts;
    const channels = known?.plan.channels ?? history?.channels.map(nameOf) ?? parts.channels;
    if (history !== null) this.#learn(history, known?.sequencer.timeMs ?? Number.NEGATIVE_INFINITY);
    if (channels !== null) this.#begin(channels);
    this.#replay(known);
  }

  /** Whether so much waits that more would be dropped. */
  get full(): boolean {
    return Math.max(this.#observations.length, this.#rows.length) >= this.#parts.mostWaiting;
  }

  take(observation: Observation, nowMs: number): void {
    const number = this.#parts.journal?.take(observation) ?? 0;
    this.#newest = number;
    const waits = this.#gatherer === null;
    this.#add({ observation, number }, nowMs);
    if (waits) this.tick(nowMs);
  }

  /** Some times a second. */
  tick(nowMs: number): void {
    if (this.#gatherer === null && nowMs - this.#firstMs >= this.#parts.discoverMs) {
      const channels = new Set(this.#observations.flatMap(({ observation }) => [...observation.values.keys()]));
      if (channels.size > 0) this.#begin([...channels].sort());
    }
    this.#gatherer?.tick(nowMs, this.#row);
    if (this.#stream === null) this.#open(nowMs);
    this.#push();
    this.#cover();
  }

  // What the hub says.

  result(stream: ServedStream, { bytes, at, length }: KeptFrame): void {
    const { result, name } = this.#parts;
    if (result !== null) {
      const frame = bytes.slice(at, at + length);
      readServerFrames(
        frame.buffer as ArrayBuffer,
        resultMessage((message) => result(name, message)),
      );
    }
    stream.results.acknowledged(stream.predictions, plus(stream.results.nextDetection, -1));
  }

  streamClosed(stream: ServedStream, code: number, reason: string): void {
    if (stream !== this.#stream) return;
    this.#over();
    this.#notBeforeMs = monotonicMs() + AGAIN_MS;
    this.#parts.warn({ stream: stream.name, code, reason }, 'a stream of a feed is over; it is opened again');
  }

  streamForgotten(stream: ServedStream): void {
    if (stream === this.#stream) this.#over();
  }

  unacknowledged(): void {}

  #known(): ServedStream | undefined {
    const known = this.#parts.hub.get(this.#parts.name);
    return known?.closing === null && known.openMessage.key?.startsWith(FEED_KEY) ? known : undefined;
  }

  #begin(channels: readonly string[]): void {
    const gatherer = new RowGatherer(channels, this.#parts.gatherMs);
    if (this.#known() === undefined) this.#advice = this.#adviceOn(channels);
    this.#gatherer = gatherer;
    const nowMs = monotonicMs();
    for (const each of this.#observations) this.#gather(gatherer, each, nowMs);
    this.#observations = [];
    this.#open(nowMs, channels);
  }

  #add(each: Numbered, nowMs: number): void {
    if (this.#gatherer !== null) return this.#gather(this.#gatherer, each, nowMs);
    this.#observations.push(each);
    this.#bound(this.#observations);
  }

  /** What was acknowledged before the last start and is in no state: the same rows once more. */
  #replay(known: ServedStream | undefined): void {
    const { journal, name } = this.#parts;
    const kept = journal?.kept(name) ?? null;
    if (kept === null) return;
    const key = known?.openMessage.key;
    const restored = known === undefined || key === undefined ? null : { key, block: known.sequencer.sequence };
    const { covered, values, ends } = kept.since(restored);
    journal?.covered(name, covered);
    const nowMs = monotonicMs();
    for (const each of values) {
      this.#newest = each.number;
      this.#add(each, nowMs);
      if (ends.has(each.number)) this.#gatherer?.end(this.#row);
    }
  }

  /** Nothing of the stream is kept any more: what it was given is not given to the next one. */
  #over(): void {
    this.#stream = null;
    const last = this.#handed.at(-1)?.number ?? 0;
    this.#handed.length = 0;
    if (last > 0) this.#parts.journal?.end(this.#parts.name, last);
  }

  /** What a saved state covers is not kept any more. */
  #cover(): void {
    const { journal, name } = this.#parts;
    const acknowledged = this.#stream?.sequencer.acknowledged;
    if (journal === null || acknowledged === undefined) return;
    let covered = 0;
    while (this.#handed.length > covered && after((this.#handed[covered] as Handed).block, acknowledged) <= 0)
      covered++;
    if (covered === 0) return;
    const [last] = this.#handed.splice(0, covered).slice(-1) as [Handed];
    const isAll = this.#handed.length === 0 && this.#rows.length === 0 && !this.#gatherer?.isOpen;
    journal.covered(name, isAll ? this.#newest : last.number);
  }

  #gather(gatherer: RowGatherer, { observation, number }: Numbered, nowMs: number): void {
    const { unknown } = gatherer;
    gatherer.add(observation, nowMs, this.#row, number);
    if (gatherer.unknown > unknown) this.#tellUnknown(observation);
    this.#push();
  }

  #tellUnknown({ stream, values }: Observation): void {
    this.#parts.counts.refuse('no such channel');
    if (this.#toldUnknown) return;
    this.#toldUnknown = true;
    const channels = [...values.keys()].join(', ');
    this.#parts.warn(
      { stream, channels },
      "a stream's channels stay as they were when it was opened: these came later",
    );
  }

  readonly #row = (row: GatheredRow): void => {
    if (row.timeMs <= this.#historyMs) return; // the history had it
    this.#advice?.row(row.values);
    const rows = this.#held ?? this.#rows;
    rows.push(row);
    this.#bound(rows);
  };

  #adviceOn(channels: readonly string[]): KindAdvice {
    const { described, history, name, warn } = this.#parts;
    const all = new Set(described.ofAll(name, channels, history?.channels).map((each) => each.name));
    const isDescribed = (channel: string) => all.has(channel) || history !== null;
    return new KindAdvice(channels, isDescribed, ({ channel, kind }) =>
      warn({ stream: name, channel, kind }, `a channel looks like a ${kind}, and is watched as a gauge: describe it`),
    );
  }

  /** Takes the history up to where the stream was; what comes meanwhile waits. */
  #learn(history: FeedHistory, afterMs: number): void {
    const { name, warn, closed } = this.#parts;
    const [held, rows] = [[] as GatheredRow[], this.#rows];
    this.#held = held;
    const taker = {
      get waiting() {
        return rows.length;
      },
      get over() {
        return closed();
      },
      take: ({ timeMs, values }: Row) => {
        rows.push({ timeMs, values: Array.from(values), last: 0 });
      },
    };
    takeHistory(history, afterMs, taker)
      .catch((error: Error) => {
        warn({ stream: name, reason: error.message }, 'the history of a stream cannot be read to its end');
        return Number.NEGATIVE_INFINITY;
      })
      .then((lastMs) => {
        this.#held = null;
        this.#historyMs = lastMs;
        for (const row of held) this.#row(row);
      });
  }

  /** The oldest go first. A tenth at once: what moves up in an array costs. */
  #bound(waiting: unknown[]): void {
    const { mostWaiting, counts } = this.#parts;
    if (waiting.length <= mostWaiting) return;
    counts.dropped += waiting.splice(0, Math.max(1, Math.floor(mostWaiting / 10))).length;
  }

  #channels: readonly string[] = [];

  #open(nowMs: number, channels = this.#channels): void {
    this.#channels = channels;
    if (this.#gatherer === null || this.#opening || nowMs < this.#notBeforeMs) return;
    const { hub, name, model, feed, result, warn, counts } = this.#parts;
    const described = this.#parts.described.ofAll(name, channels, this.#parts.history?.channels);
    const past = this.#parts.history === null ? {} : { pastUntilMs: this.#beganMs };
    const message: OpenMessage = {
      ...{ kind: 'open', number: 0, stream: name, channels: [...channels], encoding: 'json', drop: 'none' },
      ...{ predictions: result === null ? 'none' : 'all', maxDelayMs: DEFAULT_DELAY_MS, replace: false, detector: {} },
      ...(model === null ? {} : { model }),
      ...(described.length === 0 ? {} : { described }),
      ...past,
      key: this.#known()?.openMessage.key ?? `${FEED_KEY}${feed}-${randomUUID()}`,
    };
    this.#opening = true;
    hub
      .open(message, this)
      .then(
        ({ stream }) => {
          this.#stream = stream;
          this.#push();
        },
        (error: Error) => {
          counts.refuse('stream refused');
          warn({ stream: name, reason: error.message }, 'a stream of a feed was refused; it is tried again');
          this.#notBeforeMs = monotonicMs() + AGAIN_MS;
        },
      )
      .finally(() => {
        this.#opening = false;
      });
  }

  #hand(stream: ServedStream, block: number, number: number): void {
    this.#handed.push({ block, number });
    this.#parts.journal?.row(stream.name, stream.openMessage.key ?? '', block, number);
  }

  /** Hands rows on while there is room. */
  #push(): void {
    let pushed = 0;
    const stream = this.#stream;
    try {
      for (; stream !== null && pushed < this.#rows.length && !stream.full; pushed++) {
        const { timeMs, values, last } = this.#rows[pushed] as GatheredRow;
        const sequence = plus(stream.sequencer.sequence, 1);
        const clock = (rowMs: number) => stream.sequencer.timeOf(rowMs);
        const row: BlockMessage['values'] = [[timeMs, ...values]];
        const block = decodeNumbers(stream.plan.layout, row, clock);
        if (last > 0) this.#hand(stream, sequence, last);
        stream.take(sequence, null, timeMs, block, monotonicMs());
      }
    } catch (error) {
      stream?.fail(error);
    }
    this.#rows.splice(0, pushed);
    this.#parts.counts.rows += pushed;
  }
}

function nameOf(channel: FeedHistory['channels'][number]): string {
  return typeof channel === 'string' ? channel : channel.name;
}
