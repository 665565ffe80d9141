// Releases what was opened, in reverse order and once, even if a step fails.

/** A step of a teardown. Its errors are ignored: the other steps run all the same. */
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

  /** Adds the step that releases what was just opened. */
  add(step: Release): void {
    this.#steps.push(step);
  }

  /** Runs all steps, the last one first. It begins synchronously. A second call waits for the first. */
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
        // the release failed, and nothing more can be done
      }
    }
  }
}
