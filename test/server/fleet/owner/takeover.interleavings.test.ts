import { describe, expect, it } from 'vitest';
import { walkTakeovers } from './takeover-model.js';

describe('takeovers of a partition, in all interleavings', () => {
  it('lose no result and double none between two nodes, whoever stands still when', () => {
    expect(walkTakeovers({ nodes: 2, rows: 3, claims: 3, unanswered: 1 })).toBeGreaterThan(1000);
  });

  it('lose no result and double none between three nodes', () => {
    expect(walkTakeovers({ nodes: 3, rows: 2, claims: 3, unanswered: 1 })).toBeGreaterThan(1000);
  });

  it('would double results where NATS did not compare', () => {
    expect(() => walkTakeovers({ nodes: 2, rows: 2, claims: 2, unanswered: 0, compares: false })).toThrow(
      /results of rows/,
    );
  });

  it('would double results where a refused owner went on', () => {
    const verdict: NonNullable<Parameters<typeof walkTakeovers>[0]['verdict']> = (_, last) => ({
      kind: 'append',
      after: last?.sequence ?? 0,
    });
    const options = { nodes: 2, rows: 2, claims: 2, unanswered: 1, verdict };
    expect(() => walkTakeovers(options)).toThrow(/results/);
  });
});
