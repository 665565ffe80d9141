// The codes of refusals: each says whether another try may succeed.
import { describe, expect, it } from 'vitest';
import { CODES, TRANSIENT_CODES } from '#src/protocol/closing.js';

describe('codes', () => {
  it('are transient where a later try may succeed, and final otherwise', () => {
    const names = Object.entries(CODES).flatMap(([name, code]) => (TRANSIENT_CODES.has(code) ? [name] : []));
    expect(names).toEqual([
      'TOO_MANY_CONNECTIONS',
      'SILENT',
      'IDLE',
      'TOO_FAST',
      'SLOW_READER',
      'UNACKNOWLEDGED',
      'NO_MEMORY',
      'FAILED',
      'ENDING',
    ]);
    expect(new Set(Object.values(CODES)).size).toBe(Object.keys(CODES).length);
  });
});
