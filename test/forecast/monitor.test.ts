// A monitor learns by itself what is normal: what it then calls unusual, and how it bears series that are not as they should be.
import { beforeAll, describe, expect, it } from 'vitest';
import { Kernel } from '#src/engine/kernel.js';
import { SeriesMonitor, type Verdict } from '#src/forecast/monitor.js';
import type { MonitorOptions } from '#src/forecast/monitor-options.js';
import { LinearReadout } from '#src/forecast/readout.js';
import { TailProbability } from '#src/forecast/tail.js';
import { readKernel } from '#src/node/kernel-file.js';
import { random } from '../support/random.js';

const MINUTE = 60_000;
let module: WebAssembly.Module;

beforeAll(async () => {
  module = await readKernel();
});

/** Normally distributed numbers. */
function normal(seed: number): () => number {
  const next = random(seed);
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

type Row = readonly number[];

/** What is said of each row, five minutes apart. */
function watch(rows: readonly Row[], options: MonitorOptions = {}): Verdict[] {
  const monitor = new SeriesMonitor(Kernel.create(module), (rows[0] as Row).length, options);
  return rows.map((row, i) => {
    const verdict = monitor.step(i * 5 * MINUTE, row);
    const { forecast, spread, contributions } = verdict;
    return { ...verdict, forecast: forecast.slice(), spread: spread.slice(), contributions: contributions.slice() };
  });
}

/** A day's course with some noise. */
const daily = (i: number, noise: number) => 20 + 5 * Math.sin((2 * Math.PI * i) / 288) + 0.3 * noise;

describe('TailProbability', () => {
  it('counts, and goes on where nothing has been counted', () => {
    const tail = new TailProbability(5000);
    const next = random(1);
    for (let i = 0; i < 5000; i++) tail.add(-Math.log(1 - next())); // exponential: -ln P(x) = x
    for (const x of [0.5, 1, 3, 5]) expect(Math.abs(tail.rarity(x) - x)).toBeLessThan(0.25);
    expect(Math.abs(tail.rarity(15) - 15)).toBeLessThan(3);
    expect(Number.isFinite(tail.rarity(1e9))).toBe(true);
  });

  it('forgets what was long ago', () => {
    const tail = new TailProbability(100);
    for (let i = 0; i < 100; i++) tail.add(1000 + i);
    for (let i = 0; i < 100; i++) tail.add(i);
    expect(tail.beyond(1e6)).toBeCloseTo(99 * 1.05, 9);
    expect(tail.rarity(50)).toBeCloseTo(Math.log(2), 1);
  });
});

describe('LinearReadout', () => {
  it('learns what two targets are made of', () => {
    const readout = new LinearReadout(3, 2, { forgetting: 1, prior: 1e-3 });
    const next = normal(2);
    for (let i = 0; i < 200; i++) {
      const x = Float64Array.of(next(), next(), 1);
      const truth = [2 * (x[0] as number) - 1, (x[1] as number) - 3 * (x[0] as number)];
      readout.learn(
        x,
        truth.map((value, t) => value - readout.predict(x, t)),
      );
    }
    const x = Float64Array.of(0.5, -1, 1);
    expect(readout.predict(x, 0)).toBeCloseTo(0, 3);
    expect(readout.predict(x, 1)).toBeCloseTo(-2.5, 3);
  });
});

describe('SeriesMonitor', () => {
  it('calls one normal row in a thousand likelier than 0.999 an anomaly, whatever the unit', () => {
    for (const [unit, seed] of [
      [1, 1],
      [1e6, 2],
      [1e-6, 3],
    ] as const) {
      const next = normal(seed);
      const rows = Array.from({ length: 12_000 }, (_, i) => [unit * daily(i, next())]);
      const late = watch(rows).slice(2000);
      const share = (least: number) => late.filter(({ likelihood }) => likelihood > least).length / late.length;
      expect(share(0.9)).toBeGreaterThan(0.05);
      expect(share(0.9)).toBeLessThan(0.2);
      expect(share(0.999)).toBeGreaterThan(0.0001);
      expect(share(0.999)).toBeLessThan(0.003);
    }
  });

  it('learns the course of a day, and says how far off it may be', () => {
    const next = normal(4);
    const rows = Array.from({ length: 4000 }, (_, i) => [daily(i, next())]);
    const late = watch(rows).slice(2000);
    const errors = late.map(({ forecast }, i) => Math.abs((forecast[0] as number) - (rows[2000 + i] as Row)[0]!));
    const mean = errors.reduce((a, b) => a + b, 0) / errors.length;
    expect(mean).toBeLessThan(0.35); // the noise alone has 0.24
    const spread = late.reduce((sum, verdict) => sum + (verdict.spread[0] as number), 0) / late.length;
    expect(spread).toBeGreaterThan(0.05);
    expect(spread).toBeLessThan(0.6);
  });

  it('raises an alarm at a spike, at a stop and at a step of level, once, and names the channel', () => {
    const next = normal(5);
    const rows = Array.from({ length: 5000 }, (_, i) => [daily(i, next()), 100 + next(), 7 + 0.1 * next()]);
    const spike = 3000;
    const stuck = 4000;
    const verdicts = watch(
      rows.map((row, i) => {
        if (i === spike) return [row[0] as number, 115, row[2] as number];
        if (i >= stuck) return [row[0] as number, row[1] as number, 9];
        return row;
      }),
    );
    const alarms = verdicts.flatMap(({ alarm }, i) => (alarm ? [i] : []));
    expect(alarms).toContain(spike);
    expect(alarms).toContain(stuck);
    expect(alarms.filter((i) => i > stuck && i < stuck + 300).length).toBeLessThanOrEqual(1);
    const worst = (i: number) => {
      const shares = [...(verdicts[i] as Verdict).contributions];
      return shares.indexOf(Math.max(...shares));
    };
    expect(worst(spike)).toBe(1);
    expect(worst(stuck)).toBe(2);
    expect((verdicts[spike] as Verdict).contributions.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
  });

  it('says nothing while it learns', () => {
    const rows = Array.from({ length: 300 }, (_, i) => [i === 150 ? 1e9 : Math.sin(i)]);
    expect(watch(rows, { learnRows: 300 }).some(({ alarm }) => alarm)).toBe(false);
  });

  it('does not learn from what it has called anomalous: the same spike is called the second time too', () => {
    const next = normal(6);
    const rows = Array.from({ length: 6000 }, (_, i) => [i === 3000 || i === 5500 ? 60 : daily(i, next())]);
    const verdicts = watch(rows);
    expect(verdicts[3000]).toMatchObject({ alarm: true });
    expect(verdicts[5500]).toMatchObject({ alarm: true });
  });

  it('bears missing values, constants, infinities and wild numbers: every verdict is a number', () => {
    const next = normal(7);
    const wild = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300, -1e300, 0, 1e-300];
    const rows = Array.from({ length: 2000 }, (_, i) => [
      5, // constant
      i % 3 === 0 ? Number.NaN : next(), // often missing
      i % 97 === 0 ? (wild[(i / 97) % wild.length] as number) : next(),
    ]);
    for (const { likelihood, severity, onset } of watch(rows)) {
      expect(likelihood >= 0 && likelihood <= 1).toBe(true);
      expect(Number.isFinite(severity) && Number.isFinite(onset)).toBe(true);
    }
  });

  it('is quiet on a constant, and not when it moves', () => {
    const rows = Array.from({ length: 1500 }, (_, i) => [i < 1400 ? 3 : 3.1]);
    const verdicts = watch(rows);
    expect(verdicts.slice(0, 1400).some(({ alarm }) => alarm)).toBe(false);
    expect(verdicts[1400]?.alarm).toBe(true);
  });

  it('says the same of the same rows, to the bit', () => {
    const next = normal(8);
    const rows = Array.from({ length: 800 }, (_, i) => [daily(i, next())]);
    expect(watch(rows).map(({ severity }) => severity)).toEqual(watch(rows).map(({ severity }) => severity));
  });
});
