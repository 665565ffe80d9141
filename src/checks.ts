// Checks of arguments. Their errors say what must be and what was received.

/** The error for a value of the wrong type. */
export function wrongKind(doing: string, name: string, wanted: string, received: unknown): TypeError {
  return new TypeError(`${doing}: '${name}' must be ${wanted}: received ${shown(received)}`);
}

/** Throws unless `least` <= value <= `most`. */
export function checkRange(doing: string, name: string, value: unknown, range: { least: number; most: number }): void {
  if (typeof value !== 'number') throw wrongKind(doing, name, 'a number', value);
  if (value >= range.least && value <= range.most) return;
  throw new RangeError(`${doing}: '${name}' must be from ${range.least} to ${range.most}: received ${value}`);
}

/** Throws unless 0 < value <= `most`. */
export function checkPositive(doing: string, name: string, value: unknown, most: number): void {
  if (typeof value !== 'number') throw wrongKind(doing, name, 'a number', value);
  if (value > 0 && value <= most) return;
  throw new RangeError(`${doing}: '${name}' must be above 0 and at most ${most}: received ${value}`);
}

/** Throws unless the value is one of these words. */
export function checkOneOf(doing: string, name: string, value: unknown, words: readonly string[]): void {
  if (words.some((word) => word === value)) return;
  const last = words.length - 1;
  const wanted = `'${words.slice(0, last).join("', '")}' or '${words[last]}'`;
  throw new RangeError(`${doing}: '${name}' must be ${wanted}: received ${shown(value)}`);
}

/** Throws unless it is a whole number from 1. */
export function checkCount(doing: string, name: string, value: unknown): void {
  if (typeof value !== 'number') throw wrongKind(doing, name, 'a number', value);
  if (Number.isSafeInteger(value) && value >= 1) return;
  throw new RangeError(`${doing}: '${name}' must be a whole number from 1: received ${value}`);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** A value, short enough for an error message. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (value === null || typeof value !== 'object') return String(value);
  return `an object (${value.constructor?.name ?? 'without a class'})`;
}
