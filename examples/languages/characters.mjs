// Characters as vectors: one of 32 numbers is 1. Accents come after their letter, as marks of their own.

const MARKS = { '\u0301': 28, '\u0300': 29, '\u0302': 30 };
/** Any other mark: two dots, tilde, cedilla. */
const OTHER_MARK = 31;
const APOSTROPHE = 27;
const SPACE = 26;

export const SIZE = 32;

/** The places of the ones, one a character; what is neither letter nor mark is a space, and spaces in a row are one. */
export function places(text) {
  const out = [];
  for (const char of text.toLowerCase().replaceAll('ß', 'ss').replaceAll('’', "'").normalize('NFD')) {
    const place = placeOf(char);
    if (place !== SPACE || out.at(-1) !== SPACE) out.push(place);
  }
  return out;
}

function placeOf(char) {
  if (char >= 'a' && char <= 'z') return char.charCodeAt(0) - 97;
  if (char === "'") return APOSTROPHE;
  if (char >= '\u0300' && char <= '\u036f') return MARKS[char] ?? OTHER_MARK;
  return SPACE;
}

/** Characters as samples, 32 a character: what a model with raw windows of 32 takes. */
export function samplesOf(text) {
  const found = places(text);
  const samples = new Float32Array(found.length * SIZE);
  for (const [i, place] of found.entries()) samples[i * SIZE + place] = 1;
  return samples;
}
