// How long data may have waited in a socket.
import { describe, expect, it } from 'vitest';
import { LoopLag } from '#src/server/scheduling/loop-lag.js';

describe('LoopLag', () => {
  const busy = (ms: number) => {
    for (const until = performance.now() + ms; performance.now() < until; );
  };

  it('is the time that the thread was busy since the mark, and reports pressure where that was long', () => {
    const lag = new LoopLag();
    lag.mark();
    busy(30);
    expect(lag.ms).toBeGreaterThanOrEqual(30);
    expect(lag.pressed).toBe(false);
    lag.mark();
    expect(lag.pressed).toBe(true);
    busy(5);
    expect(lag.ms).toBeGreaterThanOrEqual(5);
  });

  it('does not count the time that the event loop was idle', async () => {
    const lag = new LoopLag();
    lag.mark();
    const fromMs = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 200));
    const told = lag.ms;
    expect(told).toBeLessThan(performance.now() - fromMs - 50);
  });
});
