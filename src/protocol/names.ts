// Names of streams and models, and the patterns of watches.

/** What a stream may be called. */
export const STREAM_NAME = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}$/;

/** What a model may be called: never a path. */
export const MODEL_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/**
 * A test of names against a pattern, in which each `*` stands for any characters. The pattern is taken apart once. Each
 * part is looked for right after the one before it, and nothing is tried twice, so no pattern makes a name cost much.
 */
export function patternTest(pattern: string): (name: string) => boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return (name) => name === pattern;
  const middle = rest.filter((part) => part !== '');
  return (name) => {
    if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
    const end = name.length - last.length;
    let at = first.length;
    for (const part of middle) {
      const found = name.indexOf(part, at);
      if (found < 0 || found + part.length > end) return false;
      at = found + part.length;
    }
    return true;
  };
}
