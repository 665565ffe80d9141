// Records with a time become rows of numbers.
import type { ChannelColumn } from '../cells/channel-columns.js';
import type { RecordFollower } from './record-follower.js';
import type { RowBatch } from './row-batch.js';
import { ChannelCounts } from './table-counts.js';

export class RowReader {
  readonly #follower: RecordFollower;
  readonly #channels: readonly ChannelColumn[];
  readonly counts: readonly ChannelCounts[];

  constructor(follower: RecordFollower, channels: readonly ChannelColumn[]) {
    this.#follower = follower;
    this.#channels = channels;
    this.counts = channels.map(({ name }) => new ChannelCounts(name));
  }

  /** The rows among the records. */
  read(records: readonly (readonly string[])[]): RowBatch {
    const channels = this.#channels.length;
    const times = new Float64Array(records.length);
    const values = new Float64Array(records.length * channels);
    const timeTexts: string[] = [];
    let rows = 0;
    for (const record of records) {
      const row = this.#follower.follow(record);
      if (row === null) continue;
      times[rows] = this.#follower.timeMs;
      timeTexts.push(this.#follower.timeText);
      for (let c = 0; c < channels; c++) {
        const channel = this.#channels[c] as ChannelColumn;
        const counts = this.counts[c] as ChannelCounts;
        values[rows * channels + c] = cellValue(channel, row[channel.column], counts, this.#follower.rows - 1);
      }
      rows++;
    }
    return { rows, times: times.subarray(0, rows), timeTexts, values: values.subarray(0, rows * channels) };
  }
}

/** What a cell of a channel is, NaN where it is missing or no number; counted. */
export function cellValue(
  channel: ChannelColumn,
  cell: string | undefined,
  counts: ChannelCounts,
  row: number,
): number {
  const value = cell === undefined ? Number.NaN : channel.read(cell);
  if (channel.marks?.has(value)) {
    counts.missing++;
    return Number.NaN;
  }
  counts.take(cell, value, row);
  return value;
}
