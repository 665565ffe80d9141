// The budgets of all clients. A client is a token, or where there is none, an address.
import { monotonicMs } from '../../clock.js';
import { type BudgetWorld, ClientBudget } from './client-budget.js';

export class ClientBudgets {
  readonly #world: BudgetWorld;
  readonly #byClient = new Map<string, ClientBudget>();
  /** Of the second that has passed, and of the one that passes. */
  #before = { active: 0, taking: 0 };
  #now = { active: 0, taking: 0 };

  /** `pressed`: whether the thread has more work than time. `clock`: the test's. */
  constructor(pressed: () => boolean, clock: Pick<BudgetWorld, 'now' | 'after' | 'soon'> = CLOCK) {
    const counts = () => this.#counts;
    this.#world = {
      get counts() {
        return counts();
      },
      get pressed() {
        return pressed();
      },
      now: () => clock.now(),
      after: (ms, work) => clock.after(ms, work),
      soon: (work) => clock.soon(work),
      becameActive: () => this.#now.active++,
      becameTaking: () => this.#now.taking++,
    };
  }

  of(client: string): ClientBudget {
    const known = this.#byClient.get(client);
    if (known !== undefined) return known;
    const budget = new ClientBudget(this.#world);
    this.#byClient.set(client, budget);
    return budget;
  }

  /** Clients that are known. */
  get size(): number {
    return this.#byClient.size;
  }

  /** About once a second. `nowMs`: by the monotonic clock. */
  tick(nowMs: number): void {
    this.#before = { active: 0, taking: 0 };
    this.#now = { active: 0, taking: 0 };
    for (const [client, budget] of this.#byClient) {
      const { active, taking } = budget.look(nowMs);
      if (active) this.#before.active++;
      if (taking) this.#before.taking++;
      // A client that comes again finds its budget as it was, unless that is whole.
      if (!active && budget.isUnused(nowMs)) this.#byClient.delete(client);
    }
  }

  get #counts() {
    return {
      active: Math.max(this.#before.active, this.#now.active),
      taking: Math.max(this.#before.taking, this.#now.taking),
    };
  }
}

const CLOCK: Pick<BudgetWorld, 'now' | 'after' | 'soon'> = {
  now: monotonicMs,
  after: (ms, work) => void setTimeout(work, ms),
  soon: (work) => void setImmediate(work),
};
