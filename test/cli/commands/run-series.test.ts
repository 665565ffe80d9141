// `sluice run FILE.csv` and `sluice train forecaster`, as a person runs them.
import { existsSync } from 'node:fs';
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
    expect(stderr).toBe(
      `sluice: ${csv}: table, comma-separated; times in 'time' (yyyy-MM-dd'T'HH:mm:ss.SSS'Z', in the cells), one every 5 min; 2 channels: pump, furnace\n`,
    );
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

  it('prints what was recognised as one line of JSON: columns, times, assumptions and what was left out', async () => {
    const german = rows.map((row) => {
      const [time = '', pump = '', furnace = ''] = row.split(',');
      const [year, month, day] = time.slice(0, 10).split('-');
      return [`${day}.${month}.${year} ${time.slice(11, 16)}`, pump, furnace.replace('99.000', '99.500'), 'hall 3']
        .map((cell) => cell.replace('.', cell.includes(':') ? '.' : ','))
        .join(';');
    });
    const file = folder.write('german.csv', ['Zeit;Pumpe;Ofen;Ort', ...german, ''].join('\r\n'));
    const { lines, stderr, code } = await sluice(['run', file, '--json', '--zone', 'Europe/Berlin']);
    expect(code).toBe(0);
    expect(lines.at(-2)).toMatchObject({
      kind: 'format',
      of: 'table',
      input: file,
      facts: {
        separator: 'semicolon',
        decimal: ',',
        time: {
          columns: ['Zeit'],
          format: 'dd.MM.yyyy HH:mm',
          zone: 'Europe/Berlin',
          from: '2023-12-31T23:00:00.000Z',
        },
        channels: [
          { name: 'Pumpe', kind: 'gauge' },
          { name: 'Ofen', max: 99.5 },
        ],
        dropped: [{ name: 'Ort', why: "is text ('hall 3')" }],
        rows: 1500,
        spanMs: 1499 * 300_000,
      },
    });
    expect(lines.at(-2)?.warnings).toEqual(["left out: 'Ort' is text ('hall 3'); --columns takes them all the same"]);
    expect(stderr).toMatch(/warning: .*german\.csv: left out: 'Ort' is text/);
    expect(lines.filter(({ kind, row }) => kind === 'anomaly' && row === 1200)).toHaveLength(1);
  });

  it('watches the columns that are asked for, and tells of cells that are no numbers after the last row', async () => {
    const broken = folder.write(
      'broken.csv',
      ['time,pump,furnace', ...rows.map((row, i) => (i === 1300 ? row.replace(/[^,]*$/, 'fault') : row)), ''].join(
        '\n',
      ),
    );
    const { lines, stderr } = await sluice(['run', broken, '--json', '--columns', 'furnace']);
    expect(lines.find(({ row }) => row === 1200)?.values).toEqual({ furnace: 99 });
    expect(stderr).toContain("'furnace' has 1 cell that is no number (row 1301: 'fault'): missing");
    expect(stderr).toContain("left out: 'pump' was not asked for");
  });

  it('warns where all rows were only learnt from', async () => {
    const short = folder.write('short.csv', ['time,pump,furnace', ...rows.slice(0, 300), ''].join('\n'));
    const { stderr } = await sluice(['run', short]);
    expect(stderr).toContain('all 300 rows were only learnt from, and none was watched: --learn-for takes fewer');
    expect((await sluice(['run', short, '--learn-for', '100'])).stderr).not.toContain('only learnt from');
  });

  it('reads a table by the other names of such files', async () => {
    const file = folder.write(
      'logger.dat',
      ['time\tpump\tfurnace', ...rows.map((row) => row.replaceAll(',', '\t')), ''].join('\n'),
    );
    const { lines } = await sluice(['run', file, '--json']);
    expect(lines.at(-1)).toMatchObject({ kind: 'summary', frames: 1500 });
  });

  it.each<[string, string, RegExp, string[]]>([
    ['no header', rows.join('\n'), /has no header.*--no-header/, ['--no-header']],
    [
      'times in an unknown format',
      [
        'when,a',
        ...rows.map(
          (_, i) =>
            `2024=01=${String(1 + Math.floor(i / 144)).padStart(2, '0')} ${String(Math.floor(i / 6) % 24)}h${i % 6}0,${i % 9}.5`,
        ),
      ].join('\n'),
      /--time-format/,
      ['--time-format', "yyyy=MM=dd H'h'mm"],
    ],
    [
      'ids alone',
      ['time,id', ...rows.map((row, i) => `${row.split(',')[0]},${i}`)].join('\n'),
      /--columns takes columns all the same/,
      ['--columns', 'id'],
    ],
    [
      'a separator that it does not look for',
      ['time:a', ...rows.map((_, i) => `${1704067200 + i * 300}:${i % 9}.5`)].join('\n'),
      /--separator/,
      ['--separator', ':'],
    ],
  ])('refuses %s, and the option that the refusal names mends it', async (name, text, sentence, mend) => {
    const file = folder.write(`refused ${name}.csv`, text);
    const refused = await sluice(['run', file]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(sentence);
    expect(refused.stdout).not.toContain('alarms');
    const mended = await sluice(['run', file, ...mend, '--json']);
    expect([mended.code, mended.lines.at(-1)?.frames]).toEqual([0, 1500]);
  });

  it('refuses more channels than a model takes, and --columns mends it', async () => {
    const names = Array.from({ length: 300 }, (_, i) => `c${i}`);
    const lines = Array.from({ length: 30 }, (_, i) =>
      [new Date(Date.UTC(2024, 0, 1) + i * 60_000).toISOString(), ...names.map((_, c) => `${(c * i) % 7}.5`)].join(','),
    );
    const wide = folder.write('wide.csv', [['time', ...names].join(','), ...lines, ''].join('\n'));
    const { code, stderr } = await sluice(['run', wide]);
    expect(code).toBe(1);
    expect(stderr).toContain('it has 300 channels, and a model takes 256: --columns a,b,c takes some of them');
    expect((await sluice(['run', wide, '--columns', 'c1,c2', '--learn-for', '20'])).code).toBe(0);
  });

  it.each([
    ['a file that is none', [folder.write('x.csv', 'hello')], 1, /Cannot read the series/],
    [
      'a column without times',
      [csv, '--time', 'pump'],
      1,
      /column 'pump' has no times that can be read: '\d+\.\d+' is none/,
    ],
    ['no row', [folder.write('none.csv', 'time,a\n')], 1, /it needs a header and at least one row/],
    [
      'no value',
      [folder.write('empty.csv', 'time,a\n2024-01-01,\n2024-01-02,\n'), '--columns', 'a'],
      1,
      /none of its channels \(a\) has a value/,
    ],
    ['a zone that there is not', [csv, '--zone', 'Berlin'], 1, /'--zone' must be .*received 'Berlin'/],
    ['a decimal sign that is none', [csv, '--decimal', ';'], 2, /must be \. or ,/],
    ['options of tables for sound', [folder.write('b.wav', 'x'), '--zone', 'UTC'], 2, /'--zone' is for tables/],
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
    expect(trained.lines).toMatchObject([
      { kind: 'format', of: 'table', input: quiet, facts: { rows: 1200 } },
      { kind: 'trained', channels: ['pump', 'furnace'], rows: 1200 },
    ]);
    const later = folder.write('later.csv', ['time,furnace,pump', ...rows.slice(1190).map(swapped), ''].join('\n'));
    const { lines } = await sluice(['run', later, '--model', out, '--json']);
    expect(lines.filter(({ kind }) => kind === 'anomaly').map(({ row }) => row)).toContain(10);
    const { lines: inspected } = await sluice(['inspect', out, '--json']);
    expect(inspected).toMatchObject([{ kind: 'series-model', channels: ['pump', 'furnace'], threshold: 0.999 }]);
    const { code, stderr } = await sluice(['run', csv, '--model', out, '--learn-for', '100']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/'--learn-for' does not go with '--model'/);
    const other = await sluice([
      'run',
      folder.write('other.csv', 'time,a\n2024-01-01,1.5\n2024-01-02,2.5\n'),
      '--model',
      out,
    ]);
    expect(other.code).toBe(1);
    expect(other.stderr).toMatch(/it has no column 'pump': its columns are time, a/);
    const both = await sluice(['run', csv, '--model', out, '--columns', 'pump']);
    expect([both.code, both.stderr]).toEqual([2, expect.stringMatching(/'--columns' does not go with '--model'/)]);
  });

  it('learns from several files with the same columns, however they are written', async () => {
    const first = folder.write('first.csv', ['time,pump,furnace', ...rows.slice(0, 600), ''].join('\n'));
    const second = folder.write(
      'second.csv',
      ['furnace;pump;time', ...rows.slice(600, 1200).map((row) => row.split(',').reverse().join(';')), ''].join('\n'),
    );
    const { code, lines } = await sluice([
      'train',
      'forecaster',
      first,
      second,
      '--out',
      `${folder.path}/two.safetensors`,
      '--json',
      '--passes',
      '2',
    ]);
    expect(code).toBe(0);
    expect(lines.at(-1)).toMatchObject({ kind: 'trained', channels: ['pump', 'furnace'], rows: 2400 });
  });

  it.each([
    ['a column without times', [csv, '--time', 'pump'], /column 'pump' has no times that can be read/],
    [
      'too few rows',
      [folder.write('few.csv', ['time,a,b', ...rows.slice(0, 5)].join('\n'))],
      /at least 20 rows are needed: received 5/,
    ],
    ['a table without rows', [folder.write('norows.csv', 'time,a\n')], /at least one row/],
  ])('refuses %s and does not wait for ever', async (_, args, sentence) => {
    const { code, stderr } = await sluice([
      'train',
      'forecaster',
      ...args,
      '--out',
      `${folder.path}/never.safetensors`,
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(sentence);
    expect(existsSync(`${folder.path}/never.safetensors`)).toBe(false);
  });
});

function swapped(row: string): string {
  const [time, pump, furnace] = row.split(',');
  return [time, furnace, pump].join(',');
}
