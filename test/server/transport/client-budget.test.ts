// All connections of a client share one budget, and take turns. On a clock of the test's own.
import { describe, expect, it } from 'vitest';
import type { ClientBudget, Turn } from '#src/server/transport/client-budget.js';
import { ClientBudgets } from '#src/server/transport/client-budgets.js';
import { BURST_MS } from '#src/server/transport/cpu-budget.js';

/** A thread: what is due is done in order, and takes the time that it says. */
class Thread {
  nowMs = 0;
  pressed = true;
  busyMs = 0;
  timers = 0;
  readonly #due: { readonly atMs: number; readonly work: () => void }[] = [];
  readonly budgets = new ClientBudgets(() => this.pressed, {
    now: () => this.nowMs,
    after: (ms, work) => {
      this.timers++;
      this.at(this.nowMs + ms, () => {
        this.timers--;
        work();
      });
    },
    soon: (work) => this.at(this.nowMs, work),
  });

  at(atMs: number, work: () => void): void {
    let at = this.#due.length;
    while (at > 0 && (this.#due[at - 1]?.atMs ?? 0) > atMs) at--;
    this.#due.splice(at, 0, { atMs, work });
  }

  work(budget: ClientBudget, ms: number): void {
    this.nowMs += ms;
    this.busyMs += ms;
    budget.spend(ms);
  }

  run(untilMs: number): void {
    for (let ms = 1000 * Math.ceil((this.nowMs + 1) / 1000); ms < untilMs; ms += 1000)
      this.at(ms, () => this.budgets.tick(this.nowMs));
    for (;;) {
      const next = this.#due.shift();
      if (next === undefined || next.atMs > untilMs) break;
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.work();
    }
    this.nowMs = untilMs;
  }
}

/** A connection on which always something waits. */
class Greedy implements Turn {
  readonly #thread: Thread;
  readonly #budget: ClientBudget;
  readonly #eachMs: number;
  takenMs = 0;

  constructor(thread: Thread, client: string, eachMs: number) {
    this.#thread = thread;
    this.#budget = thread.budgets.of(client);
    this.#eachMs = eachMs;
    thread.at(0, () => {
      if (!this.#budget.mayWork(this) || this.take()) this.#budget.wait(this);
    });
  }

  take(): boolean {
    do {
      this.#thread.work(this.#budget, this.#eachMs);
      this.takenMs += this.#eachMs;
    } while (this.#budget.mayWork(this));
    return true;
  }
}

function greedy(thread: Thread, client: string, connections: number, eachMs = 1): Greedy[] {
  return Array.from({ length: connections }, () => new Greedy(thread, client, eachMs));
}

/** Asks every 10 ms for a third of a millisecond; tells how often it could not have it at once. */
function modest(thread: Thread, client: string, untilMs: number): () => number {
  const budget = thread.budgets.of(client);
  let waits = 0;
  for (let ms = 0; ms < untilMs; ms += 10) {
    thread.at(ms, () => {
      if (!budget.mayWork(null)) waits++;
      else thread.work(budget, 0.3);
    });
  }
  return () => waits;
}

const sum = (all: readonly Greedy[]) => all.reduce((ms, { takenMs }) => ms + takenMs, 0);

describe('ClientBudget', () => {
  it.each([1, 300])('is one for all connections of a client: %d of them take the same', (connections) => {
    const thread = new Thread();
    const all = greedy(thread, 'attacker', connections);
    const waits = modest(thread, 'neighbour', 10_000);
    thread.run(10_000);
    expect(sum(all) / 10_000).toBeGreaterThan(0.25);
    expect(sum(all) / 10_000).toBeLessThan(0.33);
    expect(waits()).toBe(0);
  });

  it('lets rows cause a burst more than messages may, and any number while nobody else does anything', () => {
    const thread = new Thread();
    const [one, other] = ['one', 'other'].map((client) => thread.budgets.of(client)) as [ClientBudget, ClientBudget];
    expect(one.roomMs).toBe(Number.POSITIVE_INFINITY);
    for (const budget of [one, other]) budget.mayWork(null);
    for (; one.mayWork(null); ) one.spend(0.5);
    expect(one.roomMs).toBeGreaterThan(BURST_MS - 1);
    one.spend(BURST_MS);
    expect([one.roomMs <= 0, other.roomMs > BURST_MS]).toEqual([true, true]);
  });

  it('gives the connections turns: each takes as much as any other', () => {
    const thread = new Thread();
    const all = greedy(thread, 'attacker', 40, 0.5);
    thread.run(20_000);
    const taken = all.map(({ takenMs }) => takenMs);
    expect(Math.min(...taken)).toBeGreaterThan(0.8 * Math.max(...taken));
  });

  it('lets a connection that sends little have its turn among many that send much', () => {
    const thread = new Thread();
    const all = greedy(thread, 'attacker', 40);
    let [served, waits] = [0, 0];
    const budget = thread.budgets.of('attacker');
    const little: Turn = {
      take: () => {
        served++;
        return false;
      },
    };
    for (let ms = 500; ms < 9000; ms += 1000) {
      thread.at(ms, () => {
        waits++;
        budget.wait(little);
      });
    }
    thread.run(10_000);
    expect([served, waits]).toEqual([9, 9]);
    expect(sum(all)).toBeGreaterThan(0);
  });

  it('has one timer, however many wait', () => {
    const thread = new Thread();
    greedy(thread, 'attacker', 300);
    for (let ms = 1; ms < 3000; ms += 7) thread.at(ms, () => expect(thread.timers).toBeLessThanOrEqual(1));
    thread.run(3000);
    expect(thread.timers).toBe(1);
  });

  it.each([2, 10, 100])('of %d clients that take all they get leaves the thread time', (clients) => {
    const thread = new Thread();
    const each = Array.from({ length: clients }, (_, i) => sum.bind(null, greedy(thread, `client ${i}`, 3, 0.1)));
    thread.run(8000);
    expect(thread.busyMs / 8000).toBeLessThan(0.75); // with their first bursts
    expect(thread.busyMs / 8000).toBeGreaterThan(0.4);
    const taken = each.map((total) => total());
    expect(Math.min(...taken)).toBeGreaterThan(0.7 * Math.max(...taken));
  });

  it('leaves a client that takes little alone beside many that take all they get', () => {
    const thread = new Thread();
    for (let i = 0; i < 8; i++) greedy(thread, `client ${i}`, 10, 0.1);
    const waits = modest(thread, 'neighbour', 10_000);
    thread.run(10_000);
    expect(waits()).toBe(0);
  });

  it('is that of a client which comes and goes: what it took counts on', () => {
    const thread = new Thread();
    const { budgets } = thread;
    const first = budgets.of('attacker');
    first.mayWork(null);
    first.spend(1000);
    for (let ms = 0; ms < 10_000; ms += 500) thread.at(ms, () => budgets.of('neighbour').mayWork(null));
    thread.run(1500);
    expect(budgets.of('attacker')).toBe(first);
    expect(budgets.of('attacker').mayWork(null)).toBe(false);
    thread.run(20_000);
    expect(budgets.size).toBe(0); // both are whole again, and forgotten
  });

  it('is kept while the client has a connection', () => {
    const thread = new Thread();
    thread.budgets.of('quiet').members++;
    thread.run(5000);
    expect(thread.budgets.size).toBe(1);
  });

  it('serves nobody who does not wait any more', () => {
    const thread = new Thread();
    const all = greedy(thread, 'attacker', 2);
    const budget = thread.budgets.of('attacker');
    const done: string[] = [];
    thread.at(1, () => {
      const leave = budget.whenAllowed(() => done.push('gone'));
      budget.whenAllowed(() => done.push('stays'));
      leave();
    });
    thread.run(2000);
    expect(done).toEqual(['stays']);
    expect(sum(all)).toBeGreaterThan(0);
  });

  it('does at once what there is time for', () => {
    const thread = new Thread();
    let done = 0;
    thread.budgets.of('one').whenAllowed(() => done++);
    expect(done).toBe(1);
  });
});
