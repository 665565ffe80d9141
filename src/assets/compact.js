// Makes built code small that people still can read: no comments, which would be a sixth of it, and tabs.
import { parseSync, Visitor } from 'rolldown/utils';

/**
 * Takes out what ends a line or fills lines of its own, and leaves all else as it is. So comments within a line stay:
 * bundlers read them. @param {string} name of the file @param {string} code
 */
export function withoutComments(name, code) {
  const { comments, errors } = parseSync(name, code);
  if (errors.length > 0) throw new Error(`Cannot read ${name}: ${errors[0].message}`);
  let kept = '';
  let at = 0;
  for (const { start, end } of comments) {
    const line = code.lastIndexOf('\n', start - 1) + 1;
    const next = code.indexOf('\n', end) + 1 || code.length;
    if (code.startsWith('#!', start) || code.slice(end, next).trim() !== '') continue;
    const isAlone = code.slice(line, start).trim() === '';
    kept += isAlone ? code.slice(at, line) : `${code.slice(at, start).trimEnd()}\n`;
    at = next;
  }
  return kept + code.slice(at);
}

/** Each four spaces that begin a line become a tab, except in texts. @param {string} name @param {string} code */
export function withTabs(name, code) {
  const texts = [];
  new Visitor({ TemplateElement: ({ start, end }) => texts.push([start, end]) }).visit(parseSync(name, code).program);
  return code.replace(/^(?: {4})+/gm, (spaces, at) =>
    texts.some(([start, end]) => start < at && at <= end) ? spaces : '\t'.repeat(spaces.length / 4),
  );
}
