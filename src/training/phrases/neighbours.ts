// What sounds like a phrase and is none: parts of it, its words in another order, other words that sound alike, its
// sounds exchanged. A model that never heard these fires on half of its phrase.
import type { Random } from '../../random.js';
import { says } from './sentences.js';
import { GROUPS, isVowel, soundDifference, soundDistance, soundsOf } from './sounds.js';
import { ALL_WORDS } from './words.js';

export interface Neighbour {
  readonly kind: 'part' | 'order' | 'crossed' | 'alike' | 'respelled' | 'sounds' | 'within';
  /** What to say; for a voice that speaks phonemes, `sounds` instead where there are some. */
  readonly text: string;
  /** Phonemes of ARPABET. */
  readonly sounds?: readonly string[];
}

/** A phrase with its sounds, by a synthesizer or by rule. */
export interface PhraseSounds {
  readonly words: readonly string[];
  readonly sounds: readonly string[];
}

/** Nearer than this in sounds, a text is the phrase to the ear, and must not be learnt as none. */
const NEAREST = 1;
const NEAREST_SHARE = 0.12;

const ALIKE_WORDS = 24;

/** All neighbours of a phrase among these phrases, each once. Deterministic for a `random`. */
export function neighboursOf(phrase: PhraseSounds, phrases: readonly PhraseSounds[], random: Random): Neighbour[] {
  const found = [
    ...parts(phrase),
    ...orders(phrase),
    ...crossed(phrase, phrases),
    ...alike(phrase),
    ...respelled(phrase, random),
    ...exchanged(phrase, random),
    ...within(phrase),
  ];
  const texts = new Set<string>();
  return found.filter((neighbour) => {
    const key = neighbour.sounds?.join(' ') ?? neighbour.text;
    if (texts.has(key) || !isNone(neighbour, phrases)) return false;
    texts.add(key);
    return true;
  });
}

