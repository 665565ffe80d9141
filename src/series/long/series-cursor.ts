// Goes through the rows of one series of a long table, wherever in the file they lie, in order of time and a block at a
// time.
import type { ChannelColumn } from '../cells/channel-columns.js';
import { keyOf } from '../table/long-format.js';
import { RecordFollower } from '../table/record-follower.js';
import { cellValue } from '../table/row-reader.js';
import type { ChannelCounts } from '../table/table-counts.js';
import type { TablePlan } from '../table/table-plan.js';
import { recordsOf } from '../table/table-records.js';
import type { TableFile } from '../text/table-file.js';
import type { Block, KeyIndex, TableIndex } from './table-index.js';

/** A column of values of the series, and the channel that it is. */
export interface SeriesChannel {
  readonly at: number;
  readonly channel: ChannelColumn;
  readonly counts: ChannelCounts;
}

interface Entry {
  readonly timeMs: number;
  readonly text: string;
  readonly values: readonly number[];
}

export class SeriesCursor {
  readonly channels: readonly SeriesChannel[];
  readonly #file: TableFile;
  readonly #plan: TablePlan;
  readonly #blocks: readonly Block[];
  readonly #key: KeyIndex;
  readonly #backwards: boolean;
  readonly #order: Generator<number>;
  #entries: Entry[] = [];
  #at = 0;
  #row = 0;

  constructor(file: TableFile, plan: TablePlan, index: TableIndex, key: KeyIndex, channels: readonly SeriesChannel[]) {
    this.#file = file;
    this.#plan = plan;
    this.#blocks = index.blocks;
    this.#key = key;
    this.channels = channels;
    this.#backwards = key.back > key.on;
    this.#order = blocksOf(key, this.#backwards);
  }

  /** The entry that comes next; null at the end. Valid after `load`. */
  get entry(): Entry | null {
    return this.#entries[this.#at] ?? null;
  }

  next(): void {
    this.#at++;
  }

  /** Makes the next entry available. Returns the bytes that were read for it. */
  async load(): Promise<number> {
    let bytes = 0;
    while (this.#at >= this.#entries.length) {
      const { value, done } = this.#order.next();
      if (done) return bytes;
      const block = this.#blocks[value] as Block;
      this.#entries = await this.#read(block);
      this.#at = 0;
      bytes += block.to - block.from;
    }
    return bytes;
  }

  async #read(block: Block): Promise<Entry[]> {
    const follower = new RecordFollower(this.#plan);
    follower.map = block.map;
    follower.elsewhere = block.elsewhere;
    const entries: Entry[] = [];
    for (const record of await recordsOf(this.#file, this.#plan, block.from, block.to)) {
      const row = follower.follow(record);
      if (row === null || keyOf(row, this.#plan.long?.keys ?? []) !== this.#key.key) continue;
      const values = this.channels.map(({ channel, counts }) =>
        cellValue(channel, row[channel.column], counts, this.#row),
      );
      this.#row++;
      entries.push({ timeMs: follower.timeMs, text: follower.timeText, values });
    }
    return this.#backwards ? entries.reverse() : entries;
  }
}

function* blocksOf({ runs }: KeyIndex, backwards: boolean): Generator<number> {
  if (backwards) {
    for (const [first, last] of [...runs].reverse()) for (let block = last; block >= first; block--) yield block;
  } else {
    for (const [first, last] of runs) for (let block = first; block <= last; block++) yield block;
  }
}
