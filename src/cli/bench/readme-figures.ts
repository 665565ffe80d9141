// Where a README quotes figures: between two comments that say which. What stands there is replaced by what a run of the benchmark found out.
import type { BenchLine, MachineLine } from '../../harness/results.js';
import { latencyTables } from './latency-tables.js';
import { serveTable } from './serve-table.js';
import { figureTables } from './tables.js';

/** Throws an Error where the text has no place for them. */
export function withFigures(readme: string, lines: readonly BenchLine[]): string {
  const blocks = {
    figures: [machineSentence(lines), figureTables(lines)].join('\n\n'),
    latency: latencyTables(lines),
    serve: serveTable(lines),
  };
  let text = readme;
  for (const [name, block] of Object.entries(blocks)) {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`Cannot put figures into the README: it has no '${begin}' … '${end}'`);
    text = `${text.slice(0, from + begin.length)}\n\n${block}\n\n${text.slice(to)}`;
  }
  return text;
}

function machineSentence(lines: readonly BenchLine[]): string {
  const { cpu, cores, node, chromium, date } = lines.find(
    (line): line is MachineLine => line.kind === 'machine',
  ) as MachineLine;
  return `From one run of \`npm run bench\` on ${cpu}, ${cores} cores, Node ${node}, Chromium ${chromium ?? 'not found'}, ${date}.`;
}
