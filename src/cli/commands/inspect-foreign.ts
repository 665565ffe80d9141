// `sluice inspect FILE` of a model of another program: what is recognised in it, before anything is converted.
import { readFile } from 'node:fs/promises';
import { readNetwork } from '../../convert/network.js';
import type { FormatReport } from '../../format-report.js';
import { isForeignModel } from '../../model/file/format.js';
import { firstBytes } from '../first-bytes.js';
import { printFormatLine } from '../report/format-report.js';
import { printText } from '../report/output.js';
import { inputOf } from './convert-input.js';

const FIRST_BYTES = 16;

/**
 * Prints the report and resolves with true, or with false where the file is none. Rejects as `convert` where it cannot
 * be read.
 */
export async function inspectForeign(path: string, json: boolean): Promise<boolean> {
  if (!isForeignModel(await firstBytes(path, FIRST_BYTES))) return false;
  const { description, beside } = await inputOf(path, {});
  const bytes = new Uint8Array(await readFile(path));
  const { recognised, facts, assumed, warnings, layers } = await readNetwork(bytes, description, beside);
  const shown = layers.map(({ name, kind }) => `${name} (${kind})`);
  const report: FormatReport = { kind: 'model', recognised, facts: { ...facts, layers: shown }, assumed, warnings };
  if (json) printFormatLine(path, report);
  else for (const line of linesOf(path, report, shown)) printText(line);
  return true;
}

function linesOf(path: string, { recognised, assumed, warnings }: FormatReport, layers: readonly string[]): string[] {
  return [
    `${path}: ${recognised}`,
    `  layers: ${layers.join(', ') || 'none of ours: it runs on onnxruntime-web'}`,
    ...assumed.map((clause) => `  assumed: ${clause}`),
    ...warnings.map((clause) => `  warning: ${clause}`),
    "  give it to 'sluice convert' to run it",
  ];
}
