// The parts of the server that need no socket: turns, placement, logs of frames, what waits.
import { describe, expect, it } from 'vitest';
import { Refusal } from '#src/protocol/closing.js';
import { Backlog } from '#src/server/scheduling/backlog.js';
import { LoopLag } from '#src/server/scheduling/loop-lag.js';
import { place } from '#src/server/scheduling/placement.js';
import { Feeder } from '#src/server/scheduling/stream-scheduler.js';
import { Arrivals } from '#src/server/streams/block-sequencer.js';
import { FrameLog } from '#src/server/streams/frame-log.js';
import { RateLimit } from '#src/server/transport/rate-limit.js';
import { parseGrant, Tokens } from '#src/server/transport/tokens.js';
import type { Intake } from '#src/source/source.js';
import { random } from '../support/random.js';

describe('Feeder', () => {
  const BELL = { hold: () => undefined, release: () => undefined };

  it('gives streams their turns, so that one with much waiting starves none', () => {
    const feeder = new Feeder(BELL);
    const waiting = new Map([
      ['flood', 100_000],
      ['a', 40],
      ['b', 40],
    ]);
    const order: string[] = [];
    for (const name of waiting.keys()) {
      feeder.list({
        listed: false,
        feed(hops) {
          const took = Math.min(hops, waiting.get(name) as number);
          waiting.set(name, (waiting.get(name) as number) - took);
          order.push(name);
          return { hops: took, more: (waiting.get(name) as number) > 0 };
        },
      });
    }
    feeder.pump(0);
    expect(order.slice(0, 6)).toEqual(['flood', 'a', 'b', 'flood', 'a', 'b']);
    expect([waiting.get('a'), waiting.get('b')]).toEqual([0, 0]);
    expect(feeder.underWay).toBeGreaterThanOrEqual(feeder.bound);
    const before = waiting.get('flood');
    feeder.pump(1); // the engine has not answered
    expect(waiting.get('flood')).toBe(before);
    feeder.answered(feeder.underWay, 1);
    feeder.pump(2);
    expect(waiting.get('flood')).toBeLessThan(before as number);
  });

  it('hands an engine that answers late less than one that answers soon', () => {
    const feeder = new Feeder(BELL);
    const run = (fromMs: number, tookMs: number) => {
      for (let ms = fromMs; ms < fromMs + 3000; ms += 10) {
        feeder.list(flood);
        feeder.pump(ms);
        feeder.answered(feeder.underWay, tookMs);
      }
      return feeder.bound;
    };
    const flood = { listed: false, feed: (hops: number) => ({ hops, more: true }) };
    const slow = run(0, 100);
    expect(slow).toBe(256);
    expect(run(3000, 1)).toBeGreaterThan(10_000);
  });

  it('rings for the engine once, however many streams hand over samples', () => {
    const rung: string[] = [];
    const feeder = new Feeder({ hold: () => rung.push('hold'), release: () => rung.push('release') });
    for (let i = 0; i < 3; i++) feeder.list({ listed: false, feed: () => ({ hops: 1, more: false }) });
    feeder.passing();
    feeder.pump(0);
    expect(rung.filter((each) => each === 'release')).toHaveLength(1);
    expect(rung.at(-1)).toBe('release');
  });

  it('lets nobody pass those who wait', () => {
    const feeder = new Feeder(BELL);
    expect(feeder.open).toBe(true);
    feeder.list({ listed: false, feed: () => ({ hops: 0, more: true }) });
    expect(feeder.open).toBe(false);
  });

  it('comes to an end where nobody can hand over anything, and keeps them for later', () => {
    const feeder = new Feeder(BELL);
    let asked = 0;
    for (let i = 0; i < 3; i++) feeder.list({ listed: false, feed: () => ({ hops: 0 * asked++, more: true }) });
    feeder.pump(0);
    expect(asked).toBeLessThanOrEqual(4);
    expect(feeder.waiting).toBe(3);
  });
});

