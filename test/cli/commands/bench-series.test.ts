// `sluice bench series` as a person runs it: over made-up series, and over small files of published layouts.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ANOMALY_NAMES, SERIES_KIND_NAMES } from '#src/harness/series/kinds.js';
import { sluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';
import { random } from '../../support/random.js';

const folder = temporaryFolder();
const QUICK = ['bench', 'series', '--rows', '1500', '--series', '2'];

describe('sluice bench series', () => {
  it('measures normal series and anomalies, says how many there were, and says the same for the same seed', async () => {
    const out = `${folder.path}/series.jsonl`;
    const args = [...QUICK, '--kinds', 'constant,pulses', '--seed', '3', '--json'];
    const first = await sluice([...args, '--out', out]);
    expect(first.code, first.stderr).toBe(0);
    expect(await readFile(out, 'utf8')).toBe(first.stdout);
    const { lines } = first;
    const normal = lines.filter(({ kind }) => kind === 'series-normal');
    expect(normal.map(({ series, count, rows }) => [series, count, rows])).toEqual([
      ['constant', 2, 2000],
      ['pulses', 2, 2000],
      ['all', 4, 4000],
    ]);
    for (const line of normal) {
      expect(line).toMatchObject({ seed: 3, falseAlarms: expect.any(Number), abovePer10000: expect.any(Array) });
      expect(line.falseAlarmsPer10000).toBeCloseTo((1e4 * Number(line.falseAlarms)) / Number(line.rows), 9);
    }
    const spike = lines.find(({ anomaly, series }) => anomaly === 'spike' && series === 'all');
    expect(spike).toMatchObject({ kind: 'series-anomaly', count: 4, delayRows: 0 });
    expect(Number(spike?.found)).toBeGreaterThan(0);
    expect(lines.find(({ anomaly, series }) => anomaly === 'all' && series === 'all')).toMatchObject({ count: 22 });
    expect((await sluice(args)).stdout).toBe(first.stdout);
    expect((await sluice(args.map((arg) => (arg === '3' ? '4' : arg)))).stdout).not.toBe(first.stdout);
  }, 180_000);

  it('prints two tables for people, and nothing on stderr that is no terminal', async () => {
    const { code, stdout, stderr } = await sluice([...QUICK, '--kinds', 'on-off']);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^Made-up series of 1500 rows, one every 300 s, seed 1\.$/m);
    expect(stdout).toMatch(/^on-off +2 +2000 +\d+ +[\d.]+/m);
    expect(stdout).toMatch(/^stuck +2 +[012] +\d+ %( +[\d.%-]+)+$/m);
  }, 60_000);

  it('measures only the anomalies that are asked for, or none', async () => {
    const anomaliesOf = async (names: string) => {
      const { lines } = await sluice([...QUICK, '--kinds', 'schedule', '--anomalies', names, '--json']);
      return lines.filter(({ kind }) => kind === 'series-anomaly').map(({ anomaly, series }) => `${anomaly} ${series}`);
    };
    expect(await anomaliesOf('missing,spike')).toEqual([
      'spike all',
      'missing all',
      'all all',
      'spike schedule',
      'missing schedule',
    ]);
    expect(await anomaliesOf('none')).toEqual([]);
    const { stdout } = await sluice([...QUICK, '--kinds', 'schedule', '--anomalies', 'none']);
    expect(stdout).not.toContain('Anomalies');
    const wrong = await sluice([...QUICK, '--anomalies', 'rust']);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('received rust')]);
    const never = await sluice([...QUICK, '--kinds', 'on-off', '--anomalies', 'leak']);
    expect([never.code, never.stderr]).toEqual([2, expect.stringContaining('no series of on-off can have leak')]);
  }, 60_000);

  it('names every kind of series and of anomaly in its help', async () => {
    const { stdout } = await sluice(['bench', 'series', '--help']);
    for (const name of [...SERIES_KIND_NAMES, ...ANOMALY_NAMES])
      expect(stdout).toMatch(new RegExp(`^ {2}${name} +\\S`, 'm'));
    expect((await sluice(['bench', '--help'])).stdout).toMatch(/^ {2}series /m);
  }, 30_000);

  it('refuses kinds that there are not, and too few rows, as wrong usage', async () => {
    const kind = await sluice([...QUICK, '--kinds', 'sunny']);
    expect([kind.code, kind.stderr]).toEqual([2, expect.stringContaining('received sunny')]);
    const rows = await sluice(['bench', 'series', '--rows', '1000']);
    expect(rows.code).toBe(2);
    expect(rows.stderr).toContain('needs 5 days, 1440 rows at one every 300 s: received --rows 1000');
    const learn = await sluice([...QUICK, '--learn-for', '800']);
    expect([learn.code, learn.stderr]).toEqual([
      2,
      expect.stringContaining('at most half of --rows 1500: received 800'),
    ]);
  }, 30_000);

  it('finds the anomaly of files of the UCR and SMD layouts, and counts it', async () => {
    const next = random(4);
    const values = Array.from({ length: 1500 }, (_, row) => Math.sin(row / 8) + 0.1 * next() + (row === 1199 ? 9 : 0));
    folder.write('ucr/001_UCR_Anomaly_made_600_1200_1200.txt', `${values.join('\n')}\n`);
    folder.write(
      'smd/train/m.txt',
      `${values
        .slice(0, 600)
        .map((value) => `${value},1`)
        .join('\n')}\n`,
    );
    folder.write(
      'smd/test/m.txt',
      `${values
        .slice(600)
        .map((value) => `${value},1`)
        .join('\n')}\n`,
    );
    folder.write(
      'smd/test_label/m.txt',
      `${values
        .slice(600)
        .map((value) => (value > 5 ? 1 : 0))
        .join('\n')}\n`,
    );
    const args = ['bench', 'series', '--ucr', `${folder.path}/ucr`, '--smd', `${folder.path}/smd`, '--json'];
    const { code, lines, stderr } = await sluice(args);
    expect(code, stderr).toBe(0);
    expect(lines.map(({ benchmark, series }) => [benchmark, series])).toEqual([
      ['ucr', '001_UCR_Anomaly_made_600_1200_1200.txt'],
      ['ucr', 'all'],
      ['smd', 'm.txt'],
      ['smd', 'all'],
    ]);
    for (const line of lines) {
      expect(line).toMatchObject({
        kind: 'series-labelled',
        windows: 1,
        found: 1,
        delayRows: 0,
        peakRight: 1,
        count: 1,
      });
      // By rows: the fault is one row, and its alarm lasts some rows more.
      const falseRows = 2 / Number(line.f1) - 2;
      expect(falseRows).toBeCloseTo(Math.round(falseRows), 6);
      expect(falseRows).toBeGreaterThanOrEqual(Number(line.falseAlarms));
      expect(falseRows).toBeLessThan(150);
    }
  }, 60_000);

  it('says which file and line does not fit, with exit code 1', async () => {
    folder.write('skab/valve1/0.csv', 'datetime;a;anomaly;changepoint\n2020-03-09 12:14:01;x;0;0\n');
    const { code, stderr, stdout } = await sluice(['bench', 'series', '--skab', `${folder.path}/skab`]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain("skab/valve1/0.csv, line 2: a number was expected: received 'x'");
    folder.write('yahoo/r.csv', 'timestamp,value,is_anomaly\n1,2,0\n');
    const short = await sluice(['bench', 'series', '--yahoo', `${folder.path}/yahoo`]);
    expect(short.stderr).toContain('yahoo/r.csv: it has 1 rows, and 500 are for learning: see --learn-for');
    folder.write('yahoo/A3_all.csv', 'timestamps,A3Benchmark-TS1\n');
    const whole = await sluice(['bench', 'series', '--yahoo', `${folder.path}/yahoo`, '--learn-for', '20']);
    expect(whole.stderr).toContain('left out: A3_all.csv, which repeats other files');
  }, 30_000);
});
