// Tables as people bring them: each kind is read right, or what was assumed is said, or it is refused with what mends
// it.
import { describe, expect, it } from 'vitest';
import { openTable } from '#src/series/open-table.js';
import { blobTable, memoryTable } from '#src/series/text/table-file.js';
import { isoTime, MINUTE, readTable, START, spelled, timeAt, wandering } from '../support/tables.js';

const ROWS = 150;
const RIGHT = { times: Array.from({ length: ROWS }, (_, i) => timeAt(i)), rows: wandering(ROWS) };

function pad(n: number, width = 2): string {
  return String(n).padStart(width, '0');
}

const part = (ms: number) => {
  const date = new Date(ms);
  return {
    y: date.getUTCFullYear(),
    M: pad(date.getUTCMonth() + 1),
    d: pad(date.getUTCDate()),
    h: pad(date.getUTCHours()),
    m: pad(date.getUTCMinutes()),
    s: pad(date.getUTCSeconds()),
  };
};

describe('separators and decimals', () => {
  const commas = (value: number) => value.toFixed(3).replace('.', ',');
  it.each([
    ['semicolons and decimal commas', spelled(ROWS, { separator: ';', number: commas })],
    ['semicolons and decimal points', spelled(ROWS, { separator: ';' })],
    ['tabs', spelled(ROWS, { separator: '\t' })],
    ['tabs and decimal commas', spelled(ROWS, { separator: '\t', number: commas })],
    ['pipes', spelled(ROWS, { separator: '|' })],
    ['a line that names the separator', spelled(ROWS, { separator: ';', before: 'sep=;', number: commas })],
    ['quotes around everything', spelled(ROWS, { separator: '","' }).replace(/^(.+)$/gm, '"$1"')],
    [
      'decimal commas in quotes',
      spelled(ROWS, { number: (value) => `"${commas(value)}"` }).replaceAll('0,358', '0,358'),
    ],
    ['lines that end by CR LF', spelled(ROWS, { newline: '\r\n' })],
    ['lines that end by CR', spelled(ROWS, { newline: '\r' })],
    ['a byte order mark', `\ufeff${spelled(ROWS)}`],
    ['separators at the ends of lines', spelled(ROWS).replaceAll('\n', ',,\n')],
    ['separators at the ends of rows alone', spelled(ROWS).replace(/^(2.*)$/gm, '$1,')],
    ['blanks around the cells', spelled(ROWS, { separator: ' , ' })],
    ['blanks for separators', spelled(ROWS, { separator: '   ', time: (ms) => isoTime(ms).replace(' ', 'T') })],
    ['empty lines between', spelled(ROWS).replaceAll('\n', '\n\n')],
  ])('reads %s', async (_, text) => {
    const { times, rows, names } = await readTable(text, /decimal commas in quotes/.test(_) ? { decimal: ',' } : {});
    expect(names).toEqual(['temperature', 'pressure']);
    expect(rows).toEqual(RIGHT.rows);
    expect(times).toEqual(RIGHT.times);
  });

  it('reads UTF-16 of both orders, and Windows-1252 with an assumption', async () => {
    const text = spelled(ROWS, { header: 'time,temperature (°C),pressure' });
    const little = Buffer.from(`\ufeff${text}`, 'utf16le');
    const big = Buffer.from(little).swap16();
    for (const bytes of [little, big, little.subarray(2)]) {
      const { rows, names } = await readTable(new Uint8Array(bytes));
      expect(names).toEqual(['temperature (°C)', 'pressure']);
      expect(rows).toEqual(RIGHT.rows);
    }
    const { table, assumed } = await readTable(new Uint8Array(Buffer.from(text, 'latin1')));
    expect(table.channels[0]).toEqual({ name: 'temperature (°C)', kind: 'gauge', unit: '°C' });
    expect(assumed).toContain('the text is windows-1252');
  });

  it('keeps a separator, a line end and a doubled quote within quotes together', async () => {
    const text = 'time,"pump, ""left""\nhall",b\n2024-03-01 00:00,1.5,2\n2024-03-01 00:10,2.5,3\n';
    expect((await readTable(text)).names).toEqual(['pump, "left"\nhall', 'b']);
  });

  it('takes a quote that never closes for a letter, and says so', async () => {
    const text = spelled(ROWS, {
      header: 'time,5" pipe,pressure',
      number: (value, i) => (i === 0 ? `"${value}` : String(value)),
    });
    const { rows, assumed } = await readTable(text);
    expect(rows.length).toBe(ROWS);
    expect(assumed).toContain(`'"' is taken for a letter`);
  });

  it('refuses a quote that opens late and never closes, and --no-quotes mends it', async () => {
    const lines = spelled(20_000).split('\n');
    lines[15_000] = lines[15_000]?.replace(/,(?=\d)/, ',"') as string;
    const text = lines.join('\n');
    await expect(readTable(text)).rejects.toThrow(/a quote opens after row \d+ and is not closed.*--no-quotes/s);
    expect((await readTable(text, { noQuotes: true })).rows.length).toBe(20_000);
  });

  it('says which comma it took for what where the numbers allow both, and --decimal mends it', async () => {
    const cells = ['1,221', '1,218', '1,227', '1,216'];
    const text = ['time,power', ...cells.map((cell, i) => `${isoTime(timeAt(i))},"${cell}"`), ''].join('\n');
    const { rows, assumed } = await readTable(text);
    expect(rows.flat()).toEqual([1221, 1218, 1227, 1216]);
    expect(assumed).toContain(
      "the comma in numbers such as '1,221' ('power') is one for thousands; --decimal , reads it the other way",
    );
    expect((await readTable(text, { decimal: ',' })).rows.flat()).toEqual([1.221, 1.218, 1.227, 1.216]);
  });

  it('tells thousands from fractions by the other cells of the column', async () => {
    const quoted = (cells: string[]) =>
      ['time,power', ...cells.map((cell, i) => `${isoTime(timeAt(i))};"${cell}"`.replace(';', ',')), ''].join('\n');
    expect((await readTable(quoted(['1,221.5', '998.25', '1,000']))).rows.flat()).toEqual([1221.5, 998.25, 1000]);
    expect((await readTable(quoted(['1,221', '25,4', '3,5']))).rows.flat()).toEqual([1.221, 25.4, 3.5]);
    expect((await readTable(quoted(['1.234,5', '25,4', '1.000']))).rows.flat()).toEqual([1234.5, 25.4, 1000]);
    expect((await readTable(quoted(['950', '1,020', '998']))).rows.flat()).toEqual([950, 1020, 998]);
  });

  it('is told the separator where lines cannot tell', async () => {
    const text = spelled(ROWS, { separator: ':', time: (ms) => String(ms / 1000) });
    await expect(readTable(text)).rejects.toThrow('name it by --separator');
    expect((await readTable(text, { separator: ':' })).rows).toEqual(RIGHT.rows);
  });
});

