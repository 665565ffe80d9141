// What a file says of itself, fit for an error: its names may be anything, a sentence is one line.
const MOST_CHARACTERS = 200;

/** A text without control characters, cut where it is long. */
export function oneLine(text: string): string {
  const line = text.replace(/\p{Cc}+/gu, ' ');
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}...` : line;
}

/** A value from JSON in a few words. Of lists only the first level: they may be nested deeper than any stack. */
export function inWords(value: unknown): string {
  if (Array.isArray(value)) return oneLine(`[${value.slice(0, 8).map(kindOrNumber).join()}]`);
  return oneLine(kindOrNumber(value));
}

function kindOrNumber(value: unknown): string {
  return typeof value === 'object' && value !== null ? 'object' : String(value);
}
