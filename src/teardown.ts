// What was opened is released in the reverse order, once, whatever goes wrong on the way.

/** A step of a teardown. What it throws or rejects with is nobody's: the other steps are taken all the same. */
export type Release = () => unknown;

export class Teardown {
  readonly #steps: Release[] = [];
  readonly #done: Promise<void>;
  #resolve: () => void = () => undefined;
  #run = false;

  constructor() {
    this.#done = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** Says how to release what was just opened. */
  add(step: Release): void {
    this.#steps.push(step);
  }

  /** Takes all steps, the last one first and the first of them at once. A second call waits for the first. */
  run(): Promise<void> {
    if (this.#run) return this.#done;
    this.#run = true;
    void this.#takeAll().then(this.#resolve);
    return this.#done;
  }

  async #takeAll(): Promise<void> {
    for (const step of this.#steps.reverse()) {
      try {
        await step();
      } catch {
        // It failed to release: there is nothing more to be done about it.
      }
    }
  }
}