describe('headers', () => {
  it('refuses rows without a header, and --no-header mends it', async () => {
    const text = spelled(ROWS, { header: null });
    await expect(readTable(text)).rejects.toThrow(/has no header.*--no-header/);
    const { names, rows } = await readTable(text, { noHeader: true });
    expect(names).toEqual(['column 2', 'column 3']);
    expect(rows).toEqual(RIGHT.rows);
    expect((await readTable(text, { noHeader: true, columns: ['column 3'] })).rows).toEqual(
      RIGHT.rows.map(([, b]) => [b]),
    );
  });

  it.each([
    ['comments', '# site: boiler room\n# logger 7, firmware 1.2, calibrated 2023'],
    ['a title', '"Plot Title: boiler room"'],
    ['a title in cells', 'Boiler room,,'],
    ['lines of settings', 'Serial,12345\nInterval,10 min\n'],
  ])('finds the header behind %s', async (_, before) => {
    const { names, rows } = await readTable(spelled(ROWS, { before }));
    expect(names).toEqual(['temperature', 'pressure']);
    expect(rows).toEqual(RIGHT.rows);
  });

  it('takes a header that is written as a comment', async () => {
    expect((await readTable(spelled(ROWS, { header: '# time,temperature,pressure' }))).names).toEqual([
      'temperature',
      'pressure',
    ]);
  });

  it('takes the row under the header for units', async () => {
    const { table, rows } = await readTable(spelled(ROWS, { header: 'time,temperature,pressure\nUTC,degC,bar' }));
    expect(table.channels.map(({ unit }) => unit)).toEqual(['degC', 'bar']);
    expect(rows).toEqual(RIGHT.rows);
    expect(table.format.assumed).toEqual([]); // the zone is in the units
  });

  it('reads a data logger with a line of its own, units and kinds', async () => {
    const header = '"TOA5","A","CR1000"\n"TIMESTAMP","AirT","BP"\n"TS","Deg C","bar"\n"","Avg","Smp"';
    const { table, rows, names } = await readTable(spelled(ROWS, { header }));
    expect(names).toEqual(['AirT', 'BP']);
    expect(table.channels.map(({ unit }) => unit)).toEqual(['Deg C', 'bar']);
    expect(rows).toEqual(RIGHT.rows);
  });

  it('takes the first cell of rows that are one longer than the header for an index', async () => {
    const lines = spelled(ROWS).split('\n');
    const text = lines.map((line, i) => (i === 0 || line === '' ? line : `${i},${line}`)).join('\n');
    const { names, rows, assumed, warnings } = await readTable(text);
    expect(names).toEqual(['temperature', 'pressure']);
    expect(rows).toEqual(RIGHT.rows);
    expect(assumed).toContain('rows have one cell more than the header');
    expect(warnings).toContain("'column 1' numbers the rows");
  });

  it('takes times without a name in front of named columns', async () => {
    const { names, times, rows } = await readTable(spelled(ROWS, { header: 'temperature,pressure' }));
    expect(names).toEqual(['temperature', 'pressure']);
    expect(times).toEqual(RIGHT.times);
    expect(rows).toEqual(RIGHT.rows);
  });

  it('refuses decimal commas between commas', async () => {
    const text = spelled(ROWS, {
      header: 'time,temperature',
      number: (value, i) => (i < 0 ? '' : String(Math.trunc(value))),
    });
    await expect(readTable(text)).rejects.toThrow(
      /header has 2 names \(time, temperature\) and its rows 3 cells.*decimal commas/,
    );
  });

  it('tells columns of one name apart, and says how', async () => {
    const { names, rows, assumed } = await readTable(spelled(ROWS, { header: 'time,temp,temp' }));
    expect(names).toEqual(['temp', 'temp (2)']);
    expect(rows).toEqual(RIGHT.rows);
    expect(assumed).toContain("several columns are named 'temp': the second is called 'temp (2)'");
  });

  it('reads a first row that is too short', async () => {
    const lines = spelled(ROWS).split('\n');
    lines[1] = (lines[1] as string).split(',').slice(0, 2).join(',');
    const { rows } = await readTable(lines.join('\n'));
    expect(rows[0]).toEqual([RIGHT.rows[0]?.[0], Number.NaN]);
    expect(rows).toHaveLength(ROWS);
  });

  it('counts cells beyond the header, and rows that are too short', async () => {
    const lines = spelled(ROWS).split('\n');
    lines[5] += ',99';
    lines[9] = (lines[9] as string).split(',').slice(0, 2).join(',');
    const { rows, warnings } = await readTable(lines.join('\n'));
    expect(rows[8]).toEqual([RIGHT.rows[8]?.[0], Number.NaN]);
    expect(warnings).toContain('1 row with more cells than the header');
    expect(warnings).toContain('1 value missing');
  });

  it.each([
    ['nothing', ''],
    ['blank lines', '\n\n\n'],
    ['a header alone', 'time,a\n'],
    ['prose', 'Dear all,\nplease find the readings below.\nKind regards\n'],
    ['one word', 'hello'],
  ])('refuses %s', async (_, text) => {
    await expect(readTable(text)).rejects.toThrow(/Cannot read the series: .*\w/);
  });

  it.each([
    ['a workbook', [0x50, 0x4b, 3, 4, 0, 0], 'an Excel workbook'],
    ['a gzip file', [0x1f, 0x8b, 8, 0], 'compressed by gzip'],
    ['a Parquet file', [0x50, 0x41, 0x52, 0x31], 'a Parquet file'],
    ['bytes', [1, 0, 0, 7, 0, 0, 0, 9], 'it is no text'],
  ])('refuses %s by its name', async (_, bytes, sentence) => {
    await expect(readTable(Uint8Array.from(bytes))).rejects.toThrow(sentence);
  });
});

