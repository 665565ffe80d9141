import { describe, expect, it } from 'vitest';
import { readCsv } from '#src/series/csv.js';
import { parseTime } from '#src/series/time.js';

describe('parseTime()', () => {
  it.each([
    ['2014-07-01 00:30:00', Date.UTC(2014, 6, 1, 0, 30)],
    ['2014-07-01T00:30', Date.UTC(2014, 6, 1, 0, 30)],
    ['2014-07-01T00:30:00.250+02:00', Date.UTC(2014, 5, 30, 22, 30, 0, 250)],
    ['2014-07-01', Date.UTC(2014, 6, 1)],
    ['1404174600', 1_404_174_600_000],
    ['1404174600000', 1_404_174_600_000],
    ['1404174600.5', 1_404_174_600_500],
    ['1404174600123456', 1_404_174_600_123.456],
    ['1404174600123456789', 1_404_174_600_123.4568],
    ['-1404174600123456', -1_404_174_600_123.456],
  ])('reads %s', (text, ms) => expect(parseTime(text)).toBeCloseTo(ms, 3));

  it.each(['', 'noon', '12:30', '2014-13-01', '2014/07/01', 'NaN', '20000000000000', '20000000000000000000'])(
    "does not read '%s'",
    (text) => expect(parseTime(text)).toBeNull(),
  );
});

describe('readCsv()', () => {
  it('finds the column of times and those of numbers, whatever their order', () => {
    const { columns, times, rows, warnings } = readCsv(
      'machine,pump,when,"furnace, left"\na,1.5,2020-01-01 00:00:00,-2\na,2.5,2020-01-01 00:05:00,\n',
    );
    expect(columns).toEqual(['pump', 'furnace, left']);
    expect([...times]).toEqual([Date.UTC(2020, 0, 1), Date.UTC(2020, 0, 1, 0, 5)]);
    expect(rows.map((row) => [...row])).toEqual([
      [1.5, -2],
      [2.5, Number.NaN],
    ]);
    expect(warnings).toEqual(['1 values are missing or no numbers: they are taken to be as forecast']);
  });

  it('takes numbers for times only where the name says so, or the column is named', () => {
    expect(readCsv('epoch,a\n1404174600,1\n1404174660,2\n').columns).toEqual(['a']);
    expect(readCsv('b,a\n1404174600,1\n1404174660,2\n', { time: 'b' }).columns).toEqual(['a']);
    expect(() => readCsv('b,a\n1404174600,1\n1404174660,2\n')).toThrow(
      'none of its columns (b, a) holds times: name one with --time',
    );
  });

  it('leaves rows without a readable time out, and says so', () => {
    const { times, warnings } = readCsv('time,a\n2020-01-01,1\nsoon,2\n2020-01-02,3\n', { time: 'time' });
    expect(times).toHaveLength(2);
    expect(warnings).toEqual(['1 rows without a readable time are left out']);
  });

  it.each([
    ['', 'it needs a header and at least one row'],
    ['time,a\n', 'it needs a header and at least one row'],
    ['time\n2020-01-01\n', 'it has no column of numbers beside the times'],
    ['time,a\n"2020-01-01,1\n', 'Cannot read the series'],
  ])('tells in a sentence what is wrong with %j', (text, why) => {
    expect(() => readCsv(text)).toThrow(why);
  });

  it('names the columns where the one asked for is not there', () => {
    expect(() => readCsv('time,a\n2020-01-01,1\n', { time: 'when' })).toThrow(
      "no column 'when': its columns are time, a",
    );
  });
});
