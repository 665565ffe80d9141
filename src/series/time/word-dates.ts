// Dates with words in them, weeks, days of the year, and formats that a person names: luxon reads them, by parsers that
// are made once a column.
import { DateTime, type TokenParser } from 'luxon';
import { unusable } from '../text/table-error.js';

/** Reads a text as the time on the clock that wrote it. */
export interface FormatReader {
  readonly format: string;
  /** Ms since 1970 and the minutes ahead of UTC, NaN where the text does not say. Null for a text of another format. */
  read(text: string): { readonly localMs: number; readonly offsetMinutes: number } | null;
}

const DATES = [
  'd MMM yyyy',
  'd-MMM-yyyy',
  'd/MMM/yyyy',
  'd. MMM yyyy',
  'd MMM yy',
  'd-MMM-yy',
  'MMM d, yyyy',
  'MMM d yyyy',
  'yyyy MMM d',
  'yyyy-MMM-d',
];
const CLOCKS = [
  '',
  ' H:mm',
  ' H:mm:ss',
  ' H:mm:ss.SSS',
  ' h:mm a',
  ' h:mm:ss a',
  ', H:mm',
  ', H:mm:ss',
  ', h:mm a',
  ', h:mm:ss a',
];
const OTHERS = [
  'd/MMM/yyyy:H:mm:ss ZZZ',
  'd MMM yyyy H:mm:ss ZZZ',
  'MMM d yyyy H:mm:ss ZZZ',
  'MMM d H:mm:ss yyyy',
  'MMM d H:mm:ss ZZZ yyyy',
  "kkkk-'W'WW-c",
  "kkkk-'W'WW-c'T'HH:mm",
  "kkkk-'W'WW-c'T'HH:mm:ss",
  "kkkk-'W'WW",
  'yyyy-ooo',
  "yyyy-ooo'T'HH:mm:ss",
  'H:mm d MMM yyyy',
  'H:mm:ss d MMM yyyy',
];
const LOCALES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt'];

/** The formats that read all of these texts, the first that does. Null for none. */
export function wordFormat(texts: readonly string[]): FormatReader | null {
  const first = texts[0];
  if (first === undefined || first.length > 64 || !/\d.*\D.*\d/.test(first)) return null;
  const week = /^\d{4}-(?:W\d{2}|\d{3}(?!\d))/.test(first.trim());
  if (!week && !/\p{L}{3}/u.test(first)) return null;
  const formats = [...DATES.flatMap((date) => CLOCKS.map((clock) => date + clock)), ...OTHERS];
  for (const locale of week ? ['en'] : LOCALES) {
    for (const month of ['MMM', 'MMMM']) {
      for (const format of formats) {
        const reader = readerOf(format.replace('MMM', month), locale);
        if (texts.every((text) => reader.read(text) !== null)) return reader;
      }
    }
  }
  return null;
}

/**
 * Text without the name of the weekday, which says nothing that the date does not. A word that no other follows is the
 * month.
 */
function withoutWeekday(text: string): string {
  return text.trim().replace(/^\p{L}{2,10}\.?,?\s+(?=.*\p{L}{3})/u, '');
}

const READERS = new Map<string, FormatReader>();

function readerOf(format: string, locale: string): FormatReader {
  const key = `${locale} ${format}`;
  const reader = READERS.get(key) ?? newReader(format, locale);
  READERS.set(key, reader);
  return reader;
}

function newReader(format: string, locale: string): FormatReader {
  const parser = DateTime.buildFormatParser(format, { locale });
  const says = /Z/.test(format);
  return {
    format,
    read(text) {
      const time = parsed(withoutWeekday(text), parser, locale);
      if (!time.isValid) return null;
      return { localMs: time.toMillis() + time.offset * 60_000, offsetMinutes: says ? time.offset : Number.NaN };
    },
  };
}

function parsed(text: string, parser: TokenParser, locale: string): DateTime {
  return DateTime.fromFormatParser(text, parser, { locale, zone: 'utc', setZone: true });
}

/** The format that a person named, in luxon's letters. Throws SluiceError DATA_UNUSABLE where it is none. */
export function namedFormat(format: string): FormatReader {
  try {
    const reader = readerOf(format, 'en');
    reader.read('');
    return reader;
  } catch (cause) {
    throw unusable(
      `'--time-format' must be a format such as 'dd/MM/yyyy HH:mm:ss': received '${format}' (${cause instanceof Error ? cause.message : cause})`,
    );
  }
}
