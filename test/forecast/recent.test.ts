// Means of the last values.
import { describe, expect, it } from 'vitest';
import { Recent } from '#src/forecast/recent.js';

describe('Recent', () => {
  it('gives the mean of the last 25', () => {
    const recent = new Recent(new Float64Array(Recent.NUMBERS));
    for (let i = 1; i <= 3; i++) recent.push(-i);
    expect(recent.mean).toBe(-2);
    for (let i = 1; i <= 100; i++) recent.push(i);
    expect(recent.mean).toBe(88);
  });
});
