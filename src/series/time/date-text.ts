// Dates and times written in digits, in every order, read without a library: at 30 MB/s a date has a tenth of a
// microsecond. Tests hold this reader to what luxon reads by named formats. Dates with words in them are luxon's: see
// word-dates.ts.

/** Which number of a date comes first. A year of four digits in front is always read as year, month, day. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy';

const DAY_MS = 86_400_000;
const T = 84;
const Z = 90;
const [SPACE, PLUS, COMMA, MINUS, POINT, SLASH, COLON, UNDERSCORE] = [32, 43, 44, 45, 46, 47, 58, 95];

/** Reads one text after the other. What was read stands in its fields until the next one is read. */
export class DateText {
  readonly #order: DateOrder;
  /** The time on the clock that wrote it, ms since 1970 as if that clock stood at Greenwich. */
  localMs = 0;
  /** Minutes that clock is ahead of UTC; NaN where the text does not say. */
  offsetMinutes = Number.NaN;
  /** The name of a zone behind the time; '' for none. */
  zone = '';
  /** Whether there was a time of day; a date alone is its midnight. */
  hasClock = false;
  #at = 0;
  #digits = 0;

  constructor(order: DateOrder) {
    this.#order = order;
  }

  /** Whether the whole text is a date, with or without a time of day. */
  read(text: string): boolean {
    this.#begin(text);
    const days = this.#date(text);
    if (Number.isNaN(days)) return false;
    const clock = this.#afterDate(text);
    if (Number.isNaN(clock)) return false;
    this.localMs = days * DAY_MS + clock;
    return this.#ended(text);
  }

  /** Whether the whole text is a time of day; `localMs` is then that of 1970-01-01. */
  readClock(text: string): boolean {
    this.#begin(text);
    this.localMs = this.#clock(text);
    return !Number.isNaN(this.localMs) && this.#ended(text);
  }

  #begin(text: string): void {
    this.#at = 0;
    this.offsetMinutes = Number.NaN;
    this.zone = '';
    this.hasClock = false;
    const first = text.charCodeAt(0);
    if (first === 39 || first <= SPACE) this.#at = text.search(/[^\s']/); // a spreadsheet's apostrophe
    if (this.#at < 0) this.#at = text.length;
  }

