// How much a client may send.
import { describe, expect, it } from 'vitest';
import { RateLimit } from '#src/server/transport/rate-limit.js';

describe('RateLimit', () => {
  it('allows the amount of ten seconds at once, and more after a while', () => {
    const rate = new RateLimit(100, 1e9, 0);
    expect(rate.allows(1000, 0)).toBe(true);
    expect(rate.allows(1, 0)).toBe(false);
    expect(rate.allows(50, 1000)).toBe(true);
  });
});
