// `sluice inspect FILE` of a sound: what is recognised in it, after it was read to its end.
import { stat } from 'node:fs/promises';
import type { FormatReport } from '../../format-report.js';
import { openFile } from '../../node/file-chunks.js';
import { nodeCodecs } from '../../node/packages/codecs.js';
import { ByteReader } from '../../sound/byte-reader.js';
import { MonoSound } from '../../sound/mono-sound.js';
import { recognised } from '../../sound/open-sound.js';
import { printFormatLine } from '../report/format-report.js';
import { printText } from '../report/output.js';

const FIRST_BYTES = 4096;

/**
 * Prints the report and resolves with true, or with false where the file begins like no sound. Rejects where it is
 * sound that cannot be read.
 */
export async function inspectSound(path: string, json: boolean): Promise<boolean> {
  const isFile = await stat(path).then(
    (facts) => facts.isFile(),
    () => false,
  );
  if (!isFile || !(await beginsLikeSound(path))) return false;
  const { chunks, size } = await openFile(path);
  const sound = await MonoSound.open(chunks, { name: path, path, size, codecs: nodeCodecs });
  const found: string[] = [];
  let samples = 0;
  for await (const block of sound.samples((clause) => found.push(clause))) samples += block.length;
  const { report, sampleRate } = sound;
  const facts = { ...report.facts, samples, durationS: samples / sampleRate };
  const whole = { ...report, facts, warnings: [...report.warnings, ...found] };
  if (json) printFormatLine(path, whole);
  else for (const line of linesOf(path, whole)) printText(line);
  return true;
}

function linesOf(path: string, { recognised: what, assumed, warnings }: FormatReport): string[] {
  return [
    `${path}: ${what}`,
    ...assumed.map((clause) => `  assumed: ${clause}`),
    ...warnings.map((clause) => `  warning: ${clause}`),
  ];
}

async function beginsLikeSound(path: string): Promise<boolean> {
  const { chunks } = await openFile(path);
  const bytes = new ByteReader(chunks);
  try {
    return recognised(await bytes.peek(FIRST_BYTES)) !== undefined;
  } finally {
    await bytes.close();
  }
}
