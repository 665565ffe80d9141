// A load and its result. Plain data: it crosses to the process that runs the load, and back.

/** A load on a server: rows of streams at a fixed rate, whatever comes back. */
export interface LoadPlan {
  readonly port: number;
  readonly streams: number;
  readonly connections: number;
  readonly channels: number;
  /** Of each stream, one after the other: rows a second, and for how long. */
  readonly steps: readonly { readonly rowsPerSecond: number; readonly seconds: number }[];
  /** Whether each row is a message of its own. Otherwise rows that are due at the same time share one. */
  readonly alone: boolean;
  /** The load looks so often which rows are due, ms: those that were since share a message, unless each is alone. */
  readonly everyMs: number;
  /** How long a row may wait at the server, ms. */
  readonly maxDelayMs: number;
}

/**
 * The result of one step of a load. Delays count from when a row was due, not from when it was sent, so neither a slow
 * server nor a slow sender can hide them.
 */
export interface StepResult {
  readonly offered: number;
  readonly delivered: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly worstMs: number;
  /** How late the load itself sent rows: p99, ms. */
  readonly lateP99Ms: number;
  /** Jain's index of what each stream got: 1 where all got the same. */
  readonly fairness: number;
  /** Of each tenth of a second of due time, the greatest delay, ms; -1 where nothing was delivered. */
  readonly worstByTenth: readonly number[];
}

export interface LoadResult {
  readonly steps: readonly StepResult[];
  /** Rows that the server said it has dropped. */
  readonly dropped: number;
}

/** Jain, Chiu and Hawe (1984): (sum x)^2 / (n sum x^2). */
export function fairnessOf(shares: readonly number[]): number {
  const sum = shares.reduce((a, b) => a + b, 0);
  const squares = shares.reduce((a, b) => a + b * b, 0);
  return squares === 0 ? 1 : (sum * sum) / (shares.length * squares);
}
