// A person's permission to connect to a server that only the page's address names. It is kept while the tab is open, for
// that server alone.
export class Permission {
  readonly #key: string;
  #answer: (allowed: boolean) => void = () => undefined;

  /** `origin`: scheme, host and port of the server. */
  constructor(origin: string) {
    this.#key = `sluice allowed ${origin}`;
  }

  get given(): boolean {
    return sessionStorage.getItem(this.#key) === 'yes';
  }

  answer(allowed: boolean): void {
    if (allowed) sessionStorage.setItem(this.#key, 'yes');
    this.#answer(allowed);
  }

  /** Resolves with the next answer. */
  next(): Promise<boolean> {
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }
}
