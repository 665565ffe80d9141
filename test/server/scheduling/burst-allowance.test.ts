// How long a block may wait because its stream comes in bursts.
import { describe, expect, it } from 'vitest';
import { BurstAllowance } from '#src/server/scheduling/burst-allowance.js';

describe('BurstAllowance', () => {
  it('is one block for a stream that comes as fast as it is made, however long it lasts', () => {
    const bursts = new BurstAllowance();
    for (let ms = 0; ms < 100_000; ms += 32) expect(bursts.of(32, ms)).toBe(32);
  });

  it('is the stream time that came at once, and shrinks with real time', () => {
    const bursts = new BurstAllowance();
    const allowed = Array.from({ length: 6000 }, () => bursts.of(10, 0)); // a minute at 100 rows a second
    expect([allowed[0], allowed.at(-1)]).toEqual([10, 60_000]);
    expect(bursts.of(10, 59_000)).toBe(1010);
    expect(bursts.of(10, 70_000)).toBe(10);
  });

  it('is bounded, and a span that goes back is none', () => {
    const bursts = new BurstAllowance();
    expect(bursts.of(86_400_000, 0)).toBe(600_000);
    expect(bursts.of(-5, 600_000)).toBe(0);
  });

  it('looks at a block without taking it', () => {
    const bursts = new BurstAllowance();
    expect([bursts.ahead(50, 0), bursts.ahead(50, 0), bursts.of(50, 0)]).toEqual([50, 50, 50]);
  });
});
