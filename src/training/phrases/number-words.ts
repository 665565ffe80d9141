// Whole numbers in English words.

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const SCALES: readonly (readonly [number, string])[] = [
  [1_000_000, 'million'],
  [1000, 'thousand'],
  [100, 'hundred'],
];
const ORDINALS: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

/** `value`: from 0 to below 10^9. 1984 is "one thousand nine hundred eighty four". */
export function numberWords(value: number): string[] {
  if (value < 20) return [SMALL[value] as string];
  for (const [size, name] of SCALES) {
    if (value < size) continue;
    const rest = value % size;
    return [...numberWords(Math.floor(value / size)), name, ...(rest > 0 ? numberWords(rest) : [])];
  }
  const unit = value % 10;
  return [TENS[Math.floor(value / 10)] as string, ...(unit > 0 ? [SMALL[unit] as string] : [])];
}

/** 22 is "twenty second". */
export function ordinalWords(value: number): string[] {
  const words = numberWords(value);
  const last = words.at(-1) as string;
  const ordinal = ORDINALS[last] ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`);
  return [...words.slice(0, -1), ordinal];
}
