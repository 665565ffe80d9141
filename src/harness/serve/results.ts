// What the benchmark of the server finds out, one line a scenario.

export interface ServeLine {
  readonly kind: 'serve';
  /** `streams`: many of them; `messages`: of one row each, as fast as is held; `overload`: three times that. */
  readonly scenario: string;
  readonly streams: number;
  readonly seconds: number;
  /** Rows, each of which is one hop. */
  readonly offeredPerSecond: number;
  readonly deliveredPerSecond: number;
  /** From when a row was due to when its prediction came. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly worstMs: number;
  /** How late the load itself sent, 99 % of the rows less. */
  readonly lateP99Ms: number;
  /** Rows. */
  readonly dropped: number;
  /** Of the server, while it was loaded. */
  readonly serverCores?: number;
  /** Resident memory, over the weights and what the server takes without streams. */
  readonly bytesPerStream?: number;
  /** What came to it during the run. */
  readonly grownBytesPerStream?: number;
  /** Jain's index. */
  readonly fairness?: number;
  readonly recoveryMs?: number;
  readonly boundMs?: number;
}
