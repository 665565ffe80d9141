// What the benchmark measures is what a user's stream does: the same alarms, though each anomaly starts from a snapshot.
import { describe, expect, it } from 'vitest';
import { SeriesProgram } from '#src/forecast/program.js';
import { makeSeries } from '#src/harness/series/generate.js';
import { judge } from '#src/harness/series/judge.js';
import { ANOMALY_NAMES } from '#src/harness/series/kinds.js';
import { measureGenerated } from '#src/harness/series/measure-generated.js';
import { linesOfGenerated } from '#src/harness/series/summarize.js';
import { watchSeries } from '#src/harness/series/watch-series.js';
import { openStream, rows, seriesModel } from '#src/node/index.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';

const kernel = Kernel.create(await readKernel());
const model = (channels: number) => seriesModel({ channels: Array.from({ length: channels }, (_, c) => `c${c}`) });
const programFor = (channels: number) => new SeriesProgram(kernel, model(channels));
const COMMON = { seed: 2, rows: 2000, stepMs: 300_000, judgedFrom: 500 } as const;

describe('watchSeries()', () => {
  it('raises the alarms that a stream raises, with its severities', async () => {
    const series = makeSeries({ ...COMMON, kind: 'pump', copy: 0, anomaly: 'stuck' });
    const watch = watchSeries(programFor(3), series);
    watch.until(series.timesMs.length);
    const readings = Array.from(series.timesMs, (timeMs, row) => ({
      timeMs,
      values: series.values.map((channel) => channel[row] as number),
    }));
    const stream = await openStream({ source: rows(readings, { channels: 3 }), model: model(3) });
    const alarms: number[] = [];
    const severities: number[] = [];
    await new Promise<void>((resolve, reject) => {
      stream.detections$.subscribe({
        next({ open, endsAtMs, severity }) {
          if (!open) return;
          alarms.push(Math.round((endsAtMs - (series.timesMs[0] as number)) / COMMON.stepMs));
          severities.push(Math.fround(severity as number));
        },
        error: reject,
        complete: resolve,
      });
    });
    await stream.close();
    expect(alarms.length).toBeGreaterThan(0);
    expect(watch.soFar.alarms).toEqual(alarms);
    // A row may be graver by another channel than by that of the alarm that begins with it.
    alarms.forEach((row, i) => {
      expect(watch.soFar.severity[row]).toBeGreaterThanOrEqual(severities[i] as number);
    });
  });
});

describe('measureGenerated()', () => {
  it('measures each anomaly as a run from the first row does, and each normal series once', async () => {
    const kinds = ['schedule', 'correlated'] as const;
    const { normal, anomalous } = await measureGenerated({
      ...COMMON,
      kinds,
      anomalies: ANOMALY_NAMES,
      copies: 1,
      programFor,
    });
    expect(normal.map(({ kind, rows: count }) => [kind, count])).toEqual([
      ['schedule', 1500],
      ['correlated', 1500],
    ]);
    const settings = { graceRows: 3, recoveryRows: 288, holdRows: 1 };
    expect(anomalous.length).toBeGreaterThan(8);
    for (const { kind, anomaly, judged } of anomalous) {
      const series = makeSeries({ ...COMMON, kind, copy: 0, anomaly });
      const watch = watchSeries(programFor(series.channels.length), series);
      watch.until(COMMON.rows);
      expect(judged, `${anomaly} in ${kind}`).toEqual(judge(series, watch.soFar, settings));
      watch.free();
    }
  });

  it('stops with what there is when it is asked to', async () => {
    const stop = new AbortController();
    const names: string[] = [];
    const onSeries = async (_done: number, _of: number, name: string) => {
      names.push(name);
      if (names.length === 2) stop.abort();
    };
    const options = {
      ...COMMON,
      kinds: ['constant'],
      anomalies: [],
      copies: 5,
      programFor,
      onSeries,
      signal: stop.signal,
    } as const;
    expect((await measureGenerated(options)).normal).toHaveLength(1);
    expect(names).toEqual(['constant 1', 'constant 2']);
  });
});

describe('linesOfGenerated()', () => {
  it('joins series of a kind and of an anomaly, and says how many there were', () => {
    const judged = (delayRows: number | null, falseAlarms: number) => ({
      windows: [{ delayRows, alarms: delayRows === null ? 0 : 2 }],
      falseAlarms,
      normalRows: 1000,
      rows: { hits: 0, falseRows: 0, misses: 0 },
      peakRight: delayRows !== null,
    });
    const normal = { kind: 'day', rows: 5000, alarms: 1, openRows: 20, above: [500, 50, 5] } as const;
    const beside = { kind: 'day', anomaly: 'level', byChance: false, peakByChance: false } as const;
    const lines = linesOfGenerated(
      {
        normal: [normal, { ...normal, alarms: 3 }],
        anomalous: [
          { ...beside, judged: judged(4, 1) },
          { ...beside, judged: judged(null, 0), byChance: true },
          { ...beside, judged: judged(8, 1) },
        ],
      },
      300_000,
    );
    expect(lines.map(({ kind, series }) => [kind, series])).toEqual([
      ['series-normal', 'day'],
      ['series-normal', 'all'],
      ['series-anomaly', 'all'],
      ['series-anomaly', 'all'],
      ['series-anomaly', 'day'],
    ]);
    expect(lines[0]).toMatchObject({
      count: 2,
      rows: 10_000,
      falseAlarms: 4,
      falseAlarmsPer10000: 4,
      worstPer10000: 6,
    });
    expect(lines[0]).toMatchObject({ abovePer10000: [1000, 100, 10], falseAlarmsPerWeek: 4 * 0.2016 });
    expect(lines[2]).toMatchObject({
      anomaly: 'level',
      count: 3,
      found: 2,
      byChance: 1,
      delayRows: 4,
      alarmsPerFound: 2,
    });
    expect(lines[2]).toMatchObject({ peakRight: 2, peakByChance: 0, falseAlarmsPerWeek: (2016 * 2) / 3000 });
  });
});
