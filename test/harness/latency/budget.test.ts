import { describe, expect, it } from 'vitest';
import { brokenBudgets, parseBudgets } from '#src/harness/latency/budget.js';
import { someLine } from './lines.js';

describe('a budget', () => {
  const line = someLine(); // p50 1 ms, p99 4 ms, worst 10 ms; stages a quarter of that

  it('is kept up to the very value, and broken above it, in a sentence that says by what', () => {
    expect(
      brokenBudgets(parseBudgets('p50=1ms,p90=2ms,p99=4ms,p99.9=8ms,worst=10ms,dropped=2,misses=3'), [line]),
    ).toEqual([]);
    expect(brokenBudgets(parseBudgets('p99=3.9ms, dropped=1'), [line])).toEqual([
      'the budget p99=3.9ms is broken by steady in node, subscriber main: 4 ms',
      'the budget dropped=1 is broken by steady in node, subscriber main: 2',
    ]);
  });

  it('is of a stage, or of one scenario, where it says so', () => {
    expect(brokenBudgets(parseBudgets('delivery.p99=1ms'), [line])).toEqual([]);
    expect(brokenBudgets(parseBudgets('delivery.p99=0.9ms'), [line])).toHaveLength(1);
    expect(brokenBudgets(parseBudgets('steady:p99=4ms'), [line, someLine({ scenario: 'bursts', p99Ms: 9 })])).toEqual(
      [],
    );
    expect(brokenBudgets(parseBudgets('bursts:p99=1ms'), [line, someLine({ scenario: 'bursts' })])).toHaveLength(1);
  });

  it('is never the rival’s', () => {
    expect(brokenBudgets(parseBudgets('p99=5ms'), [line, someLine({ engine: 'onnxruntime-web', p99Ms: 9 })])).toEqual(
      [],
    );
  });

  it('is not kept where nothing was measured, or nothing was delivered', () => {
    const nothing = 'the budget stedy:p99=5ms was held to nothing: no such scenario was measured';
    expect(brokenBudgets(parseBudgets('stedy:p99=5ms'), [line])).toEqual([nothing]);
    expect(brokenBudgets(parseBudgets('p99=5ms,dropped=0'), [])).toHaveLength(2);
    const lost = someLine({ count: 0, p99Ms: 0 });
    expect(brokenBudgets(parseBudgets('p99=5ms'), [lost])[0]).toMatch(/no prediction was timed$/);
    expect(brokenBudgets(parseBudgets('dropped=2'), [lost])).toEqual([]);
  });

  it.each([
    '',
    'p98=5ms',
    'p99=5',
    'p99=5s',
    'dropped=1ms',
    'p99<5ms',
    'brain.p99=5ms',
    'delivery.dropped=3',
    'p99=-1ms',
  ])("that is '%s' is refused with what was received", (text) => {
    expect(() => parseBudgets(text)).toThrow(new RegExp(`received '${text.replace(/[.<]/g, '\\$&')}'$`));
  });
});
