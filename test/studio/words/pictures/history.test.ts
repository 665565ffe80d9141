import { describe, expect, it } from 'vitest';
import { History } from '../../../../src/studio/words/pictures/history.js';

describe('History', () => {
  it('keeps the newest columns, counted back from the newest', () => {
    const history = new History(2, 3);
    for (let n = 1; n <= 5; n++) history.push(Float32Array.of(n, -n), n * 10, n === 4);
    expect(history.length).toBe(3);
    expect([0, 1, 2].map((back) => history.value(back, 0))).toEqual([5, 4, 3]);
    expect([0, 1, 2].map((back) => history.value(back, 1))).toEqual([-5, -4, -3]);
    expect([0, 1, 2].map((back) => history.endsAtMs(back))).toEqual([50, 40, 30]);
    expect([0, 1, 2].map((back) => history.gapBefore(back))).toEqual([false, true, false]);
  });

  it('is empty after clear', () => {
    const history = new History(1, 2);
    history.push(Float32Array.of(1), 10, false);
    history.clear();
    expect(history.length).toBe(0);
  });
});
