// What training has to say at its end: quality on speakers that were never heard, as data and as a table.

import type { PhraseQuality } from './calibrate.js';
import type { ClipQuality } from './evaluate.js';

export interface QualityReport {
  readonly clips: ClipQuality;
  readonly phrases: readonly PhraseQuality[];
}

/** One line a phrase: clips right, phrases missed and false accepts an hour on a continuous stream. */
export function reportRows(labels: readonly string[], { clips, phrases }: QualityReport): string[] {
  const rows = [['phrase', 'clips right', 'of', 'missed in stream', 'of', 'false accepts/h', 'threshold']];
  for (let label = 0; label < labels.length; label++) {
    const row = clips.confusion[label] as Uint32Array;
    const count = row.reduce((a, b) => a + b, 0);
    const phrase = phrases.find((quality) => quality.label === labels[label]);
    rows.push([
      labels[label] as string,
      count > 0 ? percent((row[label] as number) / count) : '-',
      String(count),
      phrase && phrase.words > 0 ? percent(phrase.missed / phrase.words) : '-',
      phrase ? String(phrase.words) : '-',
      phrase ? (phrase.falseAccepts / phrase.hours).toFixed(2) : '-',
      phrase ? phrase.threshold.toFixed(2) : '-',
    ]);
  }
  const widths = (rows[0] as string[]).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] as string).length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] as number) : cell.padStart(widths[column] as number),
      )
      .join('  '),
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