describe('times', () => {
  it.each<[string, (ms: number) => string, string, string]>([
    [
      'german',
      (ms) => `${part(ms).d}.${part(ms).M}.${part(ms).y} ${part(ms).h}:${part(ms).m}:${part(ms).s}`,
      'dd.MM.yyyy HH:mm:ss',
      'UTC, assumed',
    ],
    [
      'two digits of the year',
      (ms) => `${part(ms).d}.${part(ms).M}.24 ${part(ms).h}:${part(ms).m}`,
      'dd.MM.yy HH:mm',
      'UTC, assumed',
    ],
    [
      'slashes, year first',
      (ms) => `${part(ms).y}/${part(ms).M}/${part(ms).d} ${part(ms).h}:${part(ms).m}`,
      'yyyy/MM/dd HH:mm',
      'UTC, assumed',
    ],
    ['a zone behind a blank', (ms) => `${isoTime(ms)} +00:00`, 'yyyy-MM-dd HH:mm:ss ZZ', 'in the cells'],
    ['UTC behind a blank', (ms) => `${isoTime(ms)} UTC`, 'yyyy-MM-dd HH:mm:ss z', 'in the cells'],
    ['+01', (ms) => `${isoTime(ms + 60 * MINUTE)}+01`, 'yyyy-MM-dd HH:mm:ssZZ', 'in the cells'],
    ['+0100', (ms) => `${isoTime(ms + 60 * MINUTE)}+0100`, 'yyyy-MM-dd HH:mm:ssZZ', 'in the cells'],
    ['a named zone', (ms) => `${isoTime(ms + 60 * MINUTE)} Europe/Berlin`, 'yyyy-MM-dd HH:mm:ss z', 'in the cells'],
    ['CET', (ms) => `${isoTime(ms + 60 * MINUTE)} CET`, 'yyyy-MM-dd HH:mm:ss z', 'in the cells'],
    ['ISO 8601', (ms) => new Date(ms).toISOString(), "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", 'in the cells'],
    ['digits alone', (ms) => isoTime(ms).replaceAll(/\D/g, ''), 'yyyyMMddHHmmss', 'UTC, assumed'],
    ['Unix seconds', (ms) => String(ms / 1000), 'Unix seconds', 'UTC'],
    ['Unix seconds with a fraction', (ms) => (ms / 1000).toFixed(3), 'Unix seconds', 'UTC'],
    ['Unix milliseconds', (ms) => String(ms), 'Unix milliseconds', 'UTC'],
    ['Unix microseconds', (ms) => `${ms}000`, 'Unix microseconds', 'UTC'],
    ['Unix nanoseconds', (ms) => `${ms}000000`, 'Unix nanoseconds', 'UTC'],
    ['Unix seconds as a power of ten', (ms) => (ms / 1000).toExponential(), 'Unix seconds', 'UTC'],
    ['MATLAB days', (ms) => (ms / 86_400_000 + 719_529).toFixed(8), 'MATLAB serial days', 'UTC, assumed'],
    [
      'months by name',
      (ms) => `${Number(part(ms).d)} Mar 2024 ${part(ms).h}:${part(ms).m}`,
      'd MMM yyyy H:mm',
      'UTC, assumed',
    ],
    [
      'days of the week',
      (ms) => `Fri, ${part(ms).d} Mar 2024 ${part(ms).h}:${part(ms).m}:00`,
      'd MMM yyyy H:mm:ss',
      'UTC, assumed',
    ],
    [
      'a log of a web server',
      (ms) => `${part(ms).d}/Mar/2024:${part(ms).h}:${part(ms).m}:00 +0000`,
      'd/MMM/yyyy:H:mm:ss ZZZ',
      'in the cells',
    ],
    [
      'days of the year',
      (ms) => `2024-${pad(60 + Number(part(ms).d), 3)}T${part(ms).h}:${part(ms).m}:00`,
      "yyyy-ooo'T'HH:mm:ss",
      'UTC, assumed',
    ],
  ])('reads %s', async (_, time, format, zone) => {
    const { times, rows, table } = await readTable(spelled(ROWS, { time }));
    expect(times.map(Math.round)).toEqual(RIGHT.times);
    expect(rows).toEqual(RIGHT.rows);
    expect(table.format.facts.time).toMatchObject({ format, zone, stepMs: 10 * MINUTE });
  });

  it('reads a comma before the milliseconds, in quotes or between semicolons', async () => {
    const time = (ms: number) => `${isoTime(ms)},250`;
    const { times } = await readTable(spelled(ROWS, { separator: ';', time }));
    expect(times).toEqual(RIGHT.times.map((each) => each + 250));
  });

  it('reads Excel serial days to the millisecond that their digits allow', async () => {
    const { times, assumed } = await readTable(
      spelled(ROWS, { header: 'Date,a,b', time: (ms) => (ms / 86_400_000 + 25_569).toFixed(6) }),
    );
    for (const [i, time] of times.entries()) expect(Math.abs(time - timeAt(i))).toBeLessThan(87);
    expect(assumed).toContain("the numbers of 'Date' are Excel serial days");
  });

  it.each([
    ['a date and a time', 'no,Date,UTC Time,a,b', (ms: number) => isoTime(ms).split(' ')],
    [
      'a date and a time with points',
      'no,Date,Time,a,b',
      (ms: number) => [`${part(ms).d}/${part(ms).M}/${part(ms).y}`, `${part(ms).h}.${part(ms).m}.${part(ms).s}`],
    ],
    [
      'a date in words and a time',
      'no,Day,Time,a,b',
      (ms: number) => [`${part(ms).d} Mar 2024`, isoTime(ms).slice(11)],
    ],
    [
      'year, month, day, hour, minute',
      'no,year,month,day,hour,minute,a,b',
      (ms: number) =>
        Object.values(part(ms))
          .slice(0, 5)
          .map((each) => String(Number(each))),
    ],
  ])('joins %s in columns of their own', async (_, header, time) => {
    const lines = wandering(ROWS).map(([a, b], i) => [1000 + i, ...time(timeAt(i)), a, b].join(';'));
    const { times, names, rows, table } = await readTable([header.replaceAll(',', ';'), ...lines, ''].join('\n'));
    expect(times).toEqual(RIGHT.times);
    expect(rows).toEqual(RIGHT.rows);
    expect(names).toEqual(['a', 'b']);
    expect(table.dropped).toMatchObject([{ name: 'no', why: 'numbers the rows' }]);
  });

  it('reads months alone, weeks and years with two digits in front', async () => {
    const months = Array.from({ length: 40 }, (_, i) => `${1950 + Math.floor(i / 12)}-${pad((i % 12) + 1)},${i % 7}.5`);
    const { times, table } = await readTable(['Month,passengers', ...months, ''].join('\n'));
    expect(times[13]).toBe(Date.UTC(1951, 1, 1));
    expect(table.format.facts.time).toMatchObject({ format: 'yyyy-MM' });
    const weeks = Array.from({ length: 40 }, (_, i) => `2024-W${pad(i + 1)}-1,${i % 7}.5`);
    expect((await readTable(['week,a', ...weeks, ''].join('\n'))).times[1]).toBe(Date.UTC(2024, 0, 8));
    const { times: short } = await readTable(spelled(ROWS, { time: (ms) => isoTime(ms).slice(2) }));
    expect(short).toEqual(RIGHT.times);
  });

  it('refuses times of day without a date, and says so', async () => {
    await expect(readTable(spelled(ROWS, { time: (ms) => isoTime(ms).slice(11) }))).rejects.toThrow(
      /column 'time' has times of day, and no column has their dates/,
    );
  });

  it('joins a date and an hour that counts to 24', async () => {
    const lines = Array.from(
      { length: 72 },
      (_, i) => `${isoTime(START + Math.floor(i / 24) * 86_400_000).slice(0, 10)},${(i % 24) + 1},${(i * 7) % 5}.5`,
    );
    const { times } = await readTable(['Date,Hour,load', ...lines, ''].join('\n'));
    expect(times).toEqual(Array.from({ length: 72 }, (_, i) => START + (i + 1) * 60 * MINUTE));
  });

  const slashes = (first: 'M' | 'd') => (ms: number) => {
    const { d, M, y, h, m } = part(ms);
    return `${first === 'M' ? `${M}/${d}` : `${d}/${M}`}/${y} ${h}:${m}`;
  };

  it('tells day from month by a day above 12, however late it comes in the first rows', async () => {
    for (const first of ['M', 'd'] as const) {
      const text = spelled(2000, { time: slashes(first) });
      const { times, assumed } = await readTable(text);
      expect(times.at(-1)).toBe(timeAt(1999));
      expect(assumed).not.toContain('comes first');
    }
  });

  it('tells day from month by even steps where no day is above 12', async () => {
    for (const first of ['M', 'd'] as const) {
      const { times, table } = await readTable(spelled(900, { time: slashes(first) }));
      expect(times).toEqual(Array.from({ length: 900 }, (_, i) => timeAt(i)));
      expect(table.format.facts.time).toMatchObject({ why: expect.stringContaining('even steps') });
    }
  });

  it('says what it took for the month where nothing decides, and --time-format mends it', async () => {
    const text = spelled(30, { time: slashes('d') });
    const { times, assumed } = await readTable(text);
    expect(times[0]).toBe(Date.UTC(2024, 0, 3));
    expect(assumed).toContain("in '01/03/2024 00:00' the month comes first");
    const format = /--time-format '([^']+)'/.exec(assumed)?.[1] as string;
    expect((await readTable(text, { timeFormat: format })).times).toEqual(RIGHT.times.slice(0, 30));
  });

  it('stops where a later row shows that month and day were taken for each other, and the option mends it', async () => {
    // one day for longer than is looked at, and then the 13th
    const rows = 9000;
    const time = (_: number, i: number) =>
      slashes('d')(i < 8000 ? Date.UTC(2024, 3, 3) + i * 1000 : Date.UTC(2024, 3, 13) + i * 1000);
    const text = spelled(rows, { time: (ms, i) => `${time(ms, i)}:${pad(i % 60)}` });
    await expect(readTable(text)).rejects.toThrow(
      /'13\/04\/2024 \d\d:\d\d:\d\d' is none: --time-format 'dd\/MM\/yyyy HH:mm:ss' reads it/,
    );
    const { times } = await readTable(text, { timeFormat: 'dd/MM/yyyy HH:mm:ss' });
    expect(times).toHaveLength(rows);
  });

  it('reads AM and PM, noon and midnight', async () => {
    const time = (ms: number) => new Date(ms).toLocaleString('en-US', { timeZone: 'UTC' });
    expect((await readTable(spelled(ROWS, { separator: ';', time }))).times).toEqual(RIGHT.times);
  });

  it('assumes UTC and says so, and takes --zone with its summer time', async () => {
    const local = (ms: number) => new Date(ms).toLocaleString('sv-SE', { timeZone: 'Europe/Berlin' });
    const start = Date.UTC(2024, 9, 26, 20);
    const text = [
      'time,a',
      ...Array.from({ length: 60 }, (_, i) => `${local(start + i * 10 * MINUTE)},${i % 7}.5`),
      '',
    ].join('\n');
    const plain = await readTable(text);
    expect(plain.assumed).toContain('the times say no zone: UTC; --zone Europe/Berlin names another');
    expect(plain.warnings).toMatch(
      /1 row older than the row before, by up to 50 min .*: clocks set back in autumn.*--zone/,
    );
    const { times, assumed, warnings } = await readTable(text, { zone: 'Europe/Berlin' });
    expect(times).toEqual(Array.from({ length: 60 }, (_, i) => start + i * 10 * MINUTE));
    expect(assumed).toBe('');
    expect(warnings).toBe('');
  });

  it('takes the zone that the header names', async () => {
    const { times, table } = await readTable(spelled(ROWS, { separator: ';', header: 'Date Time, GMT+02:00;a;b' }));
    expect(times[0]).toBe(START - 120 * MINUTE);
    expect(table.format.facts.time).toMatchObject({ zone: expect.stringContaining('as the header says') });
  });

  it('refuses a zone that there is not', async () => {
    await expect(readTable(spelled(5), { zone: 'Berlin' })).rejects.toThrow("received 'Berlin'");
  });

  it('takes a number of seconds since a start by its name, and says that there is no date', async () => {
    const { times, assumed } = await readTable(
      spelled(ROWS, { header: 'elapsed_s,a,b', time: (_, i) => String(i / 10) }),
    );
    expect(times.slice(0, 3)).toEqual([0, 100, 200]);
    expect(assumed).toContain("'elapsed_s' is seconds since the start, counted from 1970-01-01 00:00 UTC");
  });
});

