// Which stream hands samples to the engine next, and how many hops may be under way.
import { describe, expect, it } from 'vitest';
import type { ScheduledStream } from '#src/server/scheduling/engine-share.js';
import { StreamScheduler } from '#src/server/scheduling/stream-scheduler.js';

type Feed = (work: number, nowMs: number) => { readonly work: number; readonly more: boolean };

const BELL = { hold: () => undefined, release: () => undefined };

/** A stream of a connection; each test's streams are of one unless it says otherwise. */
function stream(scheduler: StreamScheduler, feed: Feed, connection = 'one', client = 'client') {
  const share = scheduler.join(client, connection);
  const feedHops: ScheduledStream['feed'] = (work, nowMs) => ({ hops: 1, ...feed(work, nowMs) });
  return { share, listed: false, feed: feedHops };
}

/** One on which always more waits. `handed`: the work that it has handed over. */
function flood(scheduler: StreamScheduler, connection: string, client = connection) {
  const made = stream(scheduler, (work) => ({ work, more: true }), connection, client);
  return { ...made, handed: () => made.share.underWay };
}

describe('StreamScheduler', () => {
  it('gives streams turns, so that one with much waiting starves none', () => {
    const scheduler = new StreamScheduler(BELL);
    const waiting = new Map([
      ['flood', 100_000],
      ['a', 40],
      ['b', 40],
    ]);
    const order: string[] = [];
    for (const name of waiting.keys()) {
      const feed = (work: number) => {
        const took = Math.min(work, waiting.get(name) as number);
        waiting.set(name, (waiting.get(name) as number) - took);
        order.push(name);
        return { work: took, more: (waiting.get(name) as number) > 0 };
      };
      scheduler.list(stream(scheduler, feed));
    }
    scheduler.flush(0);
    expect(order.slice(0, 6)).toEqual(['flood', 'a', 'b', 'flood', 'a', 'b']);
    expect([waiting.get('a'), waiting.get('b')]).toEqual([0, 0]);
    expect(scheduler.underWay).toBeGreaterThanOrEqual(scheduler.window);
    const before = waiting.get('flood');
    scheduler.flush(1); // the engine has not answered
    expect(waiting.get('flood')).toBe(before);
    const share = scheduler.join('client', 'one');
    share.answered(share.underWay, 0, 1);
    scheduler.flush(2);
    expect(waiting.get('flood')).toBeLessThan(before as number);
  });

  it('shrinks the window of an engine that answers late, and grows it where answers come soon', () => {
    const scheduler = new StreamScheduler(BELL);
    const one = flood(scheduler, 'one');
    const run = (fromMs: number, tookMs: number) => {
      for (let ms = fromMs; ms < fromMs + 3000; ms += 10) {
        scheduler.list(one);
        scheduler.flush(ms);
        one.share.answered(scheduler.underWay, 0, tookMs);
      }
      return scheduler.window;
    };
    const slow = run(0, 100);
    expect(slow).toBe(256);
    expect(run(3000, 1)).toBeGreaterThan(10_000);
  });

  it('wakes the engine once, however many streams hand over samples', () => {
    const rung: string[] = [];
    const scheduler = new StreamScheduler({ hold: () => rung.push('hold'), release: () => rung.push('release') });
    for (let i = 0; i < 3; i++) scheduler.list(stream(scheduler, () => ({ work: 1, more: false })));
    scheduler.handsOver();
    scheduler.flush(0);
    expect(rung.filter((each) => each === 'release')).toHaveLength(1);
    expect(rung.at(-1)).toBe('release');
  });

  it('lets no stream overtake those of its connection that wait', () => {
    const scheduler = new StreamScheduler(BELL);
    const waits = stream(scheduler, () => ({ work: 0, more: true }));
    expect(waits.share.isOpen).toBe(true);
    scheduler.list(waits);
    expect(waits.share.isOpen).toBe(false);
  });

  it('ends a flush in which no stream can hand over anything, and keeps the streams for later', () => {
    const scheduler = new StreamScheduler(BELL);
    let asked = 0;
    for (let i = 0; i < 3; i++) scheduler.list(stream(scheduler, () => ({ work: 0 * asked++, more: true })));
    scheduler.flush(0);
    expect(asked).toBeLessThanOrEqual(4);
    expect(scheduler.waiting).toBe(3);
  });

  it('keeps room for a connection beside one that has used up its own', () => {
    const scheduler = new StreamScheduler(BELL);
    const heavy = flood(scheduler, 'heavy');
    const light = stream(scheduler, () => ({ work: 1, more: false }), 'light', 'light');
    scheduler.list(heavy);
    scheduler.flush(0);
    expect([heavy.share.isOpen, light.share.isOpen]).toEqual([false, true]);
    scheduler.list(light);
    scheduler.flush(1);
    expect([heavy.share.waiting, light.share.underWay]).toEqual([1, 1]);
  });

  it('gives clients equal parts of the window, and the connections of a client equal parts of its own', () => {
    const scheduler = new StreamScheduler(BELL);
    const one = flood(scheduler, 'one', 'alone');
    const many = Array.from({ length: 4 }, (_, i) => flood(scheduler, `many-${i}`, 'many'));
    for (let ms = 0; ms < 1000; ms += 60) {
      for (const each of [one, ...many]) {
        scheduler.list(each);
        each.share.answered(each.share.underWay, 0, 15);
      }
      scheduler.flush(ms);
    }
    const part = one.handed();
    expect(part).toBeGreaterThan(scheduler.window / 3);
    for (const each of many) expect(each.handed() / part).toBeCloseTo(1 / 4, 1);
  });

  it('does not call slow for one connection what the engine took for another', () => {
    const scheduler = new StreamScheduler(BELL);
    const [slow, quick] = [flood(scheduler, 'slow'), flood(scheduler, 'quick')];
    slow.share.answered(0, 0, 300);
    expect([slow.share.answerMs, quick.share.answerMs]).toEqual([300, 0]);
  });

  it('moves a stream that waits to another share, with its work', () => {
    const scheduler = new StreamScheduler(BELL);
    let asked = 0;
    const moved = stream(scheduler, () => ({ work: ++asked, more: false }), 'before');
    moved.share.handed(3, 3);
    scheduler.list(moved);
    const before = moved.share;
    moved.share = scheduler.join('client', 'after');
    scheduler.move(moved, before, 3);
    expect([before.waiting, before.underWay, moved.share.underWay]).toEqual([0, 0, 3]);
    scheduler.flush(0);
    expect([asked, moved.listed]).toEqual([1, false]);
  });

  it('forgets work that is too little for a hop, for it is never answered', () => {
    const scheduler = new StreamScheduler(BELL);
    const { share } = stream(scheduler, () => ({ work: 0, more: false }));
    share.handed(300, 300);
    for (let ms = 0; ms < 2000; ms += 50) scheduler.flush(ms);
    expect(share.isOpen).toBe(true);
  });

  it('hands over no more than its client may cost this thread, and says that it has to rest', () => {
    const scheduler = new StreamScheduler(BELL);
    const payer = new Purse(1);
    const share = scheduler.join('client', 'one', payer);
    const many = { share, listed: false, feed: (work: number) => ({ work, hops: work, more: true }) };
    scheduler.list(many);
    expect(scheduler.flush(0)).toBe(true);
    expect(share.underWay).toBeGreaterThan(25);
    expect(share.underWay).toBeLessThan(75);
    const before = share.underWay;
    expect([scheduler.flush(1), share.underWay, share.isOpen]).toEqual([true, before, false]);
    payer.roomMs = 1;
    expect([scheduler.flush(2), share.underWay > before]).toEqual([true, true]);
  });

  it('lets the present budget of a client pay, not the one that it had before it was away', () => {
    const scheduler = new StreamScheduler(BELL);
    const [before, now] = [new Purse(100), new Purse(100)];
    scheduler.join('client', 'one', before);
    scheduler.join('client', 'two', now).handed(10, 10);
    expect([before.roomMs, now.roomMs < 100]).toEqual([100, true]);
  });

  it('learns what results cost, and pays what they cost more than was paid', () => {
    const scheduler = new StreamScheduler(BELL);
    const payer = new Purse(1e6);
    const share = scheduler.join('client', 'one', payer);
    for (let ms = 0; ms < 5000; ms += 50) {
      share.handed(100, 100);
      share.answered(100, 100, 1);
      share.spent(100 * 0.2);
      scheduler.flush(ms);
    }
    expect(1e6 - payer.roomMs).toBeCloseTo(100 * 100 * 0.2, -2);
    payer.roomMs = 2;
    expect([share.isOpen, Math.round(share.room(1))]).toEqual([true, 10]);
  });
});

/** What a client may cost, in a test. */
class Purse {
  roomMs: number;

  constructor(roomMs: number) {
    this.roomMs = roomMs;
  }

  spend(ms: number): void {
    this.roomMs -= ms;
  }

  takeSentMs(): number {
    return 0;
  }
}
