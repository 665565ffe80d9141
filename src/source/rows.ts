// Rows of a series come in, from an array or as they happen: a time and one value a channel.
import { encodeRow, rowWords } from '../series/rows.js';
import { RowCheck } from './row-check.js';
import type { Intake, Source } from './source.js';

/** One row. */
export interface Row {
  /** Ms since the epoch, nearer to it than 2^44; kept to a sixteenth of a millisecond. */
  readonly timeMs: number;
  /** One a channel, kept in single precision; NaN: missing, taken to be as forecast; by a network, as 0. */
  readonly values: ArrayLike<number>;
}

export interface RowsOptions {
  /** Values of a row. */
  readonly channels: number;
  /** Whether rows come whether or not there is room: what finds none is lost then, and counted. @default false */
  readonly live?: boolean;
  /** For people. @default 'rows' */
  readonly name?: string;
}

/**
 * Rows as a source, for a stream with a model of series, or with a network that takes vectors of so many values (whose
 * predictions then have the times of the rows). Each is predicted on when it is there: nothing waits for the next one.
 * Throws RangeError for options out of range; a row with another number of values, or whose time is no number, fails
 * the stream with a SluiceError SOURCE_FAILED, a RangeError its cause.
 */
export function rows(given: Iterable<Row> | AsyncIterable<Row>, options: RowsOptions): Source {
  const { channels, live = false, name = 'rows' } = options;
  if (!Number.isInteger(channels) || channels < 1) {
    throw new RangeError(`Cannot use the rows: 'channels' must be a whole number above 0: received ${channels}`);
  }
  return {
    name,
    live,
    async open(signal) {
      signal.throwIfAborted();
      return { sampleRate: Number.POSITIVE_INFINITY, channels };
    },
    async feed(intake, signal) {
      const words = new Float32Array(rowWords(channels));
      const check = new RowCheck(channels, (message) =>
        intake.report({ kind: 'warning', message: `${name}: ${message}` }),
      );
      for await (const { timeMs, values } of abortable(given, signal)) {
        check.row(timeMs, values);
        encodeRow(timeMs, values, words);
        await put(intake, words, live, signal);
        if (signal.aborted) return;
      }
      check.end();
    },
  };
}

/** A row goes in whole or not at all. */
async function put(intake: Intake, words: Float32Array, live: boolean, signal: AbortSignal): Promise<void> {
  let at = intake.push(words);
  if (at === words.length) return;
  if (live) return intake.lose(words.length - at);
  while (at < words.length && !signal.aborted) {
    await intake.ready();
    at += intake.push(words, at);
  }
}

/** Ends when the signal aborts, even while the next row is waited for. */
async function* abortable(given: Iterable<Row> | AsyncIterable<Row>, signal: AbortSignal): AsyncGenerator<Row> {
  const iterator = Symbol.asyncIterator in given ? given[Symbol.asyncIterator]() : given[Symbol.iterator]();
  // One promise a row, and not a race with one that lasts: that would remember every row.
  let stop: () => void = () => undefined;
  const aborted = () => stop();
  signal.addEventListener('abort', aborted);
  try {
    while (!signal.aborted) {
      const next = await new Promise<IteratorResult<Row> | null>((resolve, reject) => {
        stop = () => resolve(null);
        Promise.resolve(iterator.next()).then(resolve, reject);
      });
      if (next === null || next.done) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', aborted);
    void iterator.return?.();
  }
}
