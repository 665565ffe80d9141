// The token for a server. It is kept while the tab is open, and asked for again if the server rejects it. It is kept for
// that server alone: no other one is ever sent it.
export class Token {
  readonly #key: string;
  #given: () => void = () => undefined;

  /** `origin`: scheme, host and port of the server. */
  constructor(origin: string) {
    this.#key = `sluice token ${origin}`;
  }

  /** Null where none was given yet. */
  get value(): string | null {
    return sessionStorage.getItem(this.#key);
  }

  give(token: string): void {
    sessionStorage.setItem(this.#key, token);
    this.#given();
  }

  /** Resolves when another one is given. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#given = resolve;
    });
  }
}