describe('the column of times', () => {
  const table = (header: string, cells: (i: number) => string) =>
    [header, ...Array.from({ length: ROWS }, (_, i) => cells(i)), ''].join('\n');

  it.each<[string, string, (i: number) => string, string]>([
    ['a date that stays', 'install_date,stamp,a', (i) => `2019-05-01,${isoTime(timeAt(i))},${i % 7}.5`, 'stamp'],
    ['a name with date in it', 'update_count,epoch,a', (i) => `${i % 5},${timeAt(i) / 1000},${i % 7}.5`, 'epoch'],
    [
      'a name with time in it',
      'run_time,when,a',
      (i) => `${(i / 100).toFixed(2)},${isoTime(timeAt(i))},${i % 7}.5`,
      'when',
    ],
    [
      'times that jump',
      'last_service,stamp,a',
      (i) => `${isoTime(timeAt((i * 37) % ROWS))},${isoTime(timeAt(i))},${i % 7}.5`,
      'stamp',
    ],
    ['a number under any name', 'b,a', (i) => `${timeAt(i)},${i % 7}.5`, 'b'],
    ['one behind the values', 'a,z', (i) => `${i % 7}.5,${isoTime(timeAt(i))}`, 'z'],
    [
      'a date that is coarser',
      'date,logged,a',
      (i) => `${isoTime(timeAt(i)).slice(0, 10)},${isoTime(timeAt(i))},${i % 7}.5`,
      'logged',
    ],
  ])('is chosen by what is in it, not by %s', async (_, header, cells, name) => {
    const { table: read, times } = await readTable(table(header, cells));
    expect(read.format.facts.time).toMatchObject({ columns: [name] });
    expect(times).toEqual(RIGHT.times);
  });

  it('tells why it took one and left the others', async () => {
    const { table: read, warnings } = await readTable(
      table('install_date,stamp,a', (i) => `2019-05-01,${isoTime(timeAt(i))},${i % 7}.5`),
    );
    expect(read.format.facts.time).toMatchObject({
      why: expect.stringMatching(/100 % of its cells read as yyyy-MM-dd HH:mm:ss, 100 % of them differ/),
    });
    expect(warnings).toContain("'install_date' is '2019-05-01' in all of the first 150 rows");
  });

  it('can be named, and is refused without readable times', async () => {
    const text = table('created,stamp,a', (i) => `${isoTime(timeAt(i + 5))},${isoTime(timeAt(i))},${i % 7}.5`);
    expect((await readTable(text, { time: 'created' })).times[0]).toBe(timeAt(5));
    expect((await readTable(text, { time: 'stamp' })).times[0]).toBe(timeAt(0));
    await expect(readTable(text, { time: 'a' })).rejects.toThrow(
      /column 'a' has no times that can be read: '0.5' is none; name another with --time/,
    );
    await expect(readTable(text, { time: 'when' })).rejects.toThrow(
      "no column 'when': its columns are created, stamp, a",
    );
  });

  it('is not there: the refusal names what came near', async () => {
    const text = table('state,a', (i) => `x${i % 3},${i % 7}.5`);
    await expect(readTable(text)).rejects.toThrow(/none of its columns \(state, a\) holds times.*--time/);
  });

  it('takes times in a format that a person names', async () => {
    const text = table(
      't,a',
      (i) => `${part(timeAt(i)).d}=${part(timeAt(i)).M}=24 ${part(timeAt(i)).h}h${part(timeAt(i)).m},${i % 7}.5`,
    );
    await expect(readTable(text)).rejects.toThrow('--time-format');
    expect((await readTable(text, { timeFormat: "dd=MM=yy HH'h'mm" })).times).toEqual(RIGHT.times);
    await expect(readTable(text, { timeFormat: 'dd.MM' })).rejects.toThrow(
      "none of its columns reads as 'dd.MM', which '--time-format' names: its first row is 01=03=24 00h00, 0.5",
    );
  });

  it('leaves rows without a readable time out, and counts them', async () => {
    const text = `${spelled(ROWS)}Total,123,5\n2024-99-99 00:00:00,1,2\n`;
    const { rows, warnings } = await readTable(text);
    expect(rows).toHaveLength(ROWS);
    expect(warnings).toContain("2 rows without a readable time left out (the first: 'Total')");
  });
});

