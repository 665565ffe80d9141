// Dates in digits. The reader is held to what luxon reads by named formats, over generated times.
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { type DateOrder, DateText } from '#src/series/time/date-text.js';
import { random } from '../../support/random.js';

/** What is written by a format, which order reads it, and whether it has fractions of a second. */
const FORMATS: readonly (readonly [format: string, order: DateOrder])[] = [
  ['yyyy-MM-dd HH:mm:ss', 'ymd'],
  ["yyyy-MM-dd'T'HH:mm:ss.SSS", 'ymd'],
  ["yyyy-MM-dd'T'HH:mm:ss.SSSZZ", 'ymd'],
  ['yyyy-MM-dd HH:mm:ssZZZ', 'ymd'],
  ['yyyy-MM-dd HH:mm:ss ZZ', 'ymd'],
  ['yyyy-MM-dd HH:mm:ss,SSS', 'ymd'],
  ['yyyy/MM/dd HH:mm', 'ymd'],
  ['yyyy.MM.dd HH:mm:ss', 'ymd'],
  ['yyyy-M-d H:mm', 'ymd'],
  ['yyyyMMdd', 'ymd'],
  ['yyyyMMddHHmmss', 'ymd'],
  ["yyyyMMdd'T'HHmmss", 'ymd'],
  ['yyyyMMdd HHmm', 'ymd'],
  ['dd.MM.yyyy HH:mm:ss', 'dmy'],
  ['d.M.yyyy H:mm', 'dmy'],
  ['dd.MM.yy HH:mm', 'dmy'],
  ['dd/MM/yyyy HH:mm:ss', 'dmy'],
  ['dd-MM-yyyy HH:mm:ss', 'dmy'],
  ['dd.MM.yyyy, HH:mm:ss', 'dmy'],
  ['dd/MM/yyyy HH.mm.ss', 'dmy'],
  ['MM/dd/yyyy hh:mm:ss a', 'mdy'],
  ['M/d/yy h:mm a', 'mdy'],
  ['M/d/yyyy, h:mm:ss a', 'mdy'],
  ['yy-MM-dd HH:mm:ss', 'ymd'],
];

describe('DateText.read()', () => {
  it.each(FORMATS)('reads %s as luxon does', (format, order) => {
    const next = random(11);
    const date = new DateText(order);
    for (let i = 0; i < 150; i++) {
      const ms = Math.floor(next() * 1.98e12) + Date.UTC(1971, 0, 1);
      const zone = /Z/.test(format) ? `UTC${next() > 0.5 ? '+' : '-'}${Math.floor(next() * 13)}:30` : 'utc';
      const text = DateTime.fromMillis(ms, { zone }).toFormat(format);
      const read = DateTime.fromFormat(text, format, { zone: 'utc', setZone: true });
      expect(date.read(text), text).toBe(true);
      const { localMs, offsetMinutes } = date;
      expect(localMs, text).toBe(read.toMillis() + read.offset * 60_000);
      if (/Z/.test(format)) expect(offsetMinutes, text).toBe(read.offset);
      else expect(offsetMinutes).toBeNaN();
    }
  });

  it.each([
    ['2024-03-01T12:30Z', 0, ''],
    ['2024-03-01 12:30 UTC', Number.NaN, 'UTC'],
    ['2024-03-01 12:30 Europe/Berlin', Number.NaN, 'Europe/Berlin'],
    ['2024-03-01 12:30 (CET)', Number.NaN, 'CET'],
    ['2024-03-01 12:30+01', 60, ''],
    ['2024-03-01 12:30 -0530', -330, ''],
    ['2024-03-01T12:30+01:00[Europe/Berlin]', 60, ''],
    ['2024-03-01 12:30 GMT+0100', 60, ''],
    ["'2024-03-01 12:30", Number.NaN, ''],
    [' 2024-03-01  12:30 ', Number.NaN, ''],
    ['2024-03-01_12:30', Number.NaN, ''],
  ])('reads the zone of %s', (text, offset, zone) => {
    const date = new DateText('ymd');
    expect(date.read(text)).toBe(true);
    expect(date.localMs).toBe(Date.UTC(2024, 2, 1, 12, 30));
    expect(date.offsetMinutes).toBe(offset);
    expect(date.zone).toBe(zone);
  });

  it('takes a day alone as its midnight, and 24:00 as the next one', () => {
    const date = new DateText('dmy');
    expect(date.read('29.02.2024')).toBe(true);
    expect([date.localMs, date.hasClock]).toEqual([Date.UTC(2024, 1, 29), false]);
    expect(date.read('29.02.2024 24:00')).toBe(true);
    expect(date.localMs).toBe(Date.UTC(2024, 2, 1));
  });

  it.each([
    '30.02.2024',
    '29.02.2023',
    '1.13.2024',
    '0.1.2024',
    '01.03.2024 25:00',
    '01.03.2024 12:60',
    '01.03.2024 13:00 PM',
    '01.03',
    '12:30',
    '20.358',
    '1,234.5',
    '192.168.1.1',
    'noon',
    '',
    '20241301',
    '01.03.2024 12:30:00 20.3',
    '01/03-2024',
  ])("does not read '%s'", (text) => expect(new DateText('dmy').read(text)).toBe(false));
});

describe('DateText.readClock()', () => {
  it.each([
    ['00:10:00.539', 600_539],
    ['18.00.00', 64_800_000],
    ['6:05 PM', 65_100_000],
    ['12:00 AM', 0],
    ['12:00 a.m.', 0],
  ])('reads %s', (text, ms) => {
    const date = new DateText('ymd');
    expect(date.readClock(text)).toBe(true);
    expect(date.localMs).toBe(ms);
  });

  it.each(['', '7', '24:01', 'x', '2024-03-01'])("does not read '%s'", (text) =>
    expect(new DateText('ymd').readClock(text)).toBe(false),
  );
});
