// How a monitor is set, where nobody says: measured on the benchmark, one setting for all series.

export interface MonitorOptions {
  /** Units of the GRU. @default 24 */
  readonly hidden?: number;
  /** Of its weights. @default 1 */
  readonly seed?: number;
  /** Rows that are only learnt from. @default 200 */
  readonly learnRows?: number;
  /** An alarm needs this severity. @default 3 */
  readonly threshold?: number;
}

export const DEFAULT_MONITOR = { hidden: 24, seed: 1, learnRows: 200, threshold: 3 } as const;
