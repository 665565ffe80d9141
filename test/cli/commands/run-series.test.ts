// `sluice run FILE.csv` and `sluice bench nab`, as a person runs them.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';
import { random } from '../../support/random.js';

const folder = temporaryFolder();
const next = random(3);
const rows = Array.from({ length: 1500 }, (_, i) => {
  const time = new Date(Date.UTC(2024, 0, 1) + i * 300_000).toISOString();
  const pump = 50 + 5 * Math.sin(i / 20) + next();
  return `${time},${pump.toFixed(3)},${(i === 1200 ? 99 : 7 + next()).toFixed(3)}`;
});
const csv = folder.write('plant.csv', ['time,pump,furnace', ...rows, ''].join('\n'));

describe('sluice run FILE.csv', () => {
  it('prints the alarm with the column that was it, what it was and what was expected', async () => {
    const { code, stdout, stderr } = await sluice(['run', csv]);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatch(/2024-01-05T04:00:00\.000Z .* furnace 99, expected 7\.\d+ ± \d/);
    expect(stdout).toMatch(/alarms? in 1,500 rows; the first 500 of each file were only learnt from/);
  });

  it('prints JSON: alarms, every row where asked, and a summary', async () => {
    const { lines } = await sluice(['run', csv, '--json']);
    expect(lines.find(({ row }) => row === 1200)).toMatchObject({
      kind: 'anomaly',
      input: csv,
      time: '2024-01-05T04:00:00.000Z',
      endsAtMs: Date.UTC(2024, 0, 5, 4),
    });
    const alarms = lines.filter(({ kind }) => kind === 'anomaly');
    expect(lines.at(-1)).toMatchObject({
      kind: 'summary',
      inputs: 1,
      frames: 1500,
      detections: alarms.length,
      dropped: 0,
      audioMs: 1499 * 300_000,
    });
    const all = await sluice(['run', csv, '--json', '--predictions', '--learn-for', '100']);
    expect(all.lines.filter(({ kind }) => kind === 'prediction')).toHaveLength(1500);
    const strict = await sluice(['run', csv, '--json', '--threshold', '0.9999999']);
    expect(strict.lines.filter(({ kind }) => kind === 'anomaly').map(({ row }) => row)).toEqual([1200]);
  });

  it.each([
    ['a file that is none', [folder.write('x.csv', 'hello')], 1, /Cannot read the series/],
    ['a column that is not there', [csv, '--time', 'when'], 1, /it has no column 'when'/],
    ['sound beside it', [csv, folder.write('a.wav', 'x')], 2, /series \(\.csv\) and sound cannot be run together/],
    ['--clips', [csv, '--clips'], 2, /'--clips' is for sound/],
  ])('says in a sentence what is wrong with %s', async (_, args, exit, sentence) => {
    const { code, stderr } = await sluice(['run', ...args]);
    expect(code).toBe(exit);
    expect(stderr).toMatch(sentence);
  });
});

describe('sluice train forecaster', () => {
  it('learns ahead, so that alarms are raised from the first rows on, and inspect tells of it', async () => {
    const out = `${folder.path}/plant.safetensors`;
    const quiet = folder.write('quiet.csv', ['time,pump,furnace', ...rows.slice(0, 1200), ''].join('\n'));
    const trained = await sluice(['train', 'forecaster', quiet, '--out', out, '--json']);
    expect(trained.code).toBe(0);
    expect(trained.lines).toMatchObject([{ kind: 'trained', channels: ['pump', 'furnace'], rows: 1200 }]);
    const later = folder.write('later.csv', ['time,furnace,pump', ...rows.slice(1190).map(swapped), ''].join('\n'));
    const { lines } = await sluice(['run', later, '--model', out, '--json']);
    expect(lines.filter(({ kind }) => kind === 'anomaly').map(({ row }) => row)).toContain(10);
    const { lines: inspected } = await sluice(['inspect', out, '--json']);
    expect(inspected).toMatchObject([{ kind: 'series-model', channels: ['pump', 'furnace'], threshold: 0.999 }]);
    const { code, stderr } = await sluice(['run', csv, '--model', out, '--learn-for', '100']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/'--learn-for' does not go with '--model'/);
  });
});

function swapped(row: string): string {
  const [time, pump, furnace] = row.split(',');
  return [time, furnace, pump].join(',');
}

const shared = fileURLToPath(new URL('../../../../shared/data/series', import.meta.url));

describe.skipIf(!existsSync(shared))('sluice bench nab (skipped where the shared data are not)', () => {
  it('scores well above the moving Gaussian, with one setting for all files, and writes result files', async () => {
    const { lines } = await sluice(['bench', 'nab', shared, '--json', '--out', `${folder.path}/results`]);
    const all = (profile: string) => lines.find((line) => line.profile === profile && line.group === 'all')?.score;
    expect(all('standard')).toBeGreaterThan(70);
    expect(all('reward_low_FN_rate')).toBeGreaterThan(75);
    const file = `${folder.path}/results/sluice/realKnownCause/sluice_nyc_taxi.csv`;
    const [header, ...body] = readFileSync(file, 'utf8').trim().split('\n');
    expect(header).toBe('timestamp,value,anomaly_score,label');
    expect(body).toHaveLength(10_320);
    expect(body[0]).toMatch(/^2014-07-01 00:00:00,10844,0,0$/);
    for (const row of body) expect(Number(row.split(',')[2])).toBeLessThanOrEqual(1);
  }, 120_000);

  it('says in a sentence that a folder is not the benchmark', async () => {
    const { code, stderr } = await sluice(['bench', 'nab', folder.path]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^sluice: Cannot read the benchmark from /);
  });
});
