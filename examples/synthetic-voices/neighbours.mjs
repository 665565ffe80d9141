// Words that sound like a part of a phrase, by the phonemes that espeak-ng gives them: "lexical" and "election" lie near
// "alexa". Needs `espeak-ng` on the PATH.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { output } from './speak.mjs';

/** Resolves to each word's phonemes, without stress and length. */
export async function phonemesOf(words) {
  const folder = await mkdtemp(join(tmpdir(), 'phonemes-'));
  try {
    const file = join(folder, 'words.txt');
    // A word in a paragraph of its own is said as a sentence of its own: one line of phonemes.
    await writeFile(file, words.map((word) => `${word}.\n\n`).join(''));
    const bytes = await output('espeak-ng', ['-q', '-v', 'en-us', '--ipa', '--sep=_', '-f', file]);
    const text = bytes.toString();
    const said = text.split('\n').map((line) => line.trim().replace(/[ˈˌː]/g, ''));
    const lines = said.filter((line) => line !== '').map((line) => line.split(/[_ ]+/));
    if (lines.length !== words.length) throw new Error(`${words.length} words gave ${lines.length} lines of phonemes`);
    return lines;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * The words that sound most like a part of the phrase, the nearest first. `words` and `phonemes` belong together. Words
 * in which the whole phrase is heard are left out.
 */
export function neighbours(phrase, words, phonemes, count) {
  return words
    .map((word, i) => ({ word, nearness: nearness(phonemes[i] ?? [], phrase) }))
    .filter(({ nearness }) => nearness > 0)
    .sort((a, b) => b.nearness - a.nearness || (a.word < b.word ? -1 : 1))
    .slice(0, count)
    .map(({ word }) => word);
}

/** Whether the phrase's phonemes are heard within these, one of them apart at most where there are many. */
export function holds(phonemes, phrase) {
  return distanceWithin(phrase, phonemes) <= (phrase.length > 5 ? 1 : 0);
}

/** Phonemes of the phrase that are heard in their order, less what is wrong among them; 0: not like it. */
function nearness(phonemes, phrase) {
  if (phonemes.length < 3 || holds(phonemes, phrase)) return 0;
  const wrong = Math.min(distanceWithin(phonemes, phrase), distanceWithin(phrase, phonemes));
  const length = Math.min(phonemes.length, phrase.length);
  return wrong / length > 0.45 ? 0 : length - 1.5 * wrong;
}

/** Edit distance of `part` to the part of `whole` that is nearest to it. */
function distanceWithin(part, whole) {
  let row = new Array(whole.length + 1).fill(0);
  for (let i = 1; i <= part.length; i++) {
    const next = [i];
    for (let j = 1; j <= whole.length; j++) {
      const wrong = part[i - 1] === whole[j - 1] ? 0 : 1;
      next.push(Math.min(at(row, j - 1) + wrong, at(row, j) + 1, at(next, j - 1) + 1));
    }
    row = next;
  }
  return Math.min(...row);
}

function at(row, place) {
  return row[place] ?? 0;
}
