// Rows that are remembered until their predictions come.
import { describe, expect, it } from 'vitest';
import { RowMemory } from '#src/server/streams/row-memory.js';
import type { StreamPlan } from '#src/server/streams/stream-plan.js';

const WIDTH = 3;
const plan = { input: 'rows', layout: { values: WIDTH, samples: WIDTH, kind: 'plain' }, pointEvery: 10 } as StreamPlan;
const block = (rows: number, startsAtRow: number) => ({
  samples: Float32Array.from({ length: rows * WIDTH }, (_, i) => startsAtRow * WIDTH + i),
  startsAt: startsAtRow * WIDTH,
  count: rows * WIDTH,
});
const row = (n: number) => [3 * n, 3 * n + 1, 3 * n + 2];

describe('RowMemory', () => {
  it('knows every row of a burst, and forgets it when its predictions have come', () => {
    const rows = new RowMemory(plan);
    const [first, second] = [5000, 1000];
    rows.remember(block(first, 0), true);
    for (let n = 0; n < first - 7; n++) expect([...rows.valuesBefore(3 * (n + 1), 0)]).toEqual(row(n));
    rows.remember(block(second, first), true);
    for (let n = first - 7; n < first + second; n++) expect([...rows.valuesBefore(3 * (n + 1), 0)]).toEqual(row(n));
    expect(rows.heldBytes).toBeLessThan(1000);
  });

  it('remembers only the rows of kept points while nobody watches', () => {
    const rows = new RowMemory(plan);
    rows.remember(block(100, 0), false);
    expect([...rows.valuesBefore(30, 0)]).toEqual(row(9));
    expect([...rows.valuesBefore(33, 0)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect([...rows.valuesBefore(60, 0)]).toEqual(row(19));
  });

  it('is bounded: of more than a mebibyte the oldest rows are forgotten', () => {
    const rows = new RowMemory(plan);
    for (let from = 0; from < 200_000; from += 10_000) rows.remember(block(10_000, from), true);
    expect(rows.heldBytes).toBeLessThan(2 ** 21);
    expect([...rows.valuesBefore(3, 0)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect([...rows.valuesBefore(600_000, 0)]).toEqual(row(199_999));
  });
});
