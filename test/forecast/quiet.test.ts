// Alarms on series in which nothing is wrong: seldom on every kind, also where rows come every 5 seconds for days.
import { beforeAll, describe, expect, it } from 'vitest';
import { SeriesMonitor } from '#src/forecast/monitor.js';
import { makeSeries } from '#src/harness/series/generate.js';
import { SERIES_KIND_NAMES, type SeriesKindName } from '#src/harness/series/kinds.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';

let kernel: Kernel;

beforeAll(async () => {
  kernel = Kernel.create(await readKernel());
});

function alarmsOf(kind: SeriesKindName, rows: number, stepMs: number, seed: number): number {
  const { timesMs, values } = makeSeries({ kind, seed, copy: 0, rows, stepMs, judgedFrom: 500 });
  const monitor = new SeriesMonitor(kernel, values.length, { learnRows: 500 });
  let alarms = 0;
  for (let row = 0; row < rows; row++) {
    const each = values.map((channel) => Math.fround(channel[row] as number));
    if (monitor.step(timesMs[row] as number, each).alarm) alarms++;
  }
  monitor.free();
  return alarms;
}

describe('false alarms', () => {
  it('are at most two on a healthy pump with a row every 5 s, in six days with a Saturday among them', () => {
    expect(alarmsOf('pump', 103_680, 5000, 3)).toBeLessThanOrEqual(2);
  }, 60_000);

  it('are at most one in 10,000 rows over a series of each kind', () => {
    const alarms = SERIES_KIND_NAMES.map((kind) => alarmsOf(kind, 2000, 300_000, 21));
    expect(alarms.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(
      (SERIES_KIND_NAMES.length * 1500) / 10_000,
    );
  }, 60_000);
});
