// Frames in bounded memory, against a plain list.
import { describe, expect, it } from 'vitest';
import { FrameLog } from '#src/server/streams/frame-log.js';
import { random } from '../../support/random.js';

describe('FrameLog', () => {
  it('keeps what fits, in order, while it wraps around', () => {
    const next = random(5);
    const log = new FrameLog(1000, 20);
    let [number, dropped] = [0xfffffff0, 0];
    let kept: { number: number; bytes: number[] }[] = [];
    for (let i = 0; i < 5000; i++) {
      if (next() < 0.2) {
        const before = kept[Math.floor(next() * kept.length)]?.number ?? number;
        log.forgetBefore(before);
        kept = kept.filter((frame) => ((frame.number - before) | 0) >= 0);
      }
      const bytes = Array.from({ length: 1 + Math.floor(next() * 90) }, () => Math.floor(next() * 256));
      const at = log.append(number, bytes.length);
      log.bytes.set(bytes, at);
      kept.push({ number, bytes });
      while (kept.length > log.count) {
        kept.shift();
        dropped++;
      }
      const seen: { number: number; bytes: number[] }[] = [];
      log.each((from, length, of) => seen.push({ number: of, bytes: [...log.bytes.subarray(from, from + length)] }));
      expect(seen).toEqual(kept);
      number = (number + 1) >>> 0;
    }
    expect(log.dropped).toBe(dropped);
    expect(dropped).toBeGreaterThan(100);
    expect(log.bytes.length).toBe(1000);
  });
});
