// Words that say that a cell has no value.

const WORDS = new Set([
  '',
  '-',
  '--',
  '---',
  '.',
  '?',
  '*',
  'nan',
  '-nan',
  'nan.0',
  'na',
  'n/a',
  'n.a.',
  'nat',
  'null',
  '(null)',
  '<null>',
  'nil',
  'none',
  'missing',
  'unavailable',
  'unknown',
  'undefined',
  'inf',
  '+inf',
  '-inf',
  'infinity',
  '-infinity',
  '#n/a',
  '#na',
  '#value!',
  '#ref!',
  '#div/0!',
  '#num!',
  '#null!',
  '#name?',
]);

export function isMissing(cell: string | undefined): boolean {
  return cell === undefined || cell === '' || WORDS.has(cell.trim().toLowerCase());
}
