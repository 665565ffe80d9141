// The keys of the notes that came last, in two generations: the older one is forgotten as a whole. Taking the oldest key
// out of one set would cost more the more have been taken out before.

/** Keys of a generation: at least so many are remembered, and at most twice as many. */
const GENERATION = 10_000;

export class RecentKeys {
  #new = new Set<string>();
  #old = new Set<string>();

  has(key: string): boolean {
    return this.#new.has(key) || this.#old.has(key);
  }

  add(key: string): void {
    this.#new.add(key);
    if (this.#new.size < GENERATION) return;
    this.#old = this.#new;
    this.#new = new Set();
  }
}
