// A ring's reading end put back to a checkpoint, as far as the samples since then are still there.
import { expect, it } from 'vitest';
import { CheckpointReader, CheckpointWriter, checkpointBytes } from '#src/ring/checkpoint.js';
import { rewind } from '#src/ring/rewind.js';
import { RingReader, RingWriter, ringBytes } from '#src/ring/ring.js';

const CAPACITY = 16;
const counted = Float32Array.from({ length: 99 }, (_, i) => i);

/** A reader that makes a checkpoint, takes 6 samples more and dies; the writer has gone on to sample `written`. What the next reader is given first. */
function nextLife(written: number, unit?: number) {
  const buffer = new SharedArrayBuffer(ringBytes(CAPACITY));
  const checkpoints = new SharedArrayBuffer(checkpointBytes(8));
  const [writer, reader] = [new RingWriter(buffer), new RingReader(buffer)];
  const saves = new CheckpointWriter(checkpoints, buffer);
  saves.publish();
  writer.push(counted, 0, 6);
  reader.read(new Float32Array(6), 6);
  writer.push(counted, 6, written);
  const saved = new CheckpointReader(checkpoints);
  const place = saved.newest()?.place;
  if (place === undefined) throw new Error('there must be a checkpoint');
  const lost = rewind(buffer, place, saved.skips, unit);
  const first = new Float32Array(1);
  new RingReader(buffer).read(first, 1);
  return { lost, first: first[0] };
}

it('loses nothing where the writer may not have written over it', () => {
  expect(nextLife(8)).toEqual({ lost: 0, first: 0 });
});

it('loses what the writer may have written over since', () => {
  expect(nextLife(9)).toEqual({ lost: 1, first: 1 });
  expect(nextLife(12)).toEqual({ lost: 4, first: 4 });
});

it('loses rows whole, so that the next one begins where a row does', () => {
  expect(nextLife(8, 3)).toEqual({ lost: 0, first: 0 });
  expect(nextLife(9, 3)).toEqual({ lost: 3, first: 3 });
  expect(nextLife(12, 3)).toEqual({ lost: 6, first: 6 });
});

it('never goes on beyond where the last reader was', () => {
  expect(nextLife(22)).toEqual({ lost: 6, first: 6 });
});
