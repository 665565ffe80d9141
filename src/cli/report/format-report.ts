// Prints a format report: one JSON object on stdout with `--json`, else short lines on stderr. Warnings are on stderr
// always.
import type { FormatReport } from '../../format-report.js';
import { note, printJson, warn } from './output.js';

/** `input`: the name that the other lines of output call it by. */
export function printFormatReport(input: string, report: FormatReport, json: boolean): void {
  if (json) printFormatLine(input, report);
  tellFormat(input, report, json);
}

/** The line of JSON alone. */
export function printFormatLine(input: string, report: FormatReport): void {
  const { kind: of, ...rest } = report;
  printJson({ kind: 'format', input, of, ...rest });
}

/** The lines on stderr alone; with `--json` only the warnings, for the line of JSON has the rest. */
export function tellFormat(input: string, report: FormatReport, json: boolean): void {
  if (!json) {
    note(`sluice: ${input}: ${report.recognised}`);
    for (const clause of report.assumed) note(`sluice: ${input}: assumed: ${clause}`);
  }
  for (const clause of report.warnings) warn(`${input}: ${clause}`);
}
