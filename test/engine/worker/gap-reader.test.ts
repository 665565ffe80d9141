// Which samples a stream that falls behind skips: those that have waited, and not what has only just come.
import { describe, expect, it } from 'vitest';
import { GapReader } from '#src/engine/worker/gap-reader.js';
import { RingReader, RingWriter, ringBytes } from '#src/ring/ring.js';

const HOP = 10;

/** A ring into which pushes of the given lengths came, one every 100 ms from 1000 ms on. */
function ringOf(...pushes: readonly number[]): { readonly reader: RingReader; readonly gaps: GapReader } {
  const buffer = new ArrayBuffer(ringBytes(1024));
  const writer = new RingWriter(buffer);
  let ms = 1000;
  for (const length of pushes) {
    writer.stamp(ms);
    writer.push(new Float32Array(length), 0, length);
    ms += 100;
  }
  const reader = new RingReader(buffer);
  return { reader, gaps: new GapReader(reader) };
}

describe('GapReader.skipToNewest()', () => {
  it('leaves one or two hops of small pushes', () => {
    const { reader, gaps } = ringOf(...Array<number>(20).fill(HOP));
    expect(gaps.skipToNewest(HOP)).toBe(190);
    expect(reader.waiting).toBe(HOP);
  });

  it('leaves the whole newest push where that is longer', () => {
    const { reader, gaps } = ringOf(300, 300, 200);
    expect(gaps.skipToNewest(HOP)).toBe(600);
    expect(reader.waiting).toBe(200);
    expect(gaps.nextCameAtMs).toBe(1200);
  });

  it('leaves a push that came alone, and the rest of one that was read in part', () => {
    const { reader, gaps } = ringOf(500);
    expect(gaps.skipToNewest(HOP)).toBe(0);
    reader.read(new Float32Array(55), 55);
    expect(gaps.skipToNewest(HOP)).toBe(0);
    expect(reader.waiting).toBe(445);
  });

  it('uses the count alone where it is not known when samples came', () => {
    const buffer = new ArrayBuffer(ringBytes(1024));
    new RingWriter(buffer).push(new Float32Array(500), 0, 500);
    const gaps = new GapReader(new RingReader(buffer));
    expect(gaps.nextCameAtMs).toBeNaN();
    expect(gaps.skipToNewest(HOP)).toBe(490);
  });
});

describe('GapReader.nextCameAtMs', () => {
  it('is when the push of the next sample came, from its first sample to its last', () => {
    const { reader, gaps } = ringOf(30, 30);
    const into = new Float32Array(60);
    expect(gaps.nextCameAtMs).toBe(1000);
    reader.read(into, 29);
    expect(gaps.nextCameAtMs).toBe(1000);
    reader.read(into, 1);
    expect(gaps.nextCameAtMs).toBe(1100);
  });
});
