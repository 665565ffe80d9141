// The records of a table in pieces, forwards over the whole file or a block at a time from anywhere.
import { RecordReader } from '../text/records.js';
import type { TableFile } from '../text/table-file.js';
import { textPieces } from '../text/text-pieces.js';
import type { TablePlan } from './table-plan.js';

export interface RecordPiece {
  readonly records: readonly (readonly string[])[];
  /** Where the bytes end that were read for it. */
  readonly to: number;
  /** Whether a record ends there too, so that reading can begin there. */
  readonly whole: boolean;
}

/** All records behind the preamble and the header. */
export async function* recordPieces(file: TableFile, plan: TablePlan): AsyncGenerator<RecordPiece> {
  const reader = new RecordReader(plan.dialect);
  let skip = plan.layout.skipped;
  for await (const { text, to, last } of textPieces(file, plan.encoding)) {
    const all = reader.read(text, last);
    const records = skip > 0 ? all.slice(skip) : all;
    skip = Math.max(0, skip - all.length);
    yield { records, to, whole: !reader.inRecord };
  }
}

/**
 * The records of bytes [from, to), where `from` is where a record begins; of the file's first block those behind the
 * header.
 */
export async function recordsOf(
  file: TableFile,
  plan: TablePlan,
  from: number,
  to: number,
): Promise<readonly (readonly string[])[]> {
  const reader = new RecordReader(plan.dialect);
  const records: (readonly string[])[] = [];
  for await (const { text, last } of textPieces(file, plan.encoding, from, to)) {
    for (const record of reader.read(text, last)) records.push(record);
  }
  return from <= plan.encoding.markBytes ? records.slice(plan.layout.skipped) : records;
}
