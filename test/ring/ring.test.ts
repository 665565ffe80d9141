import { describe, expect, it } from 'vitest';
import { RingReader, RingWriter, ringBytes } from '#src/ring/ring.js';

function ring(capacity: number): { writer: RingWriter; reader: RingReader } {
  const buffer = new SharedArrayBuffer(ringBytes(capacity));
  return { writer: new RingWriter(buffer), reader: new RingReader(buffer) };
}

function counted(from: number, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => from + i);
}

function readAll(reader: RingReader): number[] {
  const samples = new Float32Array(reader.available);
  reader.read(samples, samples.length);
  return [...samples];
}

describe('ringBytes()', () => {
  it('refuses a capacity that is no power of two, and says what it received', () => {
    for (const capacity of [0, 1, 3, 100, 2 ** 25, Number.NaN, 4.5]) {
      expect(() => ringBytes(capacity)).toThrow(new RegExp(`received ${capacity}$`));
    }
  });
});

describe('RingWriter.push()', () => {
  it('takes what fits and reports it', () => {
    const { writer, reader } = ring(8);
    expect(writer.push(counted(0, 5), 0, 5)).toBe(5);
    expect(writer.push(counted(5, 5), 0, 5)).toBe(3);
    expect(writer.push(counted(8, 1), 0, 1)).toBe(0);
    expect(readAll(reader)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('takes only the given part', () => {
    const { writer, reader } = ring(8);
    writer.push(counted(0, 10), 3, 6);
    expect(readAll(reader)).toEqual([3, 4, 5]);
  });

  it('takes nothing from an empty or reversed part', () => {
    const { writer } = ring(8);
    expect(writer.push(counted(0, 4), 2, 2)).toBe(0);
    expect(writer.push(counted(0, 4), 3, 1)).toBe(0);
  });

  it('keeps NaN, infinities and negative zero as they are', () => {
    const { writer, reader } = ring(8);
    const odd = Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0);
    writer.push(odd, 0, 4);
    expect(readAll(reader)).toEqual([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0]);
  });
});

describe('RingWriter.drop()', () => {
  it('marks the sample behind the missing ones', () => {
    const { writer, reader } = ring(8);
    writer.push(counted(0, 2), 0, 2);
    writer.drop(5);
    writer.drop(2);
    writer.push(counted(9, 1), 0, 1);
    expect(reader.available).toBe(2);
    expect(reader.waiting).toBe(3);
    expect(reader.atGap).toBe(false);
    expect(reader.takeGap()).toBe(0);
    expect(readAll(reader)).toEqual([0, 1]);
    expect(reader.atGap).toBe(true);
    expect(reader.available).toBe(0);
    expect(reader.takeGap()).toBe(7);
    expect(readAll(reader)).toEqual([9]);
    expect(reader.dropped).toBe(7);
  });

  it('of no samples changes nothing', () => {
    const { writer, reader } = ring(8);
    writer.drop(0);
    writer.drop(-3);
    writer.push(counted(0, 1), 0, 1);
    expect(reader.atGap).toBe(false);
    expect(reader.dropped).toBe(0);
  });

  it('before any sample is marked at the first one', () => {
    const { writer, reader } = ring(8);
    writer.drop(100);
    writer.push(counted(0, 1), 0, 1);
    expect(reader.takeGap()).toBe(100);
    expect(readAll(reader)).toEqual([0]);
  });

  it('joins gaps while more of them wait than there are marks', () => {
    const { writer, reader } = ring(64);
    for (let i = 0; i < 8; i++) {
      writer.drop(1);
      expect(writer.push(counted(i, 1), 0, 1)).toBe(1);
    }
    writer.drop(1);
    expect(writer.room).toBe(0);
    expect(writer.push(counted(8, 3), 0, 3)).toBe(0);
    writer.drop(3);
    expect(reader.takeGap()).toBe(1);
    expect(readAll(reader)).toEqual([0]);
    expect(writer.push(counted(11, 1), 0, 1)).toBe(1);
    const gaps: number[] = [];
    while (reader.waiting > 0) {
      gaps.push(reader.takeGap());
      readAll(reader);
    }
    expect(gaps).toEqual([1, 1, 1, 1, 1, 1, 1, 4]);
  });
});

describe('RingReader', () => {
  it('sees the end only after everything before it', () => {
    const { writer, reader } = ring(8);
    writer.push(counted(0, 1), 0, 1);
    expect(reader.ended).toBe(false);
    writer.end();
    expect(reader.ended).toBe(true);
    expect(reader.waiting).toBe(1);
  });

  it('skips samples as if they were read', () => {
    const { writer, reader } = ring(8);
    writer.push(counted(0, 6), 0, 6);
    reader.skip(4);
    expect(readAll(reader)).toEqual([4, 5]);
    expect(writer.room).toBe(8);
  });

  it('and RingWriter continue where others on the same memory stopped', () => {
    const buffer = new SharedArrayBuffer(ringBytes(8));
    const writer = new RingWriter(buffer);
    writer.push(counted(0, 6), 0, 6);
    new RingReader(buffer).skip(4);
    expect(readAll(new RingReader(buffer))).toEqual([4, 5]);
    const second = new RingWriter(buffer);
    expect(second.room).toBe(8);
    second.push(counted(6, 3), 0, 3);
    const reader = new RingReader(buffer);
    expect(readAll(reader)).toEqual([6, 7, 8]);
  });

  it('computes when the last sample was captured from the stamp of its push', () => {
    const { writer, reader } = ring(64);
    const times = () => {
      reader.arrive();
      return [reader.capturedAtMs(16), reader.putAtMs(16)];
    };
    expect(times()).toEqual([Number.NaN, Number.NaN]);
    writer.stamp(1_700_000_000_000.25, 1_700_000_000_000.75);
    writer.push(counted(0, 32), 0, 32);
    writer.stamp(1_700_000_000_900, 1_700_000_000_901);
    writer.push(counted(32, 16), 0, 16);
    reader.skip(16);
    expect(times()).toEqual([1_700_000_000_000.25 - 1, 1_700_000_000_000.75]);
    expect(times()).toEqual([1_700_000_000_000.25 - 1, 1_700_000_000_000.75]);
    reader.skip(16);
    expect(times()).toEqual([1_700_000_000_000.25, 1_700_000_000_000.75]);
    reader.skip(8);
    expect(times()).toEqual([1_700_000_000_900 - 0.5, 1_700_000_000_901]);
  });

  it('computes a time without a stamp from the last stamp, until a later one is known', () => {
    const { writer, reader } = ring(64);
    writer.stamp(1000);
    writer.push(counted(0, 16), 0, 16);
    writer.push(counted(16, 16), 0, 16);
    reader.skip(32);
    reader.arrive();
    expect([reader.capturedAtMs(16), reader.putAtMs(16)]).toEqual([1001, 1001]);
    writer.stamp(1007);
    writer.push(counted(32, 16), 0, 16);
    reader.skip(8);
    reader.arrive();
    expect(reader.capturedAtMs(16)).toBe(1006.5);
  });

  it('keeps the stamps of 64 pushes; one without room is computed back from the next stamp', () => {
    const { writer, reader } = ring(256);
    const push = (sample: number) => {
      writer.stamp(10 * sample);
      writer.push(counted(sample, 1), 0, 1);
    };
    for (let sample = 1; sample <= 66; sample++) push(sample);
    reader.skip(2);
    reader.arrive();
    expect(reader.putAtMs(1)).toBe(20);
    push(67);
    reader.skip(62);
    reader.arrive();
    expect([reader.capturedAtMs(1), reader.putAtMs(1)]).toEqual([640, 640]);
    reader.skip(1);
    reader.arrive();
    expect([reader.capturedAtMs(1), reader.putAtMs(1)]).toEqual([668, 670]);
  });

  it('works the same on an ArrayBuffer when both ends are on one thread', () => {
    const buffer = new ArrayBuffer(ringBytes(4));
    const writer = new RingWriter(buffer);
    const reader = new RingReader(buffer);
    for (let turn = 0; turn < 10; turn++) {
      writer.push(counted(turn * 3, 3), 0, 3);
      expect(readAll(reader)).toEqual([turn * 3, turn * 3 + 1, turn * 3 + 2]);
    }
  });
});
