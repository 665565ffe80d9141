// Which stream hands samples to the engine next, and how many hops may be under way.
import { describe, expect, it } from 'vitest';
import { StreamScheduler } from '#src/server/scheduling/stream-scheduler.js';

describe('StreamScheduler', () => {
  const BELL = { hold: () => undefined, release: () => undefined };

  it('gives streams turns, so that one with much waiting starves none', () => {
    const scheduler = new StreamScheduler(BELL);
    const waiting = new Map([
      ['flood', 100_000],
      ['a', 40],
      ['b', 40],
    ]);
    const order: string[] = [];
    for (const name of waiting.keys()) {
      scheduler.list({
        listed: false,
        feed(work) {
          const took = Math.min(work, waiting.get(name) as number);
          waiting.set(name, (waiting.get(name) as number) - took);
          order.push(name);
          return { work: took, more: (waiting.get(name) as number) > 0 };
        },
      });
    }
    scheduler.flush(0);
    expect(order.slice(0, 6)).toEqual(['flood', 'a', 'b', 'flood', 'a', 'b']);
    expect([waiting.get('a'), waiting.get('b')]).toEqual([0, 0]);
    expect(scheduler.underWay).toBeGreaterThanOrEqual(scheduler.window);
    const before = waiting.get('flood');
    scheduler.flush(1); // the engine has not answered
    expect(waiting.get('flood')).toBe(before);
    scheduler.answered(scheduler.underWay, 1);
    scheduler.flush(2);
    expect(waiting.get('flood')).toBeLessThan(before as number);
  });

  it('shrinks the window of an engine that answers late, and grows it where answers come soon', () => {
    const scheduler = new StreamScheduler(BELL);
    const run = (fromMs: number, tookMs: number) => {
      for (let ms = fromMs; ms < fromMs + 3000; ms += 10) {
        scheduler.list(flood);
        scheduler.flush(ms);
        scheduler.answered(scheduler.underWay, tookMs);
      }
      return scheduler.window;
    };
    const flood = { listed: false, feed: (work: number) => ({ work, more: true }) };
    const slow = run(0, 100);
    expect(slow).toBe(256);
    expect(run(3000, 1)).toBeGreaterThan(10_000);
  });

  it('wakes the engine once, however many streams hand over samples', () => {
    const rung: string[] = [];
    const scheduler = new StreamScheduler({ hold: () => rung.push('hold'), release: () => rung.push('release') });
    for (let i = 0; i < 3; i++) scheduler.list({ listed: false, feed: () => ({ work: 1, more: false }) });
    scheduler.handsOver();
    scheduler.flush(0);
    expect(rung.filter((each) => each === 'release')).toHaveLength(1);
    expect(rung.at(-1)).toBe('release');
  });

  it('lets no stream overtake those that wait', () => {
    const scheduler = new StreamScheduler(BELL);
    expect(scheduler.open).toBe(true);
    scheduler.list({ listed: false, feed: () => ({ work: 0, more: true }) });
    expect(scheduler.open).toBe(false);
  });

  it('ends a flush in which no stream can hand over anything, and keeps the streams for later', () => {
    const scheduler = new StreamScheduler(BELL);
    let asked = 0;
    for (let i = 0; i < 3; i++) scheduler.list({ listed: false, feed: () => ({ work: 0 * asked++, more: true }) });
    scheduler.flush(0);
    expect(asked).toBeLessThanOrEqual(4);
    expect(scheduler.waiting).toBe(3);
  });
});
