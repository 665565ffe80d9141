// A phrase as a person types it becomes words that a voice can say: digits, signs and letter names spelled out by rule.
// What no rule covers is refused with what to write instead. English only.
import { SluiceError } from '../../errors.js';
import { numberWords, ordinalWords } from './number-words.js';

/** A phrase that can be said. */
export interface SpelledPhrase {
  /** What was typed, trimmed and with single spaces in lower case: the label. */
  readonly label: string;
  /** In lower case, of the letters a to z and apostrophes. */
  readonly words: readonly string[];
  /** What was spelled out: `'7' as 'seven'`. */
  readonly spelledOut: readonly string[];
}

const MOST_CHARACTERS = 80;
const MOST_WORDS = 10;

const SIGNS: Readonly<Record<string, string>> = {
  '&': 'and',
  '+': 'plus',
  '@': 'at',
  '%': 'percent',
  '=': 'equals',
  '#': 'number',
  '°': 'degrees',
  '€': 'euro',
  '£': 'pound',
  $: 'dollar',
};

/** How letters are called, so that every voice says "tv" alike. */
const LETTERS: Readonly<Record<string, string>> = {
  a: 'ay',
  b: 'bee',
  c: 'see',
  d: 'dee',
  e: 'ee',
  f: 'eff',
  g: 'jee',
  h: 'aitch',
  i: 'eye',
  j: 'jay',
  k: 'kay',
  l: 'ell',
  m: 'em',
  n: 'en',
  o: 'oh',
  p: 'pee',
  q: 'cue',
  r: 'are',
  s: 'ess',
  t: 'tee',
  u: 'you',
  v: 'vee',
  w: 'double you',
  x: 'ex',
  y: 'why',
  z: 'zee',
};

/** Letters of the Latin script that do not come apart into a base letter and a mark. */
const LATIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'th',
  þ: 'th',
  ł: 'l',
  ı: 'i',
};

/** Throws SluiceError DATA_UNUSABLE for what cannot be said, with what to write. */
export function spell(phrase: string): SpelledPhrase {
  const text = phrase.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
  if (text === '') throw unusable(phrase, 'it is empty: write the words, such as "hey garden"');
  if (text.length > MOST_CHARACTERS) {
    throw unusable(`${text.slice(0, 30)}…`, `it may have ${MOST_CHARACTERS} characters: received ${text.length}`);
  }
  const spelledOut: string[] = [];
  const shouted = text === text.toUpperCase() && text.includes(' ');
  const words = tokensOf(text).flatMap((token) => {
    const said = sayToken(token, shouted, phrase);
    if (said.join(' ') !== token.toLowerCase()) spelledOut.push(`'${token}' as '${said.join(' ')}'`);
    return said;
  });
  if (words.length === 0) throw unusable(text, 'it has no word: write the words, such as "hey garden"');
  if (words.length > MOST_WORDS) {
    throw unusable(text, `it may have ${MOST_WORDS} words, as it is spoken: received ${words.length}`);
  }
  return { label: text.toLowerCase(), words, spelledOut };
}

/** Words, numbers and signs, in their order; what only separates them is left out. */
function tokensOf(text: string): string[] {
  return (
    text
      .replaceAll(/[’‘ʼ`´]/g, "'")
      .replaceAll(/[-–—_/.,;:!?"“”„()¡¿…]+(?!\d)|(?<!\d)[-–—_/.,;:]+|(?<=\d)[-–—_/:]+(?=\d)/g, ' ')
      // A number, an ordinal, a word with its apostrophes, or one other character.
      .match(/\d+(?:,\d{3})*(?:\.\d+)?(?:st|nd|rd|th)?(?![\p{L}])|\d+|[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*|\S/giu) ?? []
  );
}

function sayToken(token: string, shouted: boolean, phrase: string): string[] {
  if (token === "'") return [];
  const sign = SIGNS[token];
  if (sign !== undefined) return [sign];
  const ordinal = /^([\d,]+)(?:st|nd|rd|th)$/i.exec(token);
  if (ordinal) return ordinalWords(checkedNumber(ordinal[1] as string, phrase));
  if (/^\d/.test(token)) return sayNumber(token, phrase);
  if (!shouted && /^[A-Z]{2,5}$/.test(token) && !isReadable(token)) return letterNames(token);
  if (/^[b-hj-z]$/i.test(token)) return letterNames(token);
  return [latin(token, phrase)];
}

function sayNumber(token: string, phrase: string): string[] {
  const [before = '', after] = token.replaceAll(',', '').split('.');
  // A number with a leading zero is read as digits, as in a code.
  const whole = /^0\d/.test(before) ? digits(before) : numberWords(checkedNumber(before, phrase));
  return after === undefined ? whole : [...whole, 'point', ...digits(after)];
}

function digits(text: string): string[] {
  return [...text].flatMap((digit) => numberWords(Number(digit)));
}

function checkedNumber(text: string, phrase: string): number {
  const value = Number(text.replaceAll(',', ''));
  if (value < 1e9) return value;
  throw unusable(phrase, `the number ${text} is too large: write it in words`);
}

/** Whether capitals read as a word: with a vowel and no run of three consonants ("NASA", but "TV"). */
function isReadable(token: string): boolean {
  return token.length > 3 && /[AEIOUY]/.test(token) && !/[^AEIOUY]{3}/.test(token);
}

function letterNames(token: string): string[] {
  return [...token.toLowerCase()].flatMap((letter) => (LETTERS[letter] as string).split(' '));
}

function latin(token: string, phrase: string): string {
  const plain = [...token.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '')]
    .map((letter) => LATIN[letter] ?? letter)
    .join('');
  const other = /[^a-z']/u.exec(plain)?.[0];
  if (other === undefined) return plain;
  const what = /\p{L}/u.test(other) ? `the letter '${other}' is of another script` : `there is no word for '${other}'`;
  throw unusable(phrase, `${what}: write it in Latin letters as an English speaker would read it, such as "hey sad"`);
}

function unusable(phrase: string, why: string): SluiceError {
  return new SluiceError('DATA_UNUSABLE', `Cannot say the phrase '${phrase}': ${why}`);
}