describe('the order of rows', () => {
  it('turns a table with the newest rows first round, and says so', async () => {
    const lines = spelled(9000).trim().split('\n');
    const text = [lines[0], ...lines.slice(1).reverse(), ''].join('\n');
    const { times, rows, table } = await readTable(text);
    expect(times).toEqual(Array.from({ length: 9000 }, (_, i) => timeAt(i)));
    expect(rows).toEqual(wandering(9000));
    expect(table.format.recognised).toContain('the newest first: read the other way round');
  });

  it('says that rows are not sorted, and that times repeat', async () => {
    const lines = spelled(ROWS).trim().split('\n');
    [lines[20], lines[40]] = [lines[40] as string, lines[20] as string];
    lines.splice(100, 0, lines[99] as string);
    const { warnings } = await readTable(lines.join('\n'));
    expect(warnings).toMatch(
      /2 rows older than the row before, by up to 3\.17 h \(the first: .*\): sort the file by time/,
    );
    expect(warnings).toContain('1 row with the same time as the row before');
  });

  it('reads rows in no order at all, and says so', async () => {
    const lines = spelled(ROWS).trim().split('\n');
    const shuffled = lines.slice(1).map((_, i, all) => all[(i * 37) % ROWS] as string);
    const { warnings, rows } = await readTable([lines[0], ...shuffled].join('\n'));
    expect(rows).toHaveLength(ROWS);
    expect(warnings).toMatch(/\d+ rows older than the row before/);
  });
});

