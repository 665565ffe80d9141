// `npm run bench -- figures LINES FILE...`: puts the figures of an earlier run into Markdown files.
import { readFile, writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { BenchLine } from '#src/harness/results.js';
import { withFigures } from './markdown.js';
import { stepPlot } from './step-plot.js';

export function figuresCommand(): Command {
  return new Command('figures')
    .description('put the figures of an earlier run into Markdown files, between their markers')
    .argument('<lines>', "lines of JSON that 'npm run bench -- --out' wrote")
    .argument('<file...>', 'Markdown files')
    .option('--plot <file>', 'draw the steps as an SVG picture')
    .action(run);
}

async function run(from: string, files: readonly string[], { plot }: { readonly plot?: string }): Promise<void> {
  const lines = readFigures(await readFile(from, 'utf8'));
  if (plot !== undefined) await writeFile(plot, stepPlot(lines));
  await putFigures(files, lines);
}

/** Lines of JSON that a run of the benchmark wrote. */
export function readFigures(text: string): BenchLine[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as BenchLine);
}

/** Rejects where a file has no place for figures; then no file is written. */
export async function putFigures(files: readonly string[], lines: readonly BenchLine[]): Promise<void> {
  const texts = await Promise.all(files.map(async (file) => withFigures(await readFile(file, 'utf8'), lines, file)));
  await Promise.all(files.map((file, i) => writeFile(file, texts[i] as string)));
}
