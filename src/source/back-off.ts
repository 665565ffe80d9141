// How long to wait before trying a connection again: twice as long every time up to a ceiling, and each time a random
// part of it, so that a thousand clients of a server that fell over do not come back in the same instant.

/** How waits grow. */
export interface BackOffOptions {
  /** The first wait is at most this. @default 500 */
  readonly firstMs?: number;
  /** No wait is longer. @default 15_000 */
  readonly ceilingMs?: number;
  /** From 0 up to but not 1. @default Math.random */
  readonly random?: () => number;
}

/**
 * The wait before try number `attempt` (from 1), in ms: between half and the whole of `firstMs * 2^(attempt - 1)`, at
 * most the ceiling.
 */
export function backOffMs(attempt: number, options: BackOffOptions = {}): number {
  const { firstMs = 500, ceilingMs = 15_000, random = Math.random } = options;
  const wholeMs = Math.min(ceilingMs, firstMs * 2 ** (attempt - 1));
  return Math.round(wholeMs * (0.5 + random() / 2));
}
