// Whether a record among the rows is a header: that of the same table once more, or of another one.

/** `header`: of the table that is read. `afterGap`: whether an empty line or a comment stands in front. */
export function isHeaderAgain(record: readonly string[], header: readonly string[] | null, afterGap: boolean): boolean {
  if (header === null || record.length < 2) return false;
  if (record.some((cell) => /^\s*[+-]?[\d.,]+\s*$/.test(cell))) return false;
  const names = new Set(header);
  const shared = record.filter((cell) => cell !== '' && names.has(cell)).length;
  if (shared > 0 && shared >= Math.min(record.length, header.length) / 3) return true;
  const words = record.every((cell) => /\p{L}/u.test(cell) && !/\d{4}/.test(cell));
  return afterGap && words && new Set(record).size === record.length;
}

export function isSameHeader(record: readonly string[], header: readonly string[] | null): boolean {
  return header !== null && record.length === header.length && record.every((cell, i) => cell === header[i]);
}
