// A table that cannot be read in one go (newest first, or several series one after the other) is read once to find its
// blocks and whose rows are in them.
import type { ChannelDescription } from '../../model/channel-description.js';
import { type ChannelColumn, channelOf, type DroppedColumn, MOSTLY } from '../cells/channel-columns.js';
import { isMissing } from '../cells/missing.js';
import { numberEvidence } from '../cells/numbers.js';
import { switchWords } from '../cells/switches.js';
import { keyOf } from '../table/long-format.js';
import { type ColumnMap, RecordFollower } from '../table/record-follower.js';
import type { TablePlan } from '../table/table-plan.js';
import { recordPieces } from '../table/table-records.js';
import { listed, unusable } from '../text/table-error.js';
import type { TableFile } from '../text/table-file.js';

/** A part of the file that begins and ends with a record. */
export interface Block {
  readonly from: number;
  readonly to: number;
  /** Of the table that goes on where the block begins. */
  readonly map: ColumnMap;
  readonly elsewhere: boolean;
}

/** One series of a long table. */
export class KeyIndex {
  readonly key: string;
  rows = 0;
  /** First and last block of each run of blocks that have its rows. */
  readonly runs: [first: number, last: number][] = [];
  /** The first cells of each column of values. */
  readonly cells: string[][];
  /** Steps between its rows: on, back, none; and the first ones' sizes in ms. */
  on = 0;
  back = 0;
  readonly steps: number[] = [];
  #lastMs = Number.NaN;

  constructor(key: string, columns: number) {
    this.key = key;
    this.cells = Array.from({ length: columns }, () => []);
  }

  take(timeMs: number, block: number): void {
    this.rows++;
    const step = timeMs - this.#lastMs;
    if (step > 0) this.on++;
    if (step < 0) this.back++;
    if (step !== 0 && !Number.isNaN(step) && this.steps.length < LOOKED_AT) this.steps.push(Math.abs(step));
    this.#lastMs = timeMs;
    const run = this.runs.at(-1);
    if (run && run[1] >= block - 1) run[1] = block;
    else this.runs.push([block, block]);
  }
}

export interface TableIndex {
  readonly blocks: readonly Block[];
  readonly keys: readonly KeyIndex[];
  readonly rows: number;
  /** Share of steps from row to row that do not go back, and that do not go on. */
  readonly forwards: number;
  readonly back: number;
  /** Whether it is one table with its columns in one order. */
  readonly uniform: boolean;
  /** What was met between the rows. */
  readonly follower: RecordFollower;
}

const LOOKED_AT = 400;
/** Series in one table. */
export const MOST_SERIES = 1024;

/** Reads the whole file once. `onProgress`: the bytes that were read. */
export async function indexOf(
  file: TableFile,
  plan: TablePlan,
  onProgress?: (bytes: number) => void,
): Promise<TableIndex> {
  const follower = new RecordFollower(plan);
  const keys = new Map<string, KeyIndex>();
  const blocks: Block[] = [];
  const { long, channels } = plan;
  let start = { from: plan.encoding.markBytes, map: follower.map, elsewhere: follower.elsewhere };
  let [on, back, none, lastMs] = [0, 0, 0, Number.NaN];
  let uniform = true;
  for await (const { records, to, whole } of recordPieces(file, plan)) {
    for (const record of records) {
      const row = follower.follow(record);
      if (follower.map !== null || follower.elsewhere) uniform = false;
      if (row === null) continue;
      const { timeMs } = follower;
      if (timeMs > lastMs) on++;
      else if (timeMs < lastMs) back++;
      else if (timeMs === lastMs) none++;
      lastMs = timeMs;
      if (long === null) continue;
      const key = keyOf(row, long.keys);
      const series = keys.get(key) ?? newKey(keys, key, channels.length);
      series.take(timeMs, blocks.length);
      channels.forEach(({ column }, i) => {
        const cells = series.cells[i] as string[];
        if (cells.length < LOOKED_AT) cells.push(row[column] ?? '');
      });
    }
    if (!whole) continue;
    blocks.push({ ...start, to });
    start = { from: to, map: follower.map, elsewhere: follower.elsewhere };
    onProgress?.(to);
  }
  const steps = Math.max(1, on + back + none);
  return {
    blocks,
    keys: [...keys.values()],
    rows: follower.rows,
    forwards: (on + none) / steps,
    back: (back + none) / steps,
    uniform,
    follower,
  };
}

function newKey(keys: Map<string, KeyIndex>, key: string, columns: number): KeyIndex {
  if (keys.size === MOST_SERIES) {
    const shown = listed(
      [...keys.keys()].map((each) => each.replaceAll('\u0000', ' ')),
      3,
    );
    throw unusable(
      `it has more than ${MOST_SERIES} series (${shown}): write those that matter into a file of their own`,
    );
  }
  const series = new KeyIndex([...key].join(''), columns); // a copy: a part of a piece would keep the piece
  keys.set(series.key, series);
  return series;
}

/** The channel that a series' column of values is, or why it is none. */
export function seriesChannel(
  column: ChannelColumn,
  name: string,
  cells: readonly string[],
  decimal: '.' | ',',
  described?: ChannelDescription,
): ChannelColumn | DroppedColumn {
  const evidence = numberEvidence(cells);
  const commas = evidence.commas > evidence.points;
  const points = evidence.points > evidence.commas;
  const format = { decimal: commas ? ',' : points ? '.' : decimal, unit: evidence.unit } as const;
  // whose values they are the key says: a sensor that counts is one all the same
  const words = switchWords(cells.filter((cell) => !isMissing(cell)));
  const readable = words !== null || (evidence.filled > 0 && evidence.numbers >= MOSTLY * evidence.filled);
  const missing = [...(column.marks ?? [])];
  return channelOf({ column: column.column, name, unit: '', cells, evidence, format, missing, described }, readable);
}