describe('columns', () => {
  const table = (header: string, cells: (i: number) => string, rows = ROWS) =>
    [`time,${header}`, ...Array.from({ length: rows }, (_, i) => `${isoTime(timeAt(i))},${cells(i)}`), ''].join('\n');

  it('reads units in the cells, and knows them', async () => {
    const { table: read, rows } = await readTable(table('a,b', (i) => `${i % 9}.25 °C,${i % 8} %`));
    expect(read.channels).toEqual([
      { name: 'a', kind: 'gauge', unit: '°C' },
      { name: 'b', kind: 'gauge', unit: '%' },
    ]);
    expect(rows[10]).toEqual([1.25, 2]);
  });

  it('takes another unit than the column has for no number, and counts it', async () => {
    const { rows, warnings } = await readTable(table('a', (i) => (i === 7 ? '900 W' : `${i % 9}.5 kW`)));
    expect(rows[7]).toEqual([Number.NaN]);
    expect(warnings).toContain("'a' has 1 cell that is no number (row 8: '900 W'): missing");
  });

  it('maps switches to 0 and 1, and says which is which', async () => {
    const {
      table: read,
      rows,
      assumed,
    } = await readTable(
      table('pump,door,valve', (i) => `${i % 3 ? 'ON' : 'OFF'},${i % 2 === 0},${i % 5 ? 'open' : 'closed'}`),
    );
    expect(read.channels.map(({ kind }) => kind)).toEqual(['state', 'state', 'state']);
    expect(rows.slice(0, 3)).toEqual([
      [0, 1, 0],
      [1, 0, 1],
      [1, 1, 1],
    ]);
    expect(assumed).toContain("'pump' is 0 for off and 1 for on");
  });

  it('knows counters, row numbers, ids, labels, text and empty columns, and tells of all that it leaves out', async () => {
    const { table: read, warnings } = await readTable(
      table(
        'seq,machine_id,label,site,note,energy_kwh,flow',
        (i) => `${i + 1},7,${i === 50 ? 1 : 0},hall,,${1000 + Math.floor(i / 3)},${i % 7}.5`,
      ),
    );
    expect(read.channels.map(({ name, kind }) => [name, kind])).toEqual([
      ['energy_kwh', 'counter'],
      ['flow', 'gauge'],
    ]);
    expect(Object.fromEntries(read.dropped.map(({ name, why }) => [name, why]))).toEqual({
      seq: 'numbers the rows',
      machine_id: 'has numbers that identify, by its name',
      label: 'has labels, by its name',
      site: "is text ('hall')",
      note: 'is empty in the first 150 rows',
    });
    for (const name of ['seq', 'machine_id', 'label', 'site', 'note']) expect(warnings).toContain(`'${name}'`);
    expect(warnings).toContain('--columns takes them all the same');
  });

  it('takes the columns that are asked for, in that order, also those that it would leave out', async () => {
    const text = table('seq,mode,flow', (i) => `${i + 1},${i % 2 ? 'heating' : 'idle'},${i % 7}.5`);
    const { names, rows, table: read, assumed } = await readTable(text, { columns: ['mode', 'seq'] });
    expect(names).toEqual(['mode', 'seq']);
    expect(rows[1]).toEqual([0, 2]);
    expect(assumed).toContain("'mode' is 0 for heating and 1 for idle");
    expect(read.dropped).toEqual([{ name: 'flow', column: 3, why: 'was not asked for' }]);
    await expect(readTable(text, { columns: ['gone'] })).rejects.toThrow(
      "no column 'gone': its columns are time, seq, mode, flow",
    );
    await expect(readTable(text, { columns: ['time'] })).rejects.toThrow("'time' has the times");
  });

  it('counts cells that are no numbers, from row 10,000 on too, and says where the first is', async () => {
    const { rows, warnings } = await readTable(
      table('a', (i) => (i >= 10_000 && i % 2 ? 'fault' : `${i % 9}.5`), 10_100),
    );
    expect(rows).toHaveLength(10_100);
    expect(warnings).toContain("'a' has 50 cells that are no numbers (row 10002: 'fault'): missing");
  });

  it('refuses a table without a column of numbers, and --columns mends it', async () => {
    const text = table('site,seq', (i) => `hall,${i}`);
    await expect(readTable(text)).rejects.toThrow(
      /no column of numbers beside the times: 'site' is text \('hall'\), 'seq' numbers the rows; --columns/,
    );
    expect((await readTable(text, { columns: ['seq'] })).rows[3]).toEqual([3]);
    await expect(readTable(text, { columns: ['site'] })).rejects.toThrow(
      "column 'site' has no numbers: received 'hall'",
    );
  });

  it('refuses channels that never have a value', async () => {
    const text = table('a,b', (i) => `,${i % 7}.5`);
    await expect(readTable(text, { columns: ['a'] })).rejects.toThrow(
      /none of its channels \(a\) has a value in any row; --columns takes others/,
    );
  });

  it('tells of a number that looks like a mark for missing, and --missing takes it so', async () => {
    const text = table('a,b', (i) => `${i % 20 === 7 ? -9999 : `${i % 9}.5`},${i % 6}.25`);
    const { rows, warnings } = await readTable(text);
    expect(rows[7]).toEqual([-9999, 1.25]);
    expect(warnings).toContain(
      "'a' is -9999 in 8 of the first rows: if that stands for a missing value, --missing -9999 takes it so",
    );
    const mended = await readTable(text, { missing: [-9999] });
    expect(mended.rows[7]).toEqual([Number.NaN, 1.25]);
    expect(mended.warnings).toBe('8 values missing: taken to be as forecast');
  });

  it('knows words for missing values', async () => {
    const words = ['', 'NaN', 'N/A', 'null', '-', 'unavailable', '#DIV/0!', 'inf'];
    const { rows, warnings } = await readTable(table('a', (i) => words[i] ?? `${i % 7}.5`));
    expect(rows.slice(0, words.length).flat().every(Number.isNaN)).toBe(true);
    expect(warnings).toContain('8 values missing: taken to be as forecast');
  });
});

