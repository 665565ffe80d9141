// What words sound like, roughly: phonemes of ARPABET by rules on letters, and how far two runs of phonemes are apart.
// Good enough to find words that sound alike; a synthesizer's own phonemes are better where there is one.

/** Spellings to phonemes, the longest first. `''`: silent. */
const RULES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^tion/, ['sh', 'ax', 'n']],
  [/^sion/, ['zh', 'ax', 'n']],
  [/^ture/, ['ch', 'er']],
  [/^eigh/, ['ey']],
  [/^augh/, ['ao']],
  [/^ough/, ['ow']],
  [/^igh/, ['ay']],
  [/^tch/, ['ch']],
  [/^dge/, ['jh']],
  [/^sch/, ['s', 'k']],
  [/^air/, ['eh', 'r']],
  [/^ear/, ['ih', 'r']],
  [/^our/, ['aw', 'r']],
  [/^oor/, ['ao', 'r']],
  [/^ph/, ['f']],
  [/^sh/, ['sh']],
  [/^ch/, ['ch']],
  [/^th/, ['th']],
  [/^wh/, ['w']],
  [/^ck/, ['k']],
  [/^qu/, ['k', 'w']],
  [/^ng$/, ['ng']],
  [/^ng/, ['ng', 'g']],
  [/^kn/, ['n']],
  [/^wr/, ['r']],
  [/^gh/, []],
  [/^mb$/, ['m']],
  [/^ee/, ['iy']],
  [/^ea/, ['iy']],
  [/^ie/, ['iy']],
  [/^ei/, ['ey']],
  [/^ai/, ['ey']],
  [/^ay/, ['ey']],
  [/^ey/, ['ey']],
  [/^oa/, ['ow']],
  [/^oe$/, ['ow']],
  [/^oo/, ['uw']],
  [/^ou/, ['aw']],
  [/^ow$/, ['ow']],
  [/^ow/, ['aw']],
  [/^oi/, ['oy']],
  [/^oy/, ['oy']],
  [/^au/, ['ao']],
  [/^aw/, ['ao']],
  [/^ew/, ['uw']],
  [/^ue$/, ['uw']],
  [/^ar/, ['aa', 'r']],
  [/^er/, ['er']],
  [/^ir/, ['er']],
  [/^ur/, ['er']],
  [/^or/, ['ao', 'r']],
  [/^a(?=[^aeiouy]e$)/, ['ey']],
  [/^i(?=[^aeiouy]e$)/, ['ay']],
  [/^o(?=[^aeiouy]e$)/, ['ow']],
  [/^u(?=[^aeiouy]e$)/, ['uw']],
  [/^([bcdfgklmnprstvz])\1/, ['']],
  [/^c(?=[eiy])/, ['s']],
  [/^g(?=[ei])/, ['jh']],
  [/^x/, ['k', 's']],
  [/^e$/, []],
  [/^y$/, ['iy']],
  [/^a/, ['ae']],
  [/^e/, ['eh']],
  [/^i/, ['ih']],
  [/^o/, ['aa']],
  [/^u/, ['ah']],
  [/^y(?=[aeiou])/, ['y']],
  [/^y/, ['ih']],
  [/^j/, ['jh']],
  [/^c/, ['k']],
  [/^q/, ['k']],
  [/^h/, ['hh']],
  [/^[bdfgklmnprstvwz]/, ['=']],
];

/** The phonemes of words, by rules on their letters. */
export function soundsOf(words: readonly string[]): string[] {
  return words.flatMap((word) => soundsOfWord(word.replaceAll("'", '')));
}

function soundsOfWord(word: string): string[] {
  const sounds: string[] = [];
  for (let rest = word; rest !== ''; ) {
    const rule = RULES.find(([pattern]) => pattern.test(rest));
    const matched = rule === undefined ? rest.slice(0, 1) : (rule[0].exec(rest)?.[0] as string);
    // A doubled consonant is read once: the second letter is left for the next round.
    const taken = rule?.[1][0] === '' ? 1 : matched.length;
    for (const sound of rule?.[1] ?? []) if (sound !== '') sounds.push(sound === '=' ? matched : sound);
    rest = rest.slice(taken);
  }
  // "me", "she": a lone final e is not silent.
  if (!sounds.some(isVowel) && word.endsWith('e')) return [...sounds, 'iy'];
  return sounds.length > 0 ? sounds : ['ax'];
}

const VOWELS = new Set([
  'aa',
  'ae',
  'ah',
  'ao',
  'aw',
  'ax',
  'ay',
  'eh',
  'er',
  'ey',
  'ih',
  'iy',
  'ow',
  'oy',
  'uh',
  'uw',
]);

export function isVowel(sound: string): boolean {
  return VOWELS.has(sound);
}

/** Syllables: one for each vowel. */
export function syllablesOf(sounds: readonly string[]): number {
  return sounds.filter(isVowel).length;
}

/** Phonemes of one group are easily taken for each other. */
export const GROUPS: readonly (readonly string[])[] = [
  ['p', 'b', 't', 'd', 'k', 'g'],
  ['m', 'n', 'ng'],
  ['f', 'v', 'th', 'dh', 's', 'z', 'sh', 'zh'],
  ['ch', 'jh', 'sh', 'zh'],
  ['l', 'r', 'w', 'y', 'hh'],
  ['iy', 'ih', 'ey', 'eh', 'ae'],
  ['aa', 'ao', 'ah', 'ax', 'ow', 'er'],
  ['uw', 'uh', 'ow'],
  ['ay', 'oy', 'aw', 'ey', 'ow'],
];

/** Edit distance of two runs of phonemes; to change one into another of its group costs half. */
export function soundDistance(a: readonly string[], b: readonly string[]): number {
  let before = Float64Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = new Float64Array(b.length + 1);
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const changed = (before[j - 1] as number) + costOf(a[i - 1] as string, b[j - 1] as string);
      row[j] = Math.min(changed, (before[j] as number) + 1, (row[j - 1] as number) + 1);
    }
    before = row;
  }
  return before[b.length] as number;
}

/** The same as a share of the longer run: 0 sounds the same, 1 has nothing in common. */
export function soundDifference(a: readonly string[], b: readonly string[]): number {
  return soundDistance(a, b) / Math.max(1, a.length, b.length);
}

function costOf(a: string, b: string): number {
  if (a === b) return 0;
  return GROUPS.some((group) => group.includes(a) && group.includes(b)) ? 0.5 : 1;
}
