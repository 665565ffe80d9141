// Names of streams and models, and the patterns of watches.

/** What a stream may be called. */
export const STREAM_NAME = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}$/;

/** What a model may be called: never a path. */
export const MODEL_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/**
 * Whether a name matches a pattern, in which each `*` stands for any characters. Takes at most name times pattern
 * steps.
 */
export function fitsPattern(name: string, pattern: string): boolean {
  let [n, p] = [0, 0];
  let [star, from] = [-1, 0];
  while (n < name.length) {
    if (p < pattern.length && pattern[p] === '*') {
      star = p++;
      from = n;
    } else if (p < pattern.length && pattern[p] === name[n]) {
      n++;
      p++;
    } else if (star >= 0) {
      p = star + 1;
      n = ++from;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
