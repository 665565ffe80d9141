// How lost rows affect a monitor of series. Rows are cut in blocks out of a generated series with anomalies, and each
// policy puts something else in their place.

import { SeriesMonitor } from '#src/forecast/monitor.js';
import type { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { Random } from '#src/random.js';

/** What was found, out of what there is. */
export interface GapRow {
  readonly stream: 'keywords' | 'series';
  readonly share: number;
  /** Of sound in ms, of a series in rows. */
  readonly blockMs: number;
  readonly policy: string;
  /** Phrases said, or anomalies put in. */
  readonly events: number;
  readonly hits: number;
  /** Detections or alarms beside those. */
  readonly falses: number;
}

const ROWS = 30_000;
const LEARN_ROWS = 1000;
const CHANNELS = 3;
const MINUTE_MS = 60_000;
const BLOCK_ROWS = 10;
/**
 * An alarm finds an anomaly if it is raised within this many rows after the start. Later alarms, up to this many rows
 * after the end, count to the same anomaly.
 */
const NEAR_ROWS = 15;
const ANOMALY_ROWS = 30;

/**
 * `skip`: a lost row is left out. `forecast`: it is a row without values, taken to be as forecast. `zeros`: it is a row
 * of zeros.
 */
const POLICIES = ['skip', 'forecast', 'zeros'] as const;

interface Series {
  readonly rows: readonly (readonly number[])[];
  /** First rows of the anomalies. */
  readonly anomalies: readonly number[];
}

/** Measures every share and policy on the same series with the same losses. */
export function measureSeriesGaps(kernel: Kernel): GapRow[] {
  const series = generate();
  return [0, 0.01, 0.05, 0.2].flatMap((share) =>
    POLICIES.map((policy) => ({
      stream: 'series' as const,
      share,
      blockMs: BLOCK_ROWS,
      policy,
      events: series.anomalies.length,
      ...watch(kernel, series, share, policy),
    })),
  );
}

function watch(
  kernel: Kernel,
  { rows, anomalies }: Series,
  share: number,
  policy: (typeof POLICIES)[number],
): { hits: number; falses: number } {
  const monitor = new SeriesMonitor(kernel, CHANNELS, { learnRows: LEARN_ROWS, threshold: 4 });
  const random = new Random(21);
  const instead = new Array<number>(CHANNELS).fill(policy === 'zeros' ? 0 : Number.NaN);
  const found = new Set<number>();
  let falses = 0;
  let lost = false;
  for (const [i, row] of rows.entries()) {
    if (i % BLOCK_ROWS === 0) lost = i >= LEARN_ROWS && random.chance(share);
    if (lost && policy === 'skip') continue;
    const { alarm } = monitor.step(i * MINUTE_MS, lost ? instead : row);
    if (!alarm) continue;
    const which = anomalies.find((first) => i >= first && i < first + ANOMALY_ROWS + NEAR_ROWS);
    if (which === undefined) falses++;
    else if (i < which + NEAR_ROWS + BLOCK_ROWS) found.add(which);
  }
  return { hits: found.size, falses };
}

/**
 * Three correlated channels with an hourly and a daily cycle, and noise. Every 300 to 700 rows one channel jumps, or
 * stays constant.
 */
function generate(): Series {
  const random = new Random(7);
  const anomalies: number[] = [];
  for (let at = 2 * LEARN_ROWS; at < ROWS - 200; at += 300 + random.below(400)) anomalies.push(at);
  let slow = 0;
  const rows = Array.from({ length: ROWS }, (_, i) => {
    slow = 0.98 * slow + 0.05 * (random.next() - 0.5);
    const hour = Math.sin((2 * Math.PI * i) / 60);
    const day = Math.sin((2 * Math.PI * i) / 1440);
    const noise = () => 0.1 * (random.next() + random.next() - 1);
    return [5 + hour + day + noise(), 20 + 3 * day + 2 * slow + noise(), 8 + 2 * hour * day - slow + noise()];
  });
  anomalies.forEach((first, n) => {
    const channel = n % CHANNELS;
    for (let i = first; i < first + ANOMALY_ROWS; i++) {
      const row = rows[i] as number[];
      const before = (rows[first - 1] as number[])[channel] as number;
      row[channel] = n % 2 === 0 ? (row[channel] as number) + 2.5 : before + 1.2;
    }
  });
  return { rows, anomalies };
}
