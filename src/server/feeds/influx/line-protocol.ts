// InfluxDB's line protocol: `measurement,tag=value field=value,field=value timestamp`, as its reference describes it.
// https://docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol/

export interface Line {
  readonly measurement: string;
  readonly tags: ReadonlyMap<string, string>;
  /** Numbers, and 1 or 0 for true and false. Fields of text are left out. */
  readonly fields: ReadonlyMap<string, number>;
  /** Fields of text: how many, and their texts by name. */
  readonly texts: number;
  readonly words: ReadonlyMap<string, string>;
  /** In the precision of the request; null: none. */
  readonly time: number | null;
}

const MOST_CHARACTERS = 64 * 1024;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const WHOLE = /^[+-]?\d+[iu]$/;
const BOOLEANS: Readonly<Record<string, number>> = {
  t: 1,
  T: 1,
  true: 1,
  True: 1,
  TRUE: 1,
  f: 0,
  F: 0,
  false: 0,
  False: 0,
  FALSE: 0,
};

/** A string: why the line is none. */
export function readLine(text: string): Line | string {
  if (text.length > MOST_CHARACTERS) return 'line too long';
  const parts = split(text, ' ');
  if (typeof parts === 'string') return parts;
  const [key = '', fieldText, timeText, ...more] = parts.filter((part) => part !== '');
  if (fieldText === undefined) return 'no field';
  if (more.length > 0) return 'more than measurement, fields and timestamp';
  const keyParts = split(key, ',');
  const fieldParts = split(fieldText, ',');
  if (typeof keyParts === 'string' || typeof fieldParts === 'string') return 'a text has no end';
  const [measurement = '', ...tagTexts] = keyParts;
  if (measurement === '') return 'no measurement';
  const tags = new Map<string, string>();
  for (const tag of tagTexts) {
    const pair = pairOf(tag);
    if (pair === null) return 'a tag without a value';
    tags.set(...pair);
  }
  const fields = new Map<string, number>();
  const words = new Map<string, string>();
  for (const field of fieldParts) {
    const pair = pairOf(field, false);
    if (pair === null) return 'a field without a value';
    const value = valueOfField(pair[1]);
    if (value === undefined) return 'a field that is no value';
    if (value === null) words.set(pair[0], textOf(pair[1]));
    else fields.set(pair[0], value);
  }
  if (timeText !== undefined && !/^-?\d{1,19}$/.test(timeText)) return 'a timestamp that is no whole number';
  return {
    measurement: unescaped(measurement),
    tags,
    fields,
    texts: words.size,
    words,
    time: timeText === undefined ? null : Number(timeText),
  };
}

/** Parts between separators that are neither escaped nor in a text in quotes. */
function split(text: string, separator: string): string[] | string {
  const parts: string[] = [];
  let from = 0;
  let quoted = false;
  let isValue = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (quoted) quoted = character !== '"';
    else if (character === '=') isValue = true;
    // Quotes mean a text only where a field's value begins.
    else if (character === '"' && isValue && text[at - 1] === '=') quoted = true;
    else if (character === separator) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  if (quoted) return 'a text has no end';
  parts.push(text.slice(from));
  return parts;
}

/** `unescapes`: whether the value is escaped as its name is. */
function pairOf(text: string, unescapes = true): [string, string] | null {
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '=') {
      const value = text.slice(at + 1);
      return at === 0 || value === '' ? null : [unescaped(text.slice(0, at)), unescapes ? unescaped(value) : value];
    }
  }
  return null;
}

/** Null: a text. Undefined: no value. */
function valueOfField(text: string): number | null | undefined {
  if (text.startsWith('"')) return text.length > 1 && text.endsWith('"') ? null : undefined;
  if (Object.hasOwn(BOOLEANS, text)) return BOOLEANS[text];
  if (WHOLE.test(text)) return Number(text.slice(0, -1));
  return NUMBER.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined;
}

function textOf(quoted: string): string {
  return quoted.slice(1, -1).replaceAll(/\\(["\\])/g, '$1');
}

function unescaped(text: string): string {
  return text.replaceAll(/\\([,= \\"])/g, '$1');
}
