// A ring that is put back for an engine that comes after one that died: by whole units, as far as nothing was written
// over.
import { describe, expect, it } from 'vitest';
import { CheckpointReader, CheckpointWriter, checkpointBytes } from '#src/ring/checkpoint.js';
import { rewind } from '#src/ring/rewind.js';
import { RingReader, RingWriter, ringBytes } from '#src/ring/ring.js';

const CAPACITY = 64;
/** Words of a row; no ring holds a whole number of them. */
const ROW = 5;

/** A row is five times its number. */
const row = (number: number) => new Float32Array(ROW).fill(number);

/**
 * Reads `before` rows, makes a checkpoint, reads `after`, lets `ahead` rows wait, and puts the ring back; what was
 * lost, and the first row that is read then.
 */
function died(before: number, after: number, ahead: number, unit: number): { lost: number; next: number[] } {
  const buffer = new SharedArrayBuffer(ringBytes(CAPACITY));
  const kept = new SharedArrayBuffer(checkpointBytes(8));
  const [writer, reader] = [new RingWriter(buffer), new RingReader(buffer)];
  const into = new Float32Array(ROW);
  const take = (from: number, count: number) => {
    for (let i = from; i < from + count; i++) {
      writer.push(row(i), 0, ROW);
      reader.read(into, ROW);
    }
  };
  take(0, before);
  new CheckpointWriter(kept, buffer).publish();
  take(before, after);
  for (let i = 0; i < ahead; i++) expect(writer.push(row(before + after + i), 0, ROW)).toBe(ROW);
  const checkpoints = new CheckpointReader(kept);
  const newest = checkpoints.newest();
  if (newest === null) throw new Error('no checkpoint');
  const lost = rewind(buffer, newest.place, checkpoints.skips, unit);
  const next = new RingReader(buffer);
  next.read(into, ROW);
  return { lost, next: [...into] };
}

describe('rewind()', () => {
  it('goes back to the place if nothing was overwritten', () => {
    expect(died(40, 3, 3, ROW)).toEqual({ lost: 0, next: [...row(40)] });
  });

  it('loses whole rows if something was overwritten, at most up to the read position', () => {
    for (let ahead = 0; ahead <= 12; ahead++) {
      for (let after = 0; after <= 6; after++) {
        const { lost, next } = died(41, after, ahead, ROW);
        if (after + ahead === 0) continue; // nothing is there to be read
        expect(lost % ROW).toBe(0);
        expect(lost).toBeLessThanOrEqual(ROW * after);
        if (lost / ROW < after + ahead) expect(next).toEqual([...row(41 + lost / ROW)]);
        // half the ring is safe
        if (ROW * (after + ahead) <= CAPACITY / 2) expect(lost).toBe(0);
      }
    }
  });

  it('would begin within a row if rows were not units', () => {
    expect(died(41, 4, 4, 1).lost % ROW).not.toBe(0);
  });
});