describe('several tables in one file', () => {
  it('passes over headers that come again and comments between', async () => {
    const lines = spelled(ROWS).trim().split('\n');
    lines.splice(50, 0, '', '# next page', lines[0] as string);
    const { rows, warnings } = await readTable(lines.join('\n'));
    expect(rows).toEqual(RIGHT.rows);
    expect(warnings).toBe('');
  });

  it('leaves a table with other columns out, and says so', async () => {
    const { rows, warnings } = await readTable(`${spelled(ROWS)}\nzone,humidity\nwest,55\neast,56\n`);
    expect(rows).toHaveLength(ROWS);
    expect(warnings).toContain('1 other table in the same file left out (zone, humidity; 2 rows)');
  });

  it('says that a table stands in front of the one that it reads', async () => {
    const front = ['time,flow', ...Array.from({ length: 20 }, (_, i) => `${isoTime(timeAt(i))},${i}.5`), ''].join('\n');
    const { names, warnings } = await readTable(`${front}\n${spelled(ROWS)}`);
    expect(names).toEqual(['temperature', 'pressure']);
    expect(warnings).toContain('20 rows in front of the header look like another table and are not read');
  });

  it('does not take the values of another column for those of its own', async () => {
    const { rows, warnings } = await readTable(`${spelled(ROWS)}\ntime,flow,level\n${isoTime(timeAt(500))},900,901\n`);
    expect(rows).toEqual(RIGHT.rows);
    expect(warnings).toContain('1 other table in the same file left out (time, flow, level; 1 row)');
  });

  it('follows the same columns in another order', async () => {
    const { rows } = await readTable(
      `${spelled(ROWS)}\ntime,pressure,temperature\n${isoTime(timeAt(ROWS))},2.5,21.5\n`,
    );
    expect(rows.at(-1)).toEqual([21.5, 2.5]);
  });
});

