// What the server logs, made harmless: a client chooses names, reasons and addresses, and a line may be read in a
// terminal.

/** A logger that takes facts and a sentence, as one of `pino` does. */
export interface Log {
  warn(facts: object, sentence: string): void;
  info(facts: object, sentence: string): void;
  debug(facts: object, sentence: string): void;
}

/** Longer texts are cut. */
const MOST_CHARACTERS = 200;
/** Control characters, and those that change the direction of text or are not seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

export class ServerLog {
  readonly #log: Log | null;

  constructor(log: Log | null) {
    this.#log = log;
  }

  /** Something that a person should know. */
  warn(facts: Readonly<Record<string, unknown>>, sentence: string): void {
    this.#log?.warn(harmless(facts), shortened(sentence));
  }

  info(facts: Readonly<Record<string, unknown>>, sentence: string): void {
    this.#log?.info(harmless(facts), shortened(sentence));
  }

  debug(facts: Readonly<Record<string, unknown>>, sentence: string): void {
    this.#log?.debug(harmless(facts), shortened(sentence));
  }
}

function harmless(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, typeof value === 'string' ? shortened(value) : value]),
  );
}

/** At most so many characters, none of which is unseen. */
export function shortened(text: string): string {
  const cut = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
  return cut.replace(UNSEEN, '\ufffd');
}