describe('place()', () => {
  const engine = (load: number, ...models: string[]) => ({
    load,
    has: (model: unknown) => models.includes(model as string),
  });
  it('takes the engine with the least load, but one that has the model where that is nearly as good', () => {
    const [idle, near, far] = [engine(10), engine(12, 'm'), engine(100, 'm')];
    expect(place([idle, near, far], 'm', 5)).toBe(near);
    expect(place([idle, near, far], 'other', 5)).toBe(idle);
    expect(place([idle, far], 'm', 5)).toBe(idle);
  });
});

describe('FrameLog', () => {
  it('keeps what fits, in order, through all its ways round', () => {
    const next = random(5);
    const log = new FrameLog(1000, 20);
    let [number, lost] = [0xfffffff0, 0];
    let kept: { number: number; bytes: number[] }[] = [];
    for (let i = 0; i < 5000; i++) {
      if (next() < 0.2) {
        const before = kept[Math.floor(next() * kept.length)]?.number ?? number;
        log.forgetBefore(before);
        kept = kept.filter((frame) => ((frame.number - before) | 0) >= 0);
      }
      const bytes = Array.from({ length: 1 + Math.floor(next() * 90) }, () => Math.floor(next() * 256));
      const at = log.append(number, bytes.length);
      log.bytes.set(bytes, at);
      kept.push({ number, bytes });
      while (kept.length > log.count) {
        kept.shift();
        lost++;
      }
      const seen: { number: number; bytes: number[] }[] = [];
      log.each((from, length, of) => seen.push({ number: of, bytes: [...log.bytes.subarray(from, from + length)] }));
      expect(seen).toEqual(kept);
      number = (number + 1) >>> 0;
    }
    expect(log.lost).toBe(lost);
    expect(lost).toBeGreaterThan(100);
    expect(log.bytes.length).toBe(1000);
  });
});

describe('LoopLag', () => {
  const busy = (ms: number) => {
    for (const until = performance.now() + ms; performance.now() < until; );
  };

  it('is as long as the thread was busy since the mark, and presses where that was long', () => {
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

  it('does not count what the loop was idle', async () => {
    const lag = new LoopLag();
    lag.mark();
    const fromMs = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 200));
    const told = lag.ms;
    expect(told).toBeLessThan(performance.now() - fromMs - 50);
  });
});

