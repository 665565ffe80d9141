// Where the output of a command goes: results to stdout, as text or as one JSON object a line, everything else to stderr.
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

/** A sentence about something that went wrong and did not end the command. */
export function warn(sentence: string): void {
  process.stderr.write(`sluice: warning: ${sentence}\n`);
}

/** Milliseconds to the microsecond: what more digits would show is noise. */
export function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

/** When whoever reads us has enough (`sluice run … | head`), we end without a word. */
export function endQuietlyOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      throw error;
    });
  }
}
