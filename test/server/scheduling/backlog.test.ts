// Blocks of one stream that wait for the engine: order, gaps, and what is dropped.
import { describe, expect, it } from 'vitest';
import { Backlog } from '#src/server/scheduling/backlog.js';
import type { Intake } from '#src/source/source.js';

describe('Backlog', () => {
  const block = (value: number) => new Float32Array(4).fill(value);
  const arrived = (sequence: number, startsAt: number, samples: Float32Array, count: number, arrivedMs: number) => {
    return { sequence, startsAt, samples, count, timeMs: 0, arrivedMs, level: 0, mayWaitMs: 0 };
  };
  /** Takes up to `room` samples, and records what came and what was reported missing. */
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
      lose(samples, dropped = false) {
        came.push(-samples);
        ours.push(dropped);
      },
      ready: () => Promise.resolve(),
      lend: () => {
        throw new Error('not lent');
      },
      report: () => undefined,
    };
  }
  const fill = (drop: 'oldest' | 'newest' | 'none', sequencer: readonly number[]) => {
    const backlog = new Backlog(0, { drop, maxDelayMs: 100, mostBytes: 1e6 });
    for (const [i, ms] of sequencer.entries()) backlog.add(arrived(i + 1, 4 * i, block(i + 1), 4, ms));
    return backlog;
  };

  it('hands over what came, and tells the engine what is missing', () => {
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
    expect(backlog.handOver(into, arrived(1, 0, block(1), 4, 0), 0)).toBe(4);
    expect(backlog.waiting).toBe(0);
    expect(backlog.handOver(into, arrived(2, 5, block(2), 4, 0), 0)).toBe(2);
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

  it('drops the oldest blocks that waited too long, and marks the gap', () => {
    const backlog = fill('oldest', [0, 30, 60, 90]);
    backlog.dropTooOld(100, 0); // more than 60 ms
    expect(backlog.dropped).toBe(8);
    const into = intake();
    backlog.feed(into, 100, 0);
    expect(into.came).toEqual([-8, 3, 3, 3, 3, 4, 4, 4, 4]);
  });

  it('drops the newest blocks where that is the policy', () => {
    const backlog = fill('newest', [0, 10, 50]);
    expect(backlog.dropped).toBe(4);
    const into = intake();
    backlog.feed(into, 100, 0);
    expect(into.came).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
  });

  it('tells for each gap whether the samples never came or were dropped here', () => {
    const newest = new Backlog(0, { drop: 'newest', maxDelayMs: 100, mostBytes: 1e6 });
    const into = intake();
    newest.add(arrived(1, 0, block(1), 4, 0));
    newest.add(arrived(2, 8, block(2), 4, 10));
    expect(newest.add(arrived(3, 12, block(3), 4, 50))).toBe(false);
    newest.feed(into, 4, 50);
    newest.add(arrived(4, 16, block(4), 4, 30));
    newest.feed(into, 100, 50);
    newest.handOver(into, arrived(5, 24, block(5), 4, 50), 50);
    newest.drop(4);
    newest.handOver(into, arrived(6, 32, block(6), 4, 50), 50);
    expect(into.came.filter((value) => value < 0)).toEqual([-4, -4, -4, -4]);
    expect(into.ours).toEqual([false, true, false, true]);
    const oldest = fill('oldest', [0, 0, 90]);
    oldest.feed(into, 2, 0);
    oldest.dropTooOld(100, 0);
    oldest.add(arrived(4, 20, block(4), 4, 100));
    oldest.feed(into, 100, 100);
    expect(into.ours.slice(4)).toEqual([true, false]);
  });

  it('knows how many samples before a position were handed over', () => {
    const backlog = fill('oldest', [0, 0, 90]);
    const into = intake();
    backlog.feed(into, 6, 0); // half of the second block
    backlog.dropTooOld(100, 0);
    backlog.feed(into, 100, 100);
    backlog.handOver(into, arrived(4, 100, block(4), 4, 100), 100);
    expect(backlog.handed).toBe(14);
    const upTo = (position: number) => backlog.handedBefore(position, backlog.blockBefore(position));
    expect([upTo(3), upTo(6), upTo(10), upTo(101), upTo(104)]).toEqual([3, 6, 8, 11, 14]);
    const dropped = fill('oldest', [0, 0, 90]);
    dropped.dropTooOld(100, 0);
    dropped.feed(into, 100, 100);
    expect(dropped.handedBefore(4, dropped.blockBefore(4))).toBeNaN();
  });

  it('remembers a bounded number of blocks, even without any prediction, and hands over what comes', () => {
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
    for (let i = 0; i < most; i++) backlog.handOver(counting, arrived(i + 1, 2 * i, one, 1, 0), 0);
    expect([came, missing]).toEqual([most, most - 1]);
    expect(backlog.table.end - backlog.table.first).toBe(65_536);
    expect(backlog.heldBytes).toBeLessThanOrEqual(65_536 * 72);
    expect(backlog.full).toBe(false);
    expect(backlog.lastCovered(2 * most)?.sequence).toBe(most);
    expect(backlog.table.sequence(backlog.blockBefore(2 * most - 1))).toBe(most);
  });

  it('forgets no block that waits', () => {
    const backlog = new Backlog(0, { drop: 'none', maxDelayMs: 100, mostBytes: 1e9 });
    for (let i = 0; i < 70_000; i++) backlog.add(arrived(i + 1, i, block(i), 1, 0));
    expect(backlog.full).toBe(true);
    const into = intake();
    expect(backlog.feed(into, 1e6, 0)).toBe(70_000);
    expect([into.came[0], into.came.at(-1), into.came.length]).toEqual([0, 69_999, 70_000]);
  });

  it('drops nothing where that is the policy, and while it catches up', () => {
    const backlog = fill('none', [0, 10, 50]);
    backlog.dropTooOld(1e6, 0);
    expect(backlog.dropped).toBe(0);
    const late = fill('oldest', [0, 10, 50]);
    late.catchingUp = true;
    late.dropTooOld(1e6, 0);
    expect(late.dropped).toBe(0);
    late.feed(intake(), 100, 0);
    expect(late.catchingUp).toBe(false);
  });
});