describe('long tables', () => {
  const pair = (i: number) => wandering(300)[i] as [number, number];

  it('joins the entities of Home Assistant, one after the other, with times of their own, and holds what does not change', async () => {
    const lines = [0, 1].flatMap((entity) =>
      Array.from({ length: 300 }, (_, i) =>
        entity === 1 && i % 3
          ? []
          : [
              `sensor.${'ab'[entity]},${i === 9 && entity === 0 ? 'unavailable' : pair(i)[entity as 0 | 1]},${new Date(timeAt(i) + 1500 * entity + i).toISOString()}`,
            ],
      ).flat(),
    );
    const { names, times, rows, table, assumed } = await readTable(
      ['entity_id,state,last_changed', ...lines, ''].join('\n'),
    );
    expect(names).toEqual(['sensor.a', 'sensor.b']);
    expect(table.format.recognised).toContain('Home Assistant');
    expect(times).toHaveLength(300);
    expect(rows[9]).toEqual([Number.NaN, pair(9)[1]]);
    expect(rows[10]).toEqual([pair(10)[0], pair(9)[1]]);
    expect(assumed).toContain(
      "rows belong to 2 series by 'entity_id': they are joined to one row a moment; a value lasts until the next one",
    );
  });

  it.each([
    [
      'by time',
      (rows: string[][]) => Array.from({ length: 300 }, (_, i) => rows.map((each) => each[i] as string)).flat(),
    ],
    ['one after the other', (rows: string[][]) => rows.flat()],
    ['one after the other, the newest first', (rows: string[][]) => rows.flatMap((each) => [...each].reverse())],
    [
      'by time, the newest first',
      (rows: string[][]) =>
        Array.from({ length: 300 }, (_, i) => rows.map((each) => each[i] as string))
          .reverse()
          .flat(),
    ],
  ])('joins the fields and hosts of InfluxDB that stand %s', async (_, order) => {
    const series = [0, 1].map((field) =>
      Array.from(
        { length: 300 },
        (_, i) =>
          `,,${field},2024-01-01T00:00:00Z,2025-01-01T00:00:00Z,${new Date(timeAt(i)).toISOString()},${pair(i)[field as 0 | 1]},${['t', 'p'][field]},weather,h1`,
      ),
    );
    const head =
      '#group,false\n#datatype,string,long\n#default,mean,\n,result,table,_start,_stop,_time,_value,_field,_measurement,host';
    const { names, times, rows, table } = await readTable([head, ...order(series), ''].join('\n'));
    const columns = names[0] === 't' ? [0, 1] : [1, 0];
    expect([...names].sort()).toEqual(['p', 't']);
    expect(times).toEqual(Array.from({ length: 300 }, (_, i) => timeAt(i)));
    expect(rows.map((row) => columns.map((at) => row[at]))).toEqual(wandering(300));
    expect(table.format.facts.long).toMatchObject({ shape: 'InfluxDB', series: 2 });
  });

  it('joins annotated tables of InfluxDB that follow each other, the columns in another order', async () => {
    const one = [
      '#datatype,string,long,dateTime:RFC3339,double,string',
      ',result,table,_time,_value,_field',
      ...Array.from({ length: 300 }, (_, i) => `,,0,${new Date(timeAt(i)).toISOString()},${pair(i)[0]},t`),
    ];
    const two = [
      '',
      '#datatype,string,long,double,string,dateTime:RFC3339',
      ',result,table,_value,_field,_time',
      ...Array.from({ length: 300 }, (_, i) => `,,1,${pair(i)[1]},p,${new Date(timeAt(i)).toISOString()}`),
    ];
    const { names, rows } = await readTable([...one, ...two, ''].join('\r\n'));
    expect(names).toEqual(['t', 'p']);
    expect(rows).toEqual(wandering(300));
  });

  it('finds a column that tells series apart by times that repeat, with several values each', async () => {
    const lines = Array.from({ length: 300 }, (_, i) =>
      ['north', 'south'].map((site, s) => `${isoTime(timeAt(i))},${site},${pair(i)[0] + s},${pair(i)[1]}`),
    ).flat();
    const { names, rows } = await readTable(['when,site,t,p', ...lines, ''].join('\n'));
    expect(names).toEqual(['north t', 'north p', 'south t', 'south p']);
    expect(rows[5]).toEqual([pair(5)[0], pair(5)[1], pair(5)[0] + 1, pair(5)[1]]);
  });

  it('leaves series of text out, maps those of switches, and takes those that are asked for', async () => {
    const lines = Array.from({ length: 100 }, (_, i) => [
      `sensor.t,${pair(i)[0]},${isoTime(timeAt(i))}`,
      `switch.pump,${i % 2 ? 'on' : 'off'},${isoTime(timeAt(i))}`,
      `sensor.mode,${['eco', 'comfort', 'away'][i % 3]},${isoTime(timeAt(i))}`,
    ]).flat();
    const text = ['entity_id,state,last_changed', ...lines, ''].join('\n');
    const { names, rows, warnings } = await readTable(text);
    expect(names).toEqual(['sensor.t', 'switch.pump']);
    expect(rows[1]).toEqual([pair(1)[0], 1]);
    expect(warnings).toContain("'sensor.mode' is text ('eco', 'comfort')");
    expect((await readTable(text, { columns: ['switch.pump'] })).rows[1]).toEqual([1]);
    await expect(readTable(text, { columns: ['sensor.gone'] })).rejects.toThrow(
      /no series 'sensor.gone': its series are sensor.t, switch.pump, sensor.mode/,
    );
  });

  it('does not take a table with a column of text for a long one', async () => {
    const lines = Array.from(
      { length: ROWS },
      (_, i) => `${isoTime(timeAt(i))},${['a', 'b', 'c'][i % 3]},${pair(i)[0]},${pair(i)[1]}`,
    );
    const { names, rows } = await readTable(['time,operator,t,p', ...lines, ''].join('\n'));
    expect(names).toEqual(['t', 'p']);
    expect(rows).toEqual(RIGHT.rows);
  });
});

describe('openTable()', () => {
  it('can be read twice, and tells how far it is', async () => {
    const table = await openTable(memoryTable(spelled(9000)));
    const read = async () => {
      let rows = 0;
      for await (const batch of table.batches()) rows += batch.rows;
      return [rows, table.spanMs, table.progress.read];
    };
    expect(await read()).toEqual(await read());
    expect(table.progress.read).toBe(table.progress.bytes);
    expect(table.format.facts).toMatchObject({ rows: 9000, spanMs: 8999 * 10 * MINUTE });
  });

  it('reads a Blob as a browser gives it', async () => {
    const table = await openTable(blobTable(new Blob([spelled(ROWS)]), 'a.csv'));
    const rows: number[][] = [];
    for await (const { values } of table.rows()) rows.push([...values]);
    expect(rows).toEqual(RIGHT.rows);
  });

  it('refuses options of the wrong kind', async () => {
    const file = memoryTable(spelled(5));
    await expect(openTable(file, { decimal: ';' as '.' })).rejects.toThrow(RangeError);
    await expect(openTable(file, { columns: 'a' as never })).rejects.toThrow(TypeError);
    await expect(openTable(file, { zone: 3 as never })).rejects.toThrow(TypeError);
  });
});
