// What was recognised in a file, as a notice: one line, then what was assumed and what was left out.
import { make } from './elements.js';
import type { Notice } from './notices.js';

/** The parts of a format report that a page shows. See src/format-report.ts. */
export interface ShownReport {
  readonly recognised: string;
  readonly assumed: readonly string[];
  readonly warnings: readonly string[];
}

export function formatNotice(name: string, { recognised, assumed, warnings }: ShownReport): Notice {
  const lines = [
    ...assumed.map((clause) => make('li', '', `Assumed: ${clause}`)),
    ...warnings.map((clause) => make('li', 'warning', `Warning: ${clause}`)),
  ];
  return {
    kind: 'format',
    tone: 'note',
    title: name,
    text: [recognised, ...(lines.length === 0 ? [] : [make('ul', 'clauses', ...lines)])],
  };
}
