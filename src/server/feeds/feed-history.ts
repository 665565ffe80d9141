// The history of a feed's stream: rows from before it, from which it learns first, so that it is ready at once.
import * as v from 'valibot';
import type { ChannelSketch } from '../../model/channel-description.js';
import { describedChannels } from '../../model/series-model.js';
import type { Row } from '../../source/rows.js';

export interface FeedHistory {
  /** Of its rows, and so of the stream: names, or what they are. */
  readonly channels: readonly (string | ChannelSketch)[];
  /** The rows, the oldest first. Called when the stream begins. */
  readonly rows: () => AsyncIterable<Row> | Iterable<Row>;
}

/** By stream. */
export type FeedHistories = Readonly<Record<string, FeedHistory>>;

export const HistoriesSchema = v.pipe(
  v.custom<FeedHistories>((given) => typeof given === 'object' && given !== null),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    try {
      for (const [stream, history] of Object.entries(dataset.value)) check(stream, history);
    } catch (error) {
      addIssue({ message: (error as Error).message });
    }
  }),
);

function check(stream: string, { channels, rows }: FeedHistory): void {
  describedChannels(channels, `of '${stream}'`);
  if (typeof rows !== 'function')
    throw new TypeError(`of '${stream}': 'rows' must be a function: received ${typeof rows}`);
}

/** Rows that wait to be handed on, at most. */
const MOST_WAITING = 1000;
const PAUSE_MS = 20;

export interface HistoryTaker {
  /** Rows that wait. */
  readonly waiting: number;
  /** Whether nobody wants rows any more. */
  readonly over: boolean;
  take(row: Row): void;
}

/** Hands the rows on that are after `afterMs`, as fast as they are taken. Resolves with the time of the last one. */
export async function takeHistory({ rows }: FeedHistory, afterMs: number, taker: HistoryTaker): Promise<number> {
  let lastMs = afterMs;
  for await (const row of rows()) {
    if (row.timeMs <= lastMs) continue;
    while (taker.waiting >= MOST_WAITING && !taker.over) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (taker.over) break;
    lastMs = row.timeMs;
    taker.take(row);
  }
  return lastMs;
}
