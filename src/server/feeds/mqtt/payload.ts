// What a message of a sensor says: a plain number or a word for on and off, or an object of JSON of which paths name the
// values.

export interface PayloadPaths {
  /** Paths by channel; empty: the numbers at the top of the object, by their names. */
  readonly values: Readonly<Record<string, string>>;
  /** Where the time is: ms or s since the epoch, or an ISO date; null: when the message comes. */
  readonly time: string | null;
  /** Whether texts may be values, as names of states. @default false */
  readonly texts?: boolean;
}

export interface PayloadValues {
  /** A plain value, which the topic names. */
  readonly plain: number | null;
  /** The same where it is a text. A word for on and off is both. */
  readonly plainText: string | null;
  /** Values by channel. */
  readonly named: ReadonlyMap<string, number>;
  readonly texts: ReadonlyMap<string, string>;
  readonly timeMs: number | null;
}

const MOST_BYTES = 64 * 1024;
/** Of a text that may be the name of a state. */
const MOST_TEXT = 64;
/** From here on a time is in ms: in s it would be the year 5138. */
const MS_FROM = 1e11;
const WORDS: Readonly<Record<string, number>> = { on: 1, true: 1, open: 1, off: 0, false: 0, closed: 0 };

/** A string: why the payload is refused. */
export function readPayload(payload: Buffer, paths: PayloadPaths): PayloadValues | string {
  if (payload.length > MOST_BYTES) return 'payload too long';
  const text = payload.toString('utf8').trim();
  const plain = numberOf(text);
  const plainText = paths.texts && Object.hasOwn(WORDS, text.toLowerCase()) ? text : null;
  if (plain !== null && Object.keys(paths.values).length === 0) return { ...NOTHING, plain, plainText };
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return isText(text) && paths.texts && isPlain(paths)
      ? { ...NOTHING, plainText: text }
      : 'neither a number nor JSON';
  }
  if (isText(given) && paths.texts && isPlain(paths)) return { ...NOTHING, plainText: given };
  if (typeof given !== 'object' || given === null) return 'neither a number nor an object';
  const named = new Map<string, number>();
  const texts = new Map<string, string>();
  const wanted = Object.entries(paths.values);
  if (wanted.length === 0) {
    for (const [name, value] of Object.entries(given)) {
      if (typeof value === 'number') named.set(name, value);
      else if (paths.texts && isText(value)) texts.set(name, value);
    }
  }
  for (const [channel, path] of wanted) {
    const found = atPath(given, path);
    const value = numberIn(found);
    if (paths.texts && isText(found) && Number.isNaN(Number(found))) texts.set(channel, found);
    if (value !== null) named.set(channel, value);
  }
  if (named.size + texts.size === 0) return wanted.length === 0 ? 'no number in the object' : 'nothing at the paths';
  const timeMs = paths.time === null ? null : timeOf(atPath(given, paths.time));
  if (Number.isNaN(timeMs)) return 'no time at the path';
  return { ...NOTHING, named, texts, timeMs };
}

const NOTHING: PayloadValues = { plain: null, plainText: null, named: new Map(), texts: new Map(), timeMs: null };

function isPlain({ values }: PayloadPaths): boolean {
  return Object.keys(values).length === 0;
}

function isText(given: unknown): given is string {
  return typeof given === 'string' && given !== '' && given.length <= MOST_TEXT;
}

/** `a.b[0].c`, with or without `$.` in front. */
export function atPath(given: unknown, path: string): unknown {
  let at = given;
  for (const [, name, index] of path.replace(/^\$\.?/, '').matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    if (typeof at !== 'object' || at === null) return undefined;
    const key = index ?? (name as string);
    at = Object.hasOwn(at, key) ? (at as Record<string, unknown>)[key] : undefined;
  }
  return at;
}

function numberIn(given: unknown): number | null {
  if (typeof given === 'number') return given;
  if (typeof given === 'boolean') return given ? 1 : 0;
  return typeof given === 'string' ? numberOf(given.trim()) : null;
}

function numberOf(text: string): number | null {
  const word = text.toLowerCase();
  if (Object.hasOwn(WORDS, word)) return WORDS[word] as number;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

function timeOf(given: unknown): number {
  const number = typeof given === 'number' ? given : typeof given === 'string' ? Number(given) : Number.NaN;
  if (Number.isFinite(number)) return Math.abs(number) < MS_FROM ? number * 1000 : number;
  return typeof given === 'string' ? Date.parse(given) : Number.NaN;
}
