// Text that a stranger chose (a label, a header, a file's name, a reason), made safe for a terminal and for a log.
// Whoever prints goes through here; nothing else in the program changes such a text.

/** Longer names, labels and reasons are cut. */
const MOST_CHARACTERS = 200;

/**
 * What a terminal obeys or does not show: control characters (C0, DEL and C1), formatting characters (direction, byte
 * order mark, tags), line separators, halves of pairs. The two joiners stay: Persian, Hindi and emoji are written with
 * them.
 */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const REPLACEMENT = '\ufffd';

/** A name, on one line: what is unseen is replaced by U+FFFD, what is longer than 200 characters ends with `…`. */
export function harmless(text: string): string {
  return harmlessWithin(text, MOST_CHARACTERS);
}

/** The same with a bound of its own. */
export function harmlessWithin(text: string, most: number): string {
  const cut = text.length > most ? `${text.slice(0, most)}…` : text;
  return cut.replace(UNSEEN, REPLACEMENT);
}

/**
 * The same for a whole sentence. It is cut in its middle, so that both its subject and its end, which says what to do, are
 * still there.
 */
export function harmlessLine(text: string, most: number): string {
  if (text.length <= most) return harmlessWithin(text, most);
  const tail = Math.floor(most / 4);
  const left = text.length - most;
  return `${text.slice(0, most - tail)}… (${left} characters) …${text.slice(-tail)}`.replace(UNSEEN, REPLACEMENT);
}

/** A value as one line of JSON. It means the same: unseen characters are escaped, which JSON itself does for some. */
export function harmlessJson(value: unknown): string {
  return JSON.stringify(value).replace(UNSEEN, escaped);
}

/** In units of UTF-16, as JSON has it. */
function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, i) => character.charCodeAt(i))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
}
