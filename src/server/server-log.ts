// What the server logs, made harmless: a client chooses names, reasons and addresses, and a line may be read in a
// terminal.
import { harmless } from '../harmless-text.js';

/** A logger that takes facts and a sentence, as one of `pino` does. */
export interface Log {
  warn(facts: object, sentence: string): void;
  info(facts: object, sentence: string): void;
  debug(facts: object, sentence: string): void;
}

export class ServerLog {
  readonly #log: Log | null;

  constructor(log: Log | null) {
    this.#log = log;
  }

  /** Something that a person should know. */
  warn(facts: Readonly<Record<string, unknown>>, sentence: string): void {
    this.#log?.warn(harmlessFacts(facts), harmless(sentence));
  }

  info(facts: Readonly<Record<string, unknown>>, sentence: string): void {
    this.#log?.info(harmlessFacts(facts), harmless(sentence));
  }

  debug(facts: Readonly<Record<string, unknown>>, sentence: string): void {
    this.#log?.debug(harmlessFacts(facts), harmless(sentence));
  }
}

function harmlessFacts(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, typeof value === 'string' ? harmless(value) : value]),
  );
}
