// Whether phrases will do as wake words, before minutes are spent on them: too short, too common, too much alike.
import { SluiceError } from '../../errors.js';
import { says } from './sentences.js';
import { soundDifference, syllablesOf } from './sounds.js';
import type { SpelledPhrase } from './spell.js';
import { EVERYDAY } from './words.js';

export interface CheckedPhrase {
  readonly phrase: SpelledPhrase;
  readonly sounds: readonly string[];
}

const FEWEST_SYLLABLES = 3;
const FEWEST_SOUNDS = 6;
/** Two phrases nearer than this share of their sounds are taken for each other. */
const ALIKE = 0.35;

/** One sentence for each doubt. Throws SluiceError DATA_UNUSABLE where two phrases are the same. */
export function checkPhrases(phrases: readonly CheckedPhrase[]): string[] {
  const sentences = phrases.flatMap(checkOne);
  for (const [i, a] of phrases.entries()) for (const b of phrases.slice(i + 1)) sentences.push(...checkPair(a, b));
  return sentences;
}

function checkOne({ phrase, sounds }: CheckedPhrase): string[] {
  const sentences: string[] = [];
  const syllables = syllablesOf(sounds);
  if (syllables < FEWEST_SYLLABLES || sounds.length < FEWEST_SOUNDS) {
    sentences.push(
      `'${phrase.label}' is short: ${syllables} ${syllables === 1 ? 'syllable' : 'syllables'}, ${sounds.length} sounds: expect many false accepts; ${FEWEST_SYLLABLES} syllables or more are better`,
    );
  }
  if (phrase.words.every((word) => EVERYDAY.has(word))) {
    sentences.push(
      `'${phrase.label}' is common: all its words are said every day, so it will be heard in talk; add a rare word`,
    );
  }
  return sentences;
}

function checkPair(a: CheckedPhrase, b: CheckedPhrase): string[] {
  const [one, other] = [a.phrase.words.join(' '), b.phrase.words.join(' ')];
  if (one === other) {
    throw new SluiceError(
      'DATA_UNUSABLE',
      `Cannot tell the phrases apart: '${a.phrase.label}' and '${b.phrase.label}' are the same words`,
    );
  }
  if (says(one, other) || says(other, one)) {
    return [`'${a.phrase.label}' and '${b.phrase.label}': one is a part of the other: the shorter will fire within it`];
  }
  const difference = soundDifference(a.sounds, b.sounds);
  if (difference > ALIKE) return [];
  const percent = Math.round(100 * (1 - difference));
  return [
    `'${a.phrase.label}' and '${b.phrase.label}' sound alike: ${percent} % of their sounds are the same: expect that one is taken for the other`,
  ];
}