describe('Backlog', () => {
  const block = (value: number) => new Float32Array(4).fill(value);
  const arrived = (sequence: number, startsAt: number, samples: Float32Array, count: number, arrivedMs: number) => {
    return { sequence, startsAt, samples, count, timeMs: 0, arrivedMs, level: 0 };
  };
  /** Takes everything, and writes down what came and what was said to be missing. */
  function intake(room = Number.POSITIVE_INFINITY): Intake & { readonly came: number[]; readonly ours: boolean[] } {
    const came: number[] = [];
    const ours: boolean[] = [];
    let left = room;
    return {
      came,
      ours,
      push(samples, from = 0, to = samples.length) {
        const took = Math.min(left, to - from);
        left -= took;
        for (let i = 0; i < took; i++) came.push(samples[from + i] as number);
        return took;
      },
      lose(samples, passedOver = false) {
        came.push(-samples);
        ours.push(passedOver);
      },
      ready: () => Promise.resolve(),
      lend: () => {
        throw new Error('not lent');
      },
      report: () => undefined,
    };
  }
  const fill = (drop: 'oldest' | 'newest' | 'none', arrivals: readonly number[]) => {
    const backlog = new Backlog(0, { drop, maxDelayMs: 100, mostBytes: 1e6 });
    for (const [i, ms] of arrivals.entries()) backlog.add(arrived(i + 1, 4 * i, block(i + 1), 4, ms));
    return backlog;
  };

  it('goes on with what came, and tells the engine what is missing', () => {
    const backlog = new Backlog(0, { drop: 'oldest', maxDelayMs: 100, mostBytes: 1e6 });
    backlog.add(arrived(1, 0, block(1), 4, 0));
    backlog.add(arrived(2, 10, block(2), 4, 0));
    const into = intake();
    expect(backlog.feed(into, 100, 0)).toBe(8);
    expect(into.came).toEqual([1, 1, 1, 1, -6, 2, 2, 2, 2]);
  });

  it('hands the engine at once what it takes, and keeps the rest', () => {
    const backlog = new Backlog(0, { drop: 'oldest', maxDelayMs: 100, mostBytes: 1e6 });
    const into = intake(6);
    expect(backlog.pass(into, arrived(1, 0, block(1), 4, 0), 0)).toBe(4);
    expect(backlog.waiting).toBe(0);
    expect(backlog.pass(into, arrived(2, 5, block(2), 4, 0), 0)).toBe(2);
    expect(into.came).toEqual([1, 1, 1, 1, -1, 2, 2]);
    expect(backlog.waiting).toBe(2);
    const more = intake();
    expect(backlog.feed(more, 100, 0)).toBe(2);
    expect(more.came).toEqual([2, 2]);
    expect(backlog.fedTo).toBe(9);
  });

  it('keeps what the engine has no room for', () => {
    const backlog = fill('oldest', [0, 0, 0]);
    expect(backlog.feed(intake(6), 100, 0)).toBe(6);
    const into = intake();
    expect(backlog.feed(into, 3, 0)).toBe(3);
    expect(backlog.feed(into, 100, 0)).toBe(3);
    expect(into.came).toEqual([2, 2, 3, 3, 3, 3]);
  });

  it('gives up the oldest blocks that have waited too long, and marks the gap', () => {
    const backlog = fill('oldest', [0, 30, 60, 90]);
    backlog.dropStale(100, 0); // more than 60 ms
    expect(backlog.dropped).toBe(8);
    const into = intake();
    backlog.feed(into, 100, 0);
    expect(into.came).toEqual([-8, 3, 3, 3, 3, 4, 4, 4, 4]);
  });

  it('gives up the newest blocks where that is the policy', () => {
    const backlog = fill('newest', [0, 10, 50]);
    expect(backlog.dropped).toBe(4);
    const into = intake();
    backlog.feed(into, 100, 0);
    expect(into.came).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
  });

  it('says of a gap whether the samples never came or were given up here', () => {
    const newest = new Backlog(0, { drop: 'newest', maxDelayMs: 100, mostBytes: 1e6 });
    const into = intake();
    newest.add(arrived(1, 0, block(1), 4, 0));
    newest.add(arrived(2, 8, block(2), 4, 10));
    expect(newest.add(arrived(3, 12, block(3), 4, 50))).toBe(false);
    newest.feed(into, 4, 50);
    newest.add(arrived(4, 16, block(4), 4, 30));
    newest.feed(into, 100, 50);
    newest.pass(into, arrived(5, 24, block(5), 4, 50), 50);
    newest.giveUp(4);
    newest.pass(into, arrived(6, 32, block(6), 4, 50), 50);
    expect(into.came.filter((value) => value < 0)).toEqual([-4, -4, -4, -4]);
    expect(into.ours).toEqual([false, true, false, true]);
    const oldest = fill('oldest', [0, 0, 90]);
    oldest.feed(into, 2, 0);
    oldest.dropStale(100, 0);
    oldest.add(arrived(4, 20, block(4), 4, 100));
    oldest.feed(into, 100, 100);
    expect(into.ours.slice(4)).toEqual([true, false]);
  });

  it('knows how much of what comes before a position was handed over', () => {
    const backlog = fill('oldest', [0, 0, 90]);
    const into = intake();
    backlog.feed(into, 6, 0); // half of the second block
    backlog.dropStale(100, 0);
    backlog.feed(into, 100, 100);
    backlog.pass(into, arrived(4, 100, block(4), 4, 100), 100);
    expect(backlog.handed).toBe(14);
    const upTo = (position: number) => backlog.handedBefore(position, backlog.blockBefore(position));
    expect([upTo(3), upTo(6), upTo(10), upTo(101), upTo(104)]).toEqual([3, 6, 8, 11, 14]);
    const lost = fill('oldest', [0, 0, 90]);
    lost.dropStale(100, 0);
    lost.feed(into, 100, 100);
    expect(lost.handedBefore(4, lost.blockBefore(4))).toBeNaN();
  });

  it('knows only so many blocks, though nothing is said of any of them, and hands on what comes', () => {
    const backlog = new Backlog(0, { drop: 'none', maxDelayMs: 100, mostBytes: 1e6 });
    const one = new Float32Array(1);
    let [came, missing] = [0, 0];
    const into = intake();
    const counting: Intake = {
      ...into,
      push: (_, from = 0, to = 1) => {
        came += to - from;
        return to - from;
      },
      lose: (samples) => {
        missing += samples;
      },
    };
    const most = 200_000;
    for (let i = 0; i < most; i++) backlog.pass(counting, arrived(i + 1, 2 * i, one, 1, 0), 0);
    expect([came, missing]).toEqual([most, most - 1]);
    expect(backlog.table.end - backlog.table.first).toBe(65_536);
    expect(backlog.heldBytes).toBeLessThanOrEqual(65_536 * 64);
    expect(backlog.full).toBe(false);
    expect(backlog.lastCovered(2 * most)?.sequence).toBe(most);
    expect(backlog.table.sequence(backlog.blockBefore(2 * most - 1))).toBe(most);
  });

  it('forgets none that waits', () => {
    const backlog = new Backlog(0, { drop: 'none', maxDelayMs: 100, mostBytes: 1e9 });
    for (let i = 0; i < 70_000; i++) backlog.add(arrived(i + 1, i, block(i), 1, 0));
    expect(backlog.full).toBe(true);
    const into = intake();
    expect(backlog.feed(into, 1e6, 0)).toBe(70_000);
    expect([into.came[0], into.came.at(-1), into.came.length]).toEqual([0, 69_999, 70_000]);
  });

  it('gives up nothing where that is the policy, and while it catches up', () => {
    const backlog = fill('none', [0, 10, 50]);
    backlog.dropStale(1e6, 0);
    expect(backlog.dropped).toBe(0);
    const late = fill('oldest', [0, 10, 50]);
    late.catchingUp = true;
    late.dropStale(1e6, 0);
    expect(late.dropped).toBe(0);
    late.feed(intake(), 100, 0);
    expect(late.catchingUp).toBe(false);
  });
});

