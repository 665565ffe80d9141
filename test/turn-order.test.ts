// Streams whose hops take long wait for those whose hops are short, and none waits for ever.
import { describe, expect, it } from 'vitest';
import { HopTime } from '#src/hop-time.js';
import { newcomer, type Ordered, TurnOrder } from '#src/turn-order.js';

interface Job extends Ordered {
  readonly name: string;
  readonly hopMs: number;
}

const job = (name: string, hopMs: number): Job => ({ name, hopMs, ...newcomer() });

/** One turn of the engine among the streams that are awake: who was taken. */
function turn(order: TurnOrder, awake: readonly Job[]): Job[] {
  order.begin();
  do {
    order.beginTurn();
    const taken: Job[] = [];
    for (const each of awake) {
      if (order.full) break;
      order.take(each, each.hopMs);
      if (each.taken) taken.push(each);
    }
    for (const each of taken) order.used(each, each.hopMs);
    if (taken.length > 0) return taken;
  } while (order.goOn());
  return [];
}

const timeOf = (jobs: readonly Job[]) => jobs.reduce((sum, { hopMs }) => sum + hopMs, 0);

describe('TurnOrder', () => {
  it('lets a short hop wait for one long hop at most, however many streams have long ones', () => {
    const order = new TurnOrder();
    const long = Array.from({ length: 4 }, (_, i) => job(`long ${i}`, 20));
    const short = job('short', 0.02);
    for (let i = 0; i < 50; i++) {
      const between = turn(order, long);
      expect(timeOf(between)).toBeLessThanOrEqual(20);
      expect(turn(order, [...long, short])).toEqual([short]);
      order.used(short, 0); // it has no more samples
    }
  });

  it('gives streams that always have samples equal time, whatever a hop takes', () => {
    const order = new TurnOrder();
    const jobs = [job('a', 20), job('b', 1), job('c', 0.1), job('d', 0.1)];
    const used = new Map<Job, number>();
    for (let i = 0; i < 20_000; i++) {
      for (const each of turn(order, jobs)) used.set(each, (used.get(each) ?? 0) + each.hopMs);
    }
    const times = jobs.map((each) => used.get(each) ?? 0);
    expect(Math.max(...times) / Math.min(...times)).toBeLessThan(1.1);
  });

  it('takes many streams of short hops together, and of long ones only as many as fit into a turn', () => {
    const many = (hopMs: number) => Array.from({ length: 64 }, (_, i) => job(`${i}`, hopMs));
    expect(turn(new TurnOrder(), many(0.01))).toHaveLength(64);
    expect(turn(new TurnOrder(), many(1))).toHaveLength(4);
    expect(turn(new TurnOrder(), many(30))).toHaveLength(1);
  });

  it('takes a stream of long hops at once where no other is awake', () => {
    const order = new TurnOrder();
    const long = job('long', 20);
    for (let i = 0; i < 3; i++) expect(turn(order, [long])).toEqual([long]);
  });

  it('says where all streams were asked in vain', () => {
    const order = new TurnOrder();
    order.begin();
    expect(order.goOn()).toBe(false);
  });
});

describe('HopTime', () => {
  it('follows what hops take, and not one turn that was interrupted', () => {
    const time = new HopTime(10e6);
    expect(time.ms).toBe(1);
    time.measured(10, 20);
    expect(time.ms).toBe(2);
    time.measured(1, 500);
    expect(time.ms).toBeLessThan(6);
    for (let i = 0; i < 40; i++) time.measured(4, 1);
    expect(time.ms).toBeCloseTo(0.25, 2);
    time.measured(0, 7);
    expect(time.ms).toBeCloseTo(0.25, 2);
  });
});
