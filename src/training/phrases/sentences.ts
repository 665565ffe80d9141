// Sentences of a small grammar: made talk, in which none of the phrases is said. Seeded, so a seed is a text.
import type { Random } from '../../random.js';
import { WORDS } from './words.js';

/** A sentence in lower case, with its full stop or question mark. */
export function makeSentence(random: Random): string {
  const sentence = random.pick(FORMS)(random);
  return random.chance(0.25)
    ? `${sentence.slice(0, -1)}, ${random.pick(LINKS)} ${random.pick(FORMS)(random)}`
    : sentence;
}

/** The sentence, made anew until no phrase is said in it. `forbidden`: phrases as words in lower case. */
export function makeTalk(random: Random, forbidden: readonly string[]): string {
  for (;;) {
    const sentence = makeSentence(random);
    if (!forbidden.some((phrase) => says(sentence, phrase))) return sentence;
  }
}

/** Whether a text has the words of a phrase next to each other. */
export function says(text: string, phrase: string): boolean {
  return ` ${plain(text)} `.includes(` ${plain(phrase)} `);
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}' ]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
}

type Form = (random: Random) => string;

const LINKS = ['and', 'but', 'because', 'so', 'while', 'although', 'and then'];
const SUBJECTS = ['i', 'we', 'they', 'you', 'people', 'my parents', 'the others', 'some of them'];
const HELPERS = ['will', 'can', 'should', 'would', 'must', 'could', 'never', 'always', 'do not', 'want to', 'have to'];
const PLACES_BEFORE = ['in', 'near', 'behind', 'outside', 'across from', 'next to'];

const FORMS: readonly Form[] = [
  (r) => `${r.pick(SUBJECTS)} ${r.pick(HELPERS)} ${verb(r)} ${thing(r)}.`,
  (r) => `${r.pick(SUBJECTS)} ${verb(r)} ${thing(r)} ${place(r)}.`,
  (r) => `${person(r)} was ${adverb(r)} ${adjective(r)} ${time(r)}.`,
  (r) => `${thing(r)} is ${r.pick(['very', 'quite', 'too', 'not', 'really'])} ${adjective(r)}.`,
  (r) => `do you ${verb(r)} ${thing(r)}?`,
  (r) => `where did ${person(r)} put ${thing(r)}?`,
  (r) => `please ${verb(r)} ${thing(r)} ${time(r)}.`,
  (r) => `there are ${r.pick(WORDS.numbers)} ${noun(r)}s ${place(r)}.`,
  (r) => `${r.pick(WORDS.names)} and ${r.pick(WORDS.names)} ${verb(r)} ${thing(r)}.`,
  (r) => `when ${person(r)} and i ${verb(r)}, ${thing(r)} ${r.pick(HELPERS.slice(0, 6))} ${verb(r)}.`,
  (r) => `${r.pick(WORDS.greetings)}, ${r.pick(WORDS.names)}, ${r.pick(SUBJECTS)} ${verb(r)} ${thing(r)}.`,
  (r) => `what a ${adjective(r)} ${noun(r)}!`,
  (r) => `the ${noun(r)} of ${person(r)} looks like a ${adjective(r)} ${noun(r)}.`,
  (r) => `${adverb(r)} ${r.pick(SUBJECTS)} ${verb(r)} ${r.pick(['with', 'without', 'for', 'about'])} ${thing(r)}.`,
  (r) => `it costs ${r.pick(WORDS.numbers)} ${r.pick(['dollars', 'pounds', 'cents'])} ${time(r)}.`,
  (r) => `${noun(r)}, ${noun(r)} and ${noun(r)}.`,
];

function thing(random: Random): string {
  const article = random.pick(['the', 'the', 'this', 'my', 'your', 'every', 'that', 'our']);
  return random.chance(0.45) ? `${article} ${adjective(random)} ${noun(random)}` : `${article} ${noun(random)}`;
}

function person(random: Random): string {
  if (random.chance(0.3)) return random.pick(WORDS.names);
  return `${random.pick(['the', 'my', 'your', 'his', 'her'])} ${random.pick(WORDS.people)}`;
}

function place(random: Random): string {
  return `${random.pick(PLACES_BEFORE)} the ${random.pick(random.chance(0.6) ? WORDS.places : WORDS.nouns)}`;
}

function time(random: Random): string {
  return random.chance(0.5) ? random.pick(WORDS.times) : random.pick(['again', 'later', 'at noon', 'last week', 'now']);
}

function noun(random: Random): string {
  return random.pick(WORDS.nouns);
}

function verb(random: Random): string {
  return random.pick(WORDS.verbs);
}

function adjective(random: Random): string {
  return random.pick(WORDS.adjectives);
}

function adverb(random: Random): string {
  return random.pick(WORDS.adverbs);
}