describe('Arrivals', () => {
  it.each([1, 64])('lets a client skip as many samples as the ring can say, in rows of %i', (rowSamples) => {
    const most = Math.floor((2 ** 31 - 1) / rowSamples);
    expect(new Arrivals(rowSamples, null).startOf(5)).toBe(0);
    const arrivals = new Arrivals(rowSamples, null);
    arrivals.startOf(0);
    expect(arrivals.startOf(most)).toBe(most * rowSamples);
    expect(() => arrivals.startOf(most + 1)).toThrow(Refusal);
  });
});

describe('rates and tokens', () => {
  it('a rate is allowed over ten seconds, and again after a while', () => {
    const rate = new RateLimit(100, 1e9, 0);
    expect(rate.allows(1000, 0)).toBe(true);
    expect(rate.allows(1, 0)).toBe(false);
    expect(rate.allows(50, 1000)).toBe(true);
  });

  it('a token has the rights that were given to it, and an unknown one none', () => {
    const tokens = new Tokens([parseGrant('send,watch:0123456789abcdef'), parseGrant('administer:abcdefabcdefabcd')]);
    expect(tokens.rightsOf('0123456789abcdef')).toEqual(['send', 'watch']);
    expect(tokens.rightsOf('abcdefabcdefabcd')).toEqual(['administer']);
    for (const wrong of [null, '', '0123456789abcdeF']) expect(tokens.rightsOf(wrong)).toBe(null);
    for (const wrong of ['send', 'send:short', 'fly:0123456789abcdef', 'send:0123456789 abcdef']) {
      expect(() => parseGrant(wrong)).toThrow(RangeError);
    }
  });
});
