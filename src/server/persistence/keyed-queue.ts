// Runs work one after the other under each key, and at the same time under different keys.

export class KeyedQueue {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs `work` when the work before it under this key is done, however that ended. Settles as `work` does. */
  add<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#last.set(key, mine);
    const leave = () => {
      if (this.#last.get(key) === mine) this.#last.delete(key);
    };
    mine.then(leave, leave);
    return mine;
  }

  /** Resolves when everything added so far is done. */
  async done(): Promise<void> {
    await Promise.allSettled(this.#last.values());
  }
}
