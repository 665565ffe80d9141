// The one way in which a whole number is read from text: options, addresses, queries.

/** Digits alone, from `least` to `most`; null for anything else, such as '1e3', '0x10', ' 7' or ''. */
export function wholeNumber(text: string, least = 0, most = Number.MAX_SAFE_INTEGER): number | null {
  const value = Number(text);
  return /^\d+$/.test(text) && value >= least && value <= most ? value : null;
}
