// Work that goes one after the other under each name, and side by side under different ones.

export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Does `work` when what came before it under this name is done, however that ended. Settles as `work` does. */
  take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#last.set(name, mine);
    const leave = () => {
      if (this.#last.get(name) === mine) this.#last.delete(name);
    };
    mine.then(leave, leave);
    return mine;
  }

  /** Resolves when all that has been given so far is done. */
  async done(): Promise<void> {
    await Promise.allSettled(this.#last.values());
  }
}
