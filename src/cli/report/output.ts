// Where the output of a command goes: results to stdout, as text or as one JSON object a line, everything else to
// stderr.
import { writeFile } from 'node:fs/promises';

/** A line of `--json` output. `kind` tells them apart. */
export interface JsonLine {
  readonly kind: string;
  readonly [name: string]: unknown;
}

/** One result as a line of JSON. Numbers that are none (NaN) become null. */
export function printJson(line: JsonLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Writes lines of JSON to a file. */
export async function writeLines(path: string, lines: readonly object[]): Promise<void> {
  await writeFile(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** A line for people. */
export function printText(text = ''): void {
  process.stdout.write(`${text}\n`);
}

/** A warning: something is wrong, and the command goes on. */
export function warn(sentence: string): void {
  process.stderr.write(`sluice: warning: ${sentence}\n`);
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