  /** Days since 1970, NaN for no date. */
  #date(text: string): number {
    const a = this.#number(text, 14);
    const digits = this.#digits;
    if (digits >= 8) return this.#compact(a, digits);
    if (digits === 0 || (digits !== 4 && digits > 2)) return Number.NaN;
    const sign = text.charCodeAt(this.#at);
    if (sign !== MINUS && sign !== SLASH && sign !== POINT && sign !== SPACE) return Number.NaN;
    this.#at++;
    const b = this.#number(text, 2);
    if (this.#digits === 0) return Number.NaN;
    // 2024-03: the month alone is its first day
    if (digits === 4 && this.#at === text.length && (sign === MINUS || sign === SLASH)) return daysOf(a, b, 1);
    if (text.charCodeAt(this.#at) !== sign) return Number.NaN;
    this.#at++;
    const c = this.#number(text, 4);
    if (this.#digits === 0 || this.#digits === 3) return Number.NaN;
    if (digits === 4) return this.#digits <= 2 ? daysOf(a, b, c) : Number.NaN;
    if (this.#order === 'ymd') return this.#digits === 2 && digits === 2 ? daysOf(century(a), b, c) : Number.NaN;
    if (this.#digits === 1) return Number.NaN;
    const year = this.#digits === 2 ? century(c) : c;
    return this.#order === 'dmy' ? daysOf(year, b, a) : daysOf(year, a, b);
  }

  /** 20240301, 202403011530 and 20240301153000: the digits of a time of day are given back. */
  #compact(number: number, digits: number): number {
    if (digits !== 8 && digits !== 12 && digits !== 14) return Number.NaN;
    this.#at -= digits - 8;
    const date = Math.floor(number / 10 ** (digits - 8));
    const year = Math.floor(date / 10_000);
    if (year < 1900 || year > 2100) return Number.NaN; // more likely a number than a day
    return daysOf(year, Math.floor(date / 100) % 100, date % 100);
  }

  /** Ms of the day; 0 where the date stands alone. */
  #afterDate(text: string): number {
    let code = text.charCodeAt(this.#at);
    if (Number.isNaN(code) || code === Z) return 0;
    if (code === COMMA || code === UNDERSCORE) code = text.charCodeAt(++this.#at);
    if (code === T || code === 116) this.#at++;
    else this.#blanks(text);
    const next = text.charCodeAt(this.#at);
    if (Number.isNaN(next)) return 0;
    return next >= 48 && next <= 57 ? this.#clock(text) : 0; // a zone may follow
  }

  #clock(text: string): number {
    const run = this.#number(text, 6);
    const digits = this.#digits;
    if (digits === 4 || digits === 6) {
      this.hasClock = true;
      const [h, m, s] =
        digits === 4
          ? [Math.floor(run / 100), run % 100, 0]
          : [Math.floor(run / 10_000), Math.floor(run / 100) % 100, run % 100];
      return this.#half(text, h, m, s, this.#fraction(text));
    }
    const sign = text.charCodeAt(this.#at);
    if (digits === 0 || digits > 2 || (sign !== COLON && sign !== POINT)) return Number.NaN;
    this.#at++;
    const minute = this.#number(text, 2);
    if (this.#digits !== 2) return Number.NaN;
    let second = 0;
    let fraction = 0;
    if (text.charCodeAt(this.#at) === sign) {
      this.#at++;
      second = this.#number(text, 2);
      if (this.#digits !== 2) return Number.NaN;
      fraction = this.#fraction(text);
    }
    this.hasClock = true;
    return this.#half(text, run, minute, second, fraction);
  }

  /** Ms of a fraction of a second: any number of digits behind a point, a comma or a colon. */
  #fraction(text: string): number {
    const sign = text.charCodeAt(this.#at);
    if (sign !== POINT && sign !== COMMA && sign !== COLON) return 0;
    this.#at++;
    const number = this.#number(text, 15);
    return this.#digits === 0 ? Number.NaN : (number * 1000) / 10 ** this.#digits;
  }

  /** AM and PM. NaN where the numbers are no time of day. */
  #half(text: string, hour: number, minute: number, second: number, fraction: number): number {
    let at = this.#at;
    while (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === 0x202f || text.charCodeAt(at) === 0xa0) at++;
    const letter = text.charCodeAt(at) | 32;
    let h = hour;
    if (letter === 97 || letter === 112) {
      const found = /^([ap])\.?m\.?(?![a-z])/i.exec(text.slice(at, at + 6));
      if (found) {
        if (hour > 12) return Number.NaN;
        h = (hour % 12) + (letter === 112 ? 12 : 0);
        this.#at = at + found[0].length;
      }
    }
    if (minute > 59 || second > 60 || h > 24 || (h === 24 && (minute > 0 || second > 0))) return Number.NaN;
    return ((h * 60 + minute) * 60 + second) * 1000 + fraction;
  }

  /** The zone, and whether nothing else follows. */
  #ended(text: string): boolean {
    if (this.#at === text.length) return true;
    this.#blanks(text);
    const code = text.charCodeAt(this.#at);
    if (code === Z && this.#at + 1 === text.length) {
      this.offsetMinutes = 0;
      return true;
    }
    if (code === PLUS || code === MINUS || code === 0x2212) return this.#offset(text, code === PLUS ? 1 : -1);
    const rest = text.slice(this.#at).trim().replace(/'$/, '');
    if (rest === '') return true;
    const named = /^(?:\(?([A-Za-z][A-Za-z_]*(?:\/[A-Za-z0-9_+-]+){0,2})\)?)(?:\s*([+-]\d{2}:?\d{2}))?$/.exec(rest);
    if (!named) return false;
    if (named[2]) {
      this.#at = text.lastIndexOf(named[2]);
      return this.#offset(text, named[2].startsWith('+') ? 1 : -1);
    }
    this.zone = named[1] as string;
    return true;
  }

  /** +1, +01, +0100, +01:00, +01:00:00, and a name in brackets behind it. */
  #offset(text: string, sign: 1 | -1): boolean {
    this.#at++;
    const hours = this.#number(text, 4);
    const digits = this.#digits;
    if (digits === 0 || digits === 3) return false;
    let minutes = digits === 4 ? hours % 100 : 0;
    const whole = digits === 4 ? Math.floor(hours / 100) : hours;
    if (digits <= 2 && text.charCodeAt(this.#at) === COLON) {
      this.#at++;
      minutes = this.#number(text, 2);
      if (this.#digits !== 2) return false;
    }
    if (whole > 15 || minutes > 59) return false;
    this.offsetMinutes = sign * (whole * 60 + minutes);
    return this.#at === text.length || /^(?::00)?\s*(?:\[[^\]]*\]|\([^)]*\))?\s*$/.test(text.slice(this.#at));
  }

  #blanks(text: string): void {
    while (text.charCodeAt(this.#at) === SPACE) this.#at++;
  }

  /** The digits from here on, `most` of them. How many there were is in `#digits`. */
  #number(text: string, most: number): number {
    let value = 0;
    const from = this.#at;
    const to = from + most;
    let at = from;
    for (; at < to; at++) {
      const digit = text.charCodeAt(at) - 48;
      if (!(digit >= 0 && digit <= 9)) break;
      value = value * 10 + digit;
    }
    this.#at = at;
    this.#digits = at - from;
    return value;
  }
}

/** Years of two digits lie between 1970 and 2069. */
function century(year: number): number {
  return year < 70 ? 2000 + year : 1900 + year;
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/**
 * Days since 1970-01-01 of a day in the Gregorian calendar; NaN for one that it has not. Years are counted from March
 * on, so that a leap day is the last.
 */
function daysOf(year: number, month: number, day: number): number {
  if (month < 1 || month > 12 || day < 1 || year < 1) return Number.NaN;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (day > (LENGTHS[month - 1] as number) + (month === 2 && leap ? 1 : 0)) return Number.NaN;
  const y = month > 2 ? year : year - 1;
  const fromMarch = (month + 9) % 12;
  const dayOfYear = Math.floor((153 * fromMarch + 2) / 5) + day - 1;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719_468;
}
