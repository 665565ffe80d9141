// Where the output of a command goes: results to stdout, as text or as one JSON object a line, everything else to
// stderr. All of it is made harmless here, because names, labels and headers come from files of strangers. No other file
// of the command line writes to the two (but the progress bar, which goes through here too).
import { writeFile } from 'node:fs/promises';
import { harmlessJson, harmlessLine } from '../../harmless-text.js';

/** Longer lines are cut in their middle. A label of a megabyte must not fill a terminal. */
const MOST_LINE_CHARACTERS = 4000;

/** A line of `--json` output. `kind` tells them apart. */
export interface JsonLine {
  readonly kind: string;
  readonly [name: string]: unknown;
}

/** One result as a line of JSON. Numbers that are none (NaN) become null. */
export function printJson(line: JsonLine): void {
  process.stdout.write(`${harmlessJson(line)}\n`);
}

/** Writes lines of JSON to a file. */
export async function writeLines(path: string, lines: readonly object[]): Promise<void> {
  await writeFile(path, lines.map((line) => `${harmlessJson(line)}\n`).join(''));
}

/** Lines for people, one by default: a line end within one is shown as a replaced character. */
export function printText(...lines: readonly string[]): void {
  for (const line of lines.length === 0 ? [''] : lines) process.stdout.write(`${shownLine(line)}\n`);
}

/** A sentence for people beside the results. */
export function note(sentence: string): void {
  process.stderr.write(`${shownLine(sentence)}\n`);
}

/** A warning: something is wrong, and the command goes on. */
export function warn(sentence: string): void {
  note(`sluice: warning: ${sentence}`);
}

/** A line as a terminal may have it. */
export function shownLine(text: string): string {
  return harmlessLine(text, MOST_LINE_CHARACTERS);
}

/** Milliseconds, rounded to the microsecond: more digits are noise. */
export function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

/** Ends quietly when the reader of our output stops (`sluice run … | head`). */
export function endQuietlyOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      throw error;
    });
  }
}
