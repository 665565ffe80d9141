// The rows of a long table: its series side by side. A table in order of time is read once more; one whose series lie
// one after the other is read by a cursor for each.
import type { ChannelColumn, DroppedColumn } from '../cells/channel-columns.js';
import { isDropped } from '../cells/channel-columns.js';
import { keyNames, keyOf } from '../table/long-format.js';
import { RecordFollower } from '../table/record-follower.js';
import { type RowBatch, RowGatherer } from '../table/row-batch.js';
import { cellValue } from '../table/row-reader.js';
import { ChannelCounts } from '../table/table-counts.js';
import type { TablePlan } from '../table/table-plan.js';
import { recordPieces, recordsOf } from '../table/table-records.js';
import type { TableFile } from '../text/table-file.js';
import { RowJoiner } from './join-rows.js';
import { type SeriesChannel, SeriesCursor } from './series-cursor.js';
import { type KeyIndex, seriesChannel, type TableIndex } from './table-index.js';

/** What the series of a table come to. */
export interface LongChannels {
  readonly channels: readonly ChannelColumn[];
  readonly dropped: readonly DroppedColumn[];
  readonly counts: readonly ChannelCounts[];
  /** The channels of each series. */
  readonly byKey: ReadonlyMap<string, readonly SeriesChannel[]>;
  /** Values this near belong to one row, ms. */
  readonly withinMs: number;
  /** Values that came a second time in the same moment, of the last reading. */
  readonly again: { values: number };
}

/** Rows that are handed on at once. */
const BATCH_ROWS = 1024;

/** `wanted`: names of channels, in order; null for all. */
export function longChannels(plan: TablePlan, { keys }: TableIndex, wanted: readonly string[] | null): LongChannels {
  const names = keyNames(keys.map(({ key }) => key));
  const found: { key: KeyIndex; channel: ChannelColumn }[] = [];
  const dropped: DroppedColumn[] = [...plan.dropped];
  keys.forEach((key, i) => {
    plan.channels.forEach((column, v) => {
      const owner = names[i] || 'value';
      const name = plan.channels.length > 1 ? `${owner} ${column.name}` : owner;
      const cells = key.cells[v] as string[];
      const known = seriesChannel(column, name, cells, plan.decimals.decimal, plan.described.get(name));
      if (isDropped(known)) dropped.push(known);
      else if (wanted === null || wanted.includes(name)) found.push({ key, channel: known });
      else dropped.push({ name, column: column.column, why: 'was not asked for' });
    });
  });
  const ordered =
    wanted === null ? found : wanted.flatMap((name) => found.filter(({ channel }) => channel.name === name));
  const counts = ordered.map(({ channel }) => new ChannelCounts(channel.name));
  const byKey = new Map<string, SeriesChannel[]>();
  ordered.forEach(({ key, channel }, at) => {
    const list = byKey.get(key.key) ?? [];
    list.push({ at, channel, counts: counts[at] as ChannelCounts });
    byKey.set(key.key, list);
  });
  const steps = keys
    .filter(({ key }) => byKey.has(key))
    .map(({ steps }) => median(steps))
    .filter((step) => step > 0);
  const withinMs = steps.length === 0 ? 0 : Math.min(...steps) / 2;
  return { channels: ordered.map(({ channel }) => channel), dropped, counts, byKey, withinMs, again: { values: 0 } };
}

/** `onProgress`: told the bytes of every block that was read. */
export async function* longRows(
  file: TableFile,
  plan: TablePlan,
  index: TableIndex,
  long: LongChannels,
  onProgress: (bytes: number) => void,
): AsyncGenerator<RowBatch> {
  const out = new RowGatherer(long.channels.length);
  const joiner = new RowJoiner(
    { channels: long.channels.length, withinMs: long.withinMs, holds: plan.long?.holds ?? false },
    out,
  );
  const ordered = index.forwards === 1 || (index.back === 1 && index.uniform);
  const values = ordered ? inOrder : bySeries;
  for await (const _ of values(file, plan, index, long, joiner, onProgress)) {
    if (out.rows >= BATCH_ROWS) yield out.take();
  }
  joiner.end();
  long.again.values = joiner.again;
  if (out.rows > 0) yield out.take();
}

/** Every step gives the joiner what has come. */
async function* inOrder(
  file: TableFile,
  plan: TablePlan,
  index: TableIndex,
  { byKey }: LongChannels,
  joiner: RowJoiner,
  onProgress: (bytes: number) => void,
): AsyncGenerator<void> {
  const backwards = index.back > index.forwards;
  const follower = new RecordFollower(plan);
  let row = 0;
  const take = (record: readonly string[]) => {
    const cells = follower.follow(record);
    if (cells === null) return;
    for (const { at, channel, counts } of byKey.get(keyOf(cells, plan.long?.keys ?? [])) ?? []) {
      const value = cellValue(channel, cells[channel.column], counts, row);
      joiner.take(follower.timeMs, follower.timeText, at, value);
    }
    row++;
  };
  if (!backwards) {
    for await (const { records, to } of recordPieces(file, plan)) {
      for (const record of records) take(record);
      onProgress(to);
      yield;
    }
    return;
  }
  let read = 0;
  for (const block of [...index.blocks].reverse()) {
    const records = await recordsOf(file, plan, block.from, block.to);
    for (let i = records.length - 1; i >= 0; i--) take(records[i] as readonly string[]);
    read += block.to - block.from;
    onProgress(read);
    yield;
  }
}

async function* bySeries(
  file: TableFile,
  plan: TablePlan,
  index: TableIndex,
  { byKey }: LongChannels,
  joiner: RowJoiner,
  onProgress: (bytes: number) => void,
): AsyncGenerator<void> {
  let read = 0;
  const cursors = index.keys.flatMap((key) => {
    const channels = byKey.get(key.key);
    return channels ? [new SeriesCursor(file, plan, index, key, channels)] : [];
  });
  const load = async (cursor: SeriesCursor) => {
    const bytes = await cursor.load();
    if (bytes === 0) return;
    read += bytes;
    onProgress(Math.min(read, file.bytes));
  };
  for (const cursor of cursors) await load(cursor);
  for (;;) {
    let first: SeriesCursor | null = null;
    for (const cursor of cursors) {
      if (cursor.entry !== null && (first?.entry == null || cursor.entry.timeMs < first.entry.timeMs)) first = cursor;
    }
    const entry = first?.entry;
    if (!first || !entry) return;
    first.channels.forEach(({ at }, i) => {
      joiner.take(entry.timeMs, entry.text, at, entry.values[i] as number);
    });
    first.next();
    if (first.entry === null) await load(first);
    yield;
  }
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
