// What the server logs, made harmless: a client chooses names, reasons and addresses, and a line may be read in a
// terminal.
import type { Logger } from 'pino';
import { harmless } from '../harmless-text.js';

export class ServerLog {
  readonly #log: Logger | null;

  constructor(log: Logger | null) {
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
