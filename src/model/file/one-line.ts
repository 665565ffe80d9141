// Makes texts from a file fit for an error message: a file's names may be anything, a message is one line.
const MOST_CHARACTERS = 200;

/** The text without control characters, cut if it is long. */
export function oneLine(text: string): string {
  const line = text.replace(/\p{Cc}+/gu, ' ');
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}...` : line;
}

/** A JSON value in a few words. Only the first level of lists, because they may be nested deeper than the stack. */
export function inWords(value: unknown): string {
  if (Array.isArray(value)) return oneLine(`[${value.slice(0, 8).map(kindOrNumber).join()}]`);
  return oneLine(kindOrNumber(value));
}

function kindOrNumber(value: unknown): string {
  return typeof value === 'object' && value !== null ? 'object' : String(value);
}
