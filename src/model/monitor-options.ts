// Default settings of a monitor, measured on the benchmark: one setting for all series.

import type { Adapt } from './adapt.js';
import type { ChannelDescription } from './channel-description.js';

export interface MonitorOptions {
  /** Units of the GRU. @default 24 */
  readonly hidden?: number;
  /** Seed of its weights. @default 1 */
  readonly seed?: number;
  /** Rows that are only learned from, without alarms. @default 200 */
  readonly learnRows?: number;
  /** The severity from which there is an alarm. @default 3 */
  readonly threshold?: number;
  /** For how long a channel is not learnt from while its alarm lasts. @default 4 */
  readonly adapt?: Adapt;
  /** What the channels are. @default gauges without limits */
  readonly described?: readonly ChannelDescription[];
}

export const DEFAULT_MONITOR = { hidden: 24, seed: 1, learnRows: 200, threshold: 3, adapt: 4 } as const;