/** Whether none of the phrases is heard in it. */
function isNone({ text, sounds }: Neighbour, phrases: readonly PhraseSounds[]): boolean {
  const heard = sounds ?? soundsOf(text.split(/[^a-z']+/).filter(Boolean));
  return phrases.every((phrase) => {
    const own = sounds === undefined ? soundsOf(phrase.words) : phrase.sounds;
    const nearest = Math.max(NEAREST, NEAREST_SHARE * own.length);
    return (sounds !== undefined || !says(text, phrase.words.join(' '))) && soundDistance(heard, own) >= nearest;
  });
}

/** Its words alone, and all its beginnings and ends; of a phrase of one word the halves of that. */
function parts({ words }: PhraseSounds): Neighbour[] {
  const texts = [...words];
  for (let count = 2; count < words.length; count++) {
    texts.push(words.slice(0, count).join(' '), words.slice(-count).join(' '));
  }
  for (const word of words) {
    if (word.length < 5) continue;
    const cuts = [Math.floor(word.length / 2), Math.ceil((2 * word.length) / 3)];
    const [half, most] = cuts as [number, number];
    texts.push(word.slice(0, half), word.slice(0, most), word.slice(half), word.slice(word.length - most));
    if (words.length > 1) texts.push(`${words.slice(0, -1).join(' ')} ${(words.at(-1) as string).slice(0, half)}`);
  }
  return texts.map((text) => ({ kind: 'part', text }));
}

function orders({ words }: PhraseSounds): Neighbour[] {
  if (words.length === 1) return [{ kind: 'order', text: syllableSwap(words[0] as string) }];
  const texts = [[...words].reverse().join(' '), [...words.slice(1), words[0]].join(' ')];
  for (const word of words) texts.push(`${word} ${word}`);
  return texts.map((text) => ({ kind: 'order', text }));
}

/** The first part of one phrase with the end of another, and what is heard where a phrase is said twice. */
function crossed(phrase: PhraseSounds, phrases: readonly PhraseSounds[]): Neighbour[] {
  const half = (words: readonly string[]) => Math.ceil(words.length / 2);
  const first = phrase.words.slice(0, half(phrase.words));
  const ends = phrases.map(({ words }) => words.slice(Math.min(half(words), words.length - 1)));
  return ends.flatMap((end): Neighbour[] => [
    { kind: 'crossed', text: [...first, ...end].join(' ') },
    { kind: 'crossed', text: [...end, ...first].join(' ') },
  ]);
}

/** Words that sound like the phrase, like one of its words, and these in the place of that word. */
function alike({ words }: PhraseSounds): Neighbour[] {
  const nearest = (sounds: readonly string[], count: number) =>
    ALL_WORDS.map((word) => ({ word, difference: soundDifference(SOUNDS.get(word) as readonly string[], sounds) }))
      .filter(({ difference }) => difference > 0)
      .sort((a, b) => a.difference - b.difference)
      .slice(0, count)
      .map(({ word }) => word);
  const whole = nearest(soundsOf(words), ALIKE_WORDS);
  const replaced =
    words.length === 1
      ? []
      : words.flatMap((word, i) =>
          nearest(soundsOf([word]), Math.ceil((1.5 * ALIKE_WORDS) / words.length)).flatMap((other) => [
            other,
            [...words.slice(0, i), other, ...words.slice(i + 1)].join(' '),
          ]),
        );
  return [...whole, ...replaced].map((text) => ({ kind: 'alike', text }));
}

/** Sounds of all words, by rule, computed once. */
const SOUNDS: ReadonlyMap<string, readonly string[]> = new Map(ALL_WORDS.map((word) => [word, soundsOf([word])]));

const RESPELLINGS = 24;
const CONSONANTS = ['b', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'z', 'sh', 'ch', 'j', 'th'];
const VOWELS = ['a', 'e', 'i', 'o', 'oo', 'ee', 'ay', 'ow', 'igh', 'aw', 'oy'];

/** The phrase in letters, with consonants, vowels or syllables exchanged. */
function respelled({ words }: PhraseSounds, random: Random): Neighbour[] {
  return Array.from({ length: RESPELLINGS }, (_, n) => {
    const copy = [...words];
    // Short phrases get one change, longer ones two: each must sound different.
    const changes = words.join('').length > 7 ? 1 + (n % 2) : 1;
    for (let change = 0; change < changes; change++) {
      const at = random.below(copy.length);
      copy[at] = random.chance(0.15) ? syllableSwap(copy[at] as string) : exchangeLetters(copy[at] as string, random);
    }
    return { kind: 'respelled', text: copy.join(' ') };
  });
}

/** "garden" as "denkar": its second half first. */
function syllableSwap(word: string): string {
  const half = Math.ceil(word.length / 2);
  return word.length < 4 ? word : word.slice(half) + word.slice(0, half);
}

function exchangeLetters(word: string, random: Random): string {
  const runs = word.match(/[aeiouy]+|[^aeiouy]+/g) ?? [word];
  const at = random.below(runs.length);
  const isVowelRun = /^[aeiouy]/.test(runs[at] as string);
  const choices = (isVowelRun ? VOWELS : CONSONANTS).filter((choice) => choice !== runs[at]);
  return [...runs.slice(0, at), random.pick(choices), ...runs.slice(at + 1)].join('');
}

const EXCHANGES = 30;
const CONSONANT_SOUNDS = [...new Set(GROUPS.flat())].filter((sound) => !isVowel(sound));
const VOWEL_SOUNDS = [...new Set(GROUPS.flat())].filter(isVowel);

/** The phrase in phonemes, one to three of them exchanged for another of their kind, or one left out. */
function exchanged({ words, sounds }: PhraseSounds, random: Random): Neighbour[] {
  return Array.from({ length: EXCHANGES }, () => {
    const copy = [...sounds];
    const changes = 1 + random.below(Math.max(1, Math.min(3, Math.floor(sounds.length / 3))));
    for (let change = 0; change < changes; change++) {
      const at = random.below(copy.length);
      const choices = (isVowel(copy[at] as string) ? VOWEL_SOUNDS : CONSONANT_SOUNDS).filter(
        (sound) => sound !== copy[at] && sound !== 'ng' && sound !== 'zh',
      );
      if (copy.length > 3 && random.chance(0.15)) copy.splice(at, 1);
      else copy[at] = random.pick(choices);
    }
    return { kind: 'sounds', text: words.join(' '), sounds: copy };
  });
}

/** Sentences in which a word of the phrase is said: people do say "garden". */
function within({ words }: PhraseSounds): Neighbour[] {
  return [...new Set(words)]
    .filter((word) => word.length > 2)
    .flatMap((word) => [
      `what does ${word} mean`,
      `i said ${word} to my brother`,
      `${word} is the last word`,
      `the ${word} was over there`,
      `do you know ${word} too`,
    ])
    .map((text) => ({ kind: 'within', text }));
}
