// A monitor learns by itself what is normal: what it then finds unusual, and what broken series do to it.
import { beforeAll, describe, expect, it } from 'vitest';
import { readKernel } from '#src/node/kernel-file.js';
import { alarmsOf, daily, MINUTE, normal, type Row, watch, worstOf } from './support.js';

let module: WebAssembly.Module;

beforeAll(async () => {
  module = await readKernel();
});

/** One channel with a day's course, each value changed by `change`. */
function course(seed: number, count: number, change: (value: number, i: number) => number = (value) => value): Row[] {
  const next = normal(seed);
  return Array.from({ length: count }, (_, i) => [change(daily(i, next()), i)]);
}

describe('SeriesMonitor', () => {
  it('learns the course of a day, and forecasts the size of its error', () => {
    const rows = course(4, 4000);
    const late = watch(module, rows).slice(2000);
    const errors = late.map(({ forecast }, i) => Math.abs((forecast[0] as number) - (rows[2000 + i] as Row)[0]!));
    const mean = errors.reduce((a, b) => a + b, 0) / errors.length;
    expect(mean).toBeLessThan(0.35); // that of the noise alone is 0.24
    const spread = late.reduce((sum, verdict) => sum + (verdict.spread[0] as number), 0) / late.length;
    expect(spread).toBeGreaterThan(0.05);
    expect(spread).toBeLessThan(0.6);
  });

  it('raises an alarm at a spike and at a step of level, once, and names the channel', () => {
    const next = normal(5);
    const [spike, step] = [3000, 4000];
    const rows = Array.from({ length: 5000 }, (_, i) => [
      daily(i, next()),
      (i === spike ? 115 : 100) + next(),
      i >= step ? 9 : 7 + 0.1 * next(),
    ]);
    const verdicts = watch(module, rows);
    const alarms = alarmsOf(verdicts);
    expect(alarms).toContain(spike);
    expect(alarms.filter((i) => i >= spike && i < spike + 100).length).toBeLessThanOrEqual(2);
    expect(alarms.some((i) => i >= step && i < step + 3)).toBe(true);
    expect(worstOf(verdicts[spike]!)).toBe(1);
    expect(worstOf(verdicts[step]!)).toBe(2);
    expect(verdicts[spike]!.contributions.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
  });

  it('finds a spike of one channel right after a greater one of another', () => {
    const [next, more] = [normal(25), normal(26)];
    const rows = Array.from({ length: 2000 }, (_, i) => [
      (i === 1500 ? 40 : 0) + next(),
      (i === 1550 ? 12 : 0) + more(),
    ]);
    const verdicts = watch(module, rows);
    expect(alarmsOf(verdicts)).toEqual(expect.arrayContaining([1500, 1550]));
    expect(worstOf(verdicts[1550]!)).toBe(1);
    expect(verdicts[1550]!.severity).toBeLessThan(verdicts[1500]!.severity);
  });

  it('names the channel that differs from several that go together', () => {
    const next = normal(15);
    let common = 0;
    const rows = Array.from({ length: 3000 }, (_, i) => {
      common = 0.95 * common + next();
      const row = [1, 2, -1, 0.5].map((part) => part * common + 0.1 * next());
      if (i >= 2500) row[2] = 20 + (row[2] as number);
      return row;
    });
    const verdicts = watch(module, rows);
    expect(alarmsOf(verdicts).some((i) => i >= 2500 && i < 2530)).toBe(true);
    const first = alarmsOf(verdicts).find((i) => i >= 2500) as number;
    expect(worstOf(verdicts[first]!)).toBe(2);
  });

  it('treats a new level as normal when it lasts', () => {
    const verdicts = watch(
      module,
      course(16, 6000, (value, i) => (i >= 2500 ? value + 30 : value)),
    );
    expect(alarmsOf(verdicts).some((i) => i >= 2500 && i < 2505)).toBe(true);
    const later = verdicts.slice(4500);
    expect(alarmsOf(later).length).toBeLessThanOrEqual(3);
    const unlikely = later.filter(({ likelihood }) => likelihood > 0.99).length / later.length;
    expect(unlikely).toBeLessThan(0.03);
  });

  it('raises no alarm on a slow drift', () => {
    const verdicts = watch(
      module,
      course(17, 8000, (value, i) => value + i / 400),
    );
    expect(alarmsOf(verdicts).length).toBeLessThanOrEqual(4);
  });

  it('finds a sensor that is frozen at a common value', () => {
    const next = normal(18);
    const rows = Array.from({ length: 4000 }, (_, i) => [i >= 3500 ? 50 : 50 + next() + Math.sin(i / 5)]);
    const verdicts = watch(module, rows);
    expect(alarmsOf(verdicts).some((i) => i >= 3500 && i < 3540)).toBe(true);
    const severities = verdicts.map(({ severity }) => severity);
    expect(severities.slice(3515, 3545).filter((severity) => severity > 1.4).length).toBeGreaterThan(20);
    const normally = severities.slice(1000, 3500);
    expect(normally.filter((severity) => severity > 2).length).toBeLessThan(50); // 25 are expected
    expect(normally.filter((severity) => severity > 3).length).toBeLessThanOrEqual(6);
  });

  it('treats repeated values as normal where values repeat, and the first repetition as chance', () => {
    const [held, plain] = [normal(22), normal(23)];
    let value = 0;
    const steps = Array.from({ length: 4000 }, (_, i) => {
      if (i % 12 === 0) value = held();
      return [value];
    });
    expect(alarmsOf(watch(module, steps)).length).toBeLessThanOrEqual(3);
    const twice = Array.from({ length: 4000 }, () => [plain()]);
    for (const i of [3001, 3002]) twice[i] = twice[3000] as number[];
    expect(alarmsOf(watch(module, twice)).filter((i) => i === 3001 || i === 3002)).toEqual([]);
  });

  it('treats a series that stands still for good as normal', () => {
    const next = normal(24);
    const verdicts = watch(
      module,
      Array.from({ length: 4000 }, (_, i) => [i < 1000 ? next() : 0.5]),
    );
    expect(verdicts.slice(1000, 1060).some(({ alarm }) => alarm)).toBe(true);
    expect(verdicts.slice(3000).every(({ severity }) => severity < 2)).toBe(true);
  });

  it('finds that a daily peak does not come', () => {
    const next = normal(19);
    const rows = Array.from({ length: 288 * 14 }, (_, i) => {
      const [day, at] = [Math.floor(i / 288), i % 288];
      return [(at >= 108 && at < 204 && day !== 12 ? 80 : 20) + 2 * next()];
    });
    const from = 288 * 12 + 108;
    const verdicts = watch(module, rows, { learnRows: 600 });
    const best = Math.max(...verdicts.slice(from, from + 96).map(({ severity }) => severity));
    const before = verdicts.slice(288 * 6, from - 108).map(({ severity }) => severity);
    expect(best).toBeGreaterThan(Math.max(...before));
    expect(best).toBeGreaterThan(2);
  });

  it('raises no alarm while it learns', () => {
    const rows = Array.from({ length: 300 }, (_, i) => [i === 150 ? 1e9 : Math.sin(i)]);
    expect(alarmsOf(watch(module, rows, { learnRows: 300 }))).toEqual([]);
  });

  it('does not learn from anomalous rows: the same spike is found a second time', () => {
    const verdicts = watch(
      module,
      course(6, 6000, (value, i) => (i === 3000 || i === 5500 ? 60 : value)),
    );
    expect(alarmsOf(verdicts)).toEqual(expect.arrayContaining([3000, 5500]));
    const plain = watch(module, course(6, 6000));
    const off = verdicts.slice(3100, 5500).map(({ forecast }, i) => forecast[0]! - plain[3100 + i]!.forecast[0]!);
    const rms = Math.sqrt(off.reduce((sum, each) => sum + each * each, 0) / off.length);
    expect(rms).toBeLessThan(0.15); // that of the noise is 0.3
  });

  it('gives finite verdicts for missing values, constants, infinities and extreme numbers', () => {
    const next = normal(7);
    const wild = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300, -1e300, 0, 1e-300];
    const rows = Array.from({ length: 2000 }, (_, i) => [
      5, // constant
      i % 3 === 0 ? Number.NaN : next(), // often missing
      i % 97 === 0 ? (wild[(i / 97) % wild.length] as number) : next(),
    ]);
    for (const { likelihood, severity, onset, forecast, spread } of watch(module, rows).slice(1)) {
      expect(likelihood >= 0 && likelihood <= 1).toBe(true);
      expect([severity, onset, ...forecast, ...spread].every(Number.isFinite)).toBe(true);
    }
  });

  it('replaces missing values by the forecast: it raises no alarm meanwhile, and finds the spike after them', () => {
    const verdicts = watch(
      module,
      course(20, 4000, (value, i) => (i >= 3000 && i < 3100 ? Number.NaN : i === 3150 ? 60 : value)),
    );
    expect(verdicts.slice(3000, 3100).every(({ alarm, contributions }) => !alarm && contributions[0] === 0)).toBe(true);
    expect(alarmsOf(verdicts)).toContain(3150);
  });

  it('accepts rows at irregular times', () => {
    const next = normal(21);
    let time = 0;
    const times = Array.from({ length: 5000 }, () => (time += MINUTE * (1 + 8 * Math.abs(next()))));
    const rows = times.map((at, i) => [i === 4500 ? 40 : daily(at / (5 * MINUTE), next())]);
    const verdicts = watch(module, rows, {}, (i) => times[i] as number);
    expect(alarmsOf(verdicts)).toContain(4500);
    expect(alarmsOf(verdicts).length).toBeLessThanOrEqual(8);
  });

  it('raises no alarm on a constant, and one when it moves', () => {
    const verdicts = watch(
      module,
      Array.from({ length: 1500 }, (_, i) => [i < 1400 ? 3 : 3.1]),
    );
    expect(alarmsOf(verdicts.slice(0, 1400))).toEqual([]);
    expect(verdicts[1400]?.alarm).toBe(true);
  });
});
