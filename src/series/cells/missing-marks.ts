// Numbers that stand for a missing value: -9999 and its relatives. None is taken for one unless a person says so; those
// that look like it are told of.

/** As they stand in files, without their signs. */
const MARKS: ReadonlySet<number> = new Set([
  99, 99.9, 99.99, 200, 999, 999.9, 999.99, 9999, 9999.9, 9999.99, 99_999, 999_999, 9_999_999, 32_767, 32_768, 65_535,
  2_147_483_647, 2_147_483_648, 1e20, 1e30,
]);

/** So many times as far from the other numbers as their middle half is wide. */
const FAR = 5;

/**
 * The number that looks like a mark, and how often it is there; null where there is none. `numbers`: of one column,
 * without NaN.
 */
export function likelyMark(numbers: readonly number[]): { readonly mark: number; readonly times: number } | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  for (const mark of [sorted[0], sorted.at(-1)]) {
    if (mark === undefined || !MARKS.has(Math.abs(mark))) continue;
    const rest = sorted.filter((number) => number !== mark);
    const times = sorted.length - rest.length;
    if (times < 2 || rest.length < 8) continue;
    const width = (rest[Math.floor(0.75 * rest.length)] as number) - (rest[Math.floor(0.25 * rest.length)] as number);
    const nearest = mark < (rest[0] as number) ? (rest[0] as number) : (rest.at(-1) as number);
    if (Math.abs(mark - nearest) > FAR * width) return { mark, times };
  }
  return null;
}
