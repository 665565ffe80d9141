// Words for off and on: the two states of a switch, a door, a pump.

/** Off first. */
const PAIRS: readonly (readonly [off: string, on: string])[] = [
  ['off', 'on'],
  ['false', 'true'],
  ['no', 'yes'],
  ['f', 't'],
  ['n', 'y'],
  ['closed', 'open'],
  ['close', 'open'],
  ['inactive', 'active'],
  ['disabled', 'enabled'],
  ['stopped', 'running'],
  ['stop', 'run'],
  ['idle', 'running'],
  ['idle', 'active'],
  ['low', 'high'],
  ['down', 'up'],
  ['clear', 'detected'],
  ['ok', 'alarm'],
  ['normal', 'alarm'],
  ['ok', 'fault'],
  ['ok', 'error'],
  ['offline', 'online'],
  ['unlocked', 'locked'],
  ['disconnected', 'connected'],
  ['away', 'home'],
  ['not_home', 'home'],
  ['aus', 'ein'],
  ['aus', 'an'],
  ['nein', 'ja'],
  ['falsch', 'wahr'],
  ['zu', 'auf'],
  ['geschlossen', 'offen'],
  ['faux', 'vrai'],
  ['non', 'oui'],
  ['falso', 'verdadero'],
  ['uit', 'aan'],
];

/** The two words of a column, off first. */
export type SwitchWords = readonly [off: string, on: string];

/** The pair that all these words are of, whatever their case; null where there is none. */
export function switchWords(words: Iterable<string>): SwitchWords | null {
  const lower = [...new Set([...words].map(plainWord))];
  if (lower.length === 0 || lower.length > 2) return null;
  return PAIRS.find((pair) => lower.every((word) => pair.includes(word))) ?? null;
}

/** A reader of a column of these words: 0 for off, 1 for on, NaN for anything else. */
export function switchReader([off, on]: SwitchWords): (cell: string) => number {
  return (cell) => {
    const word = plainWord(cell);
    if (word === on || word === '1') return 1;
    return word === off || word === '0' ? 0 : Number.NaN;
  };
}

export function plainWord(cell: string): string {
  return cell.trim().toLowerCase();
}
