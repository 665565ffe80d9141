import { describe, expect, it } from 'vitest';
import { RecordReader, type RecordShape, RecordWriter, recordRingBytes } from '#src/ring/records.js';
import { type Thread, walk } from './explorer.js';

const SHAPE: RecordShape = { scores: 1, hidden: 0, features: 0 };

/** What a reader saw: each record as its index, and how many it missed by then. */
interface Seen {
  readonly indexes: number[];
  missed: number;
}

/** Writes records whose every number tells their index. */
function writing(records: number): Thread<Seen> {
  return (buffer) => {
    const writer = new RecordWriter(buffer as ArrayBufferLike, SHAPE);
    const { record } = writer;
    for (let index = 0; index < records; index++) {
      record.index = index;
      record.endsAtMs = -index;
      record.stamp(index + 0.5, index + 1, index + 1.75, index + 3);
      record.gap = 2 * index;
      record.settled = index % 2 === 1;
      record.scores[0] = index + 0.25;
      writer.write();
    }
    return { indexes: [], missed: 0 };
  };
}

/** Reads what is there, so many times. */
function reading(turns: number): Thread<Seen> {
  return (buffer) => {
    const reader = new RecordReader(buffer as ArrayBufferLike, SHAPE);
    const seen: Seen = { indexes: [], missed: 0 };
    for (let turn = 0; turn < turns; turn++) readOnce(reader, seen);
    seen.missed = reader.missed;
    return seen;
  };
}

function readOnce(reader: RecordReader, seen: Seen): void {
  if (!reader.read()) return;
  const { index, endsAtMs, capturedAtMs, putAtMs, startedAtMs, endedAtMs, gap, settled, scores } = reader.record;
  const late = [capturedAtMs, putAtMs, startedAtMs, endedAtMs].map((timeMs) => timeMs - index).join();
  const torn = endsAtMs !== -index || late !== '0.5,1,1.75,3' || gap !== 2 * index;
  if (torn || settled !== (index % 2 === 1) || scores[0] !== index + 0.25) throw new Error(`record ${index} is torn`);
  seen.indexes.push(index);
}

describe('the record ring, in every interleaving of', () => {
  for (const { records, turns } of [
    { records: 3, turns: 1 },
    { records: 3, turns: 2 },
  ]) {
    it(`a writer of ${records} records and a reader of ${turns} turns at capacity 2: none is torn, and all are read or missed`, () => {
      const missed = new Set<number>();
      walk<Seen>({
        buffers: [recordRingBytes(SHAPE, 2)],
        threads: [writing(records), reading(turns)],
        check: ([, seen], buffer) => {
          const { indexes, missed: early } = seen as Seen;
          const reader = new RecordReader(buffer as ArrayBufferLike, SHAPE);
          const rest: Seen = { indexes: [], missed: 0 };
          while (reader.waiting > 0) readOnce(reader, rest);
          const all = [...indexes, ...rest.indexes];
          expect(all).toEqual([...all].sort((a, b) => a - b));
          expect(new Set(all).size).toBe(all.length);
          expect(all.at(-1)).toBe(records - 1);
          expect(all.length + early + reader.missed).toBe(records);
          missed.add(early + reader.missed);
        },
      });
      // Or the case would not be worth walking.
      expect(missed.size).toBeGreaterThan(1);
    });
  }
});
