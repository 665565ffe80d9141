// Where a document quotes figures: between two comments that name them, `<!-- latency -->` and `<!-- end of latency
// -->`. What stands there is replaced by what a run of the benchmark found. Any Markdown file may have any of the
// blocks.
import type { BenchLine, MachineLine } from '#src/harness/results.js';
import { latencyTables } from './latency-tables.js';
import { serveTable } from './serve-table.js';
import { figureTables } from './step-tables.js';

/** What each block holds. */
const BLOCKS: Readonly<Record<string, (lines: readonly BenchLine[]) => string>> = {
  machine: machineSentence,
  figures: (lines) => `${machineSentence(lines)}\n\n${figureTables(lines)}`,
  latency: latencyTables,
  serve: serveTable,
};

/** Names of the blocks that there are. */
export const FIGURE_BLOCKS: readonly string[] = Object.keys(BLOCKS);

/** The blocks that a text has a place for. Throws an Error where a block has no end. `file` is named in it. */
export function blocksIn(text: string, file = 'the file'): string[] {
  return FIGURE_BLOCKS.filter((name) => placeOf(text, name, file) !== null);
}

/** The text with its figures replaced. Throws an Error where it has no place for any. */
export function withFigures(text: string, lines: readonly BenchLine[], file = 'the file'): string {
  const names = blocksIn(text, file);
  if (names.length === 0) {
    const known = FIGURE_BLOCKS.map((name) => `'<!-- ${name} -->'`).join(', ');
    throw new Error(`Cannot put figures into ${file}: it has none of the markers ${known}`);
  }
  return names.reduce((before, name) => {
    const [from, to] = placeOf(before, name, file) as [number, number];
    const block = (BLOCKS[name] as (lines: readonly BenchLine[]) => string)(lines);
    return `${before.slice(0, from)}\n\n${block}\n\n${before.slice(to)}`;
  }, text);
}

/** From behind the marker that begins a block to the one that ends it; null where there is no such block. */
function placeOf(text: string, name: string, file: string): [number, number] | null {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 && to < 0) return null;
  if (from < 0 || to < from) throw new Error(`Cannot put figures into ${file}: '${begin}' … '${end}' is not whole`);
  return [from + begin.length, to];
}

function machineSentence(lines: readonly BenchLine[]): string {
  const machine = lines.find((line): line is MachineLine => line.kind === 'machine');
  if (machine === undefined) throw new Error('Cannot quote the figures: no line tells of the machine');
  const { cpu, cores, node, chromium, date } = machine;
  return `From one run of \`npm run bench\` on ${cpu}, ${cores} cores, Node ${node}, Chromium ${chromium ?? 'not found'}, ${date}.`;
}
