// What was heard in the bundled recording, as a table for people.
import type { HearingReport } from './recording.js';

/** Lines without a line end at the last. */
export function reportHearing({ comparisons, mistaken, audioMs, elapsedMs, digest }: HearingReport): string {
  const rows = comparisons.map(({ said, heard }) => [
    said.label,
    seconds(said.startsAtMs),
    heard === null ? 'missed' : seconds(heard.startsAtMs),
    heard === null ? '' : heard.score.toFixed(2),
    heard === null ? '' : offBy(heard.startsAtMs - said.startsAtMs),
  ]);
  for (const { label, startsAtMs, score } of mistaken)
    rows.push([label, 'not said', seconds(startsAtMs), score.toFixed(2), '']);
  const heard = comparisons.filter((comparison) => comparison.heard !== null).length;
  return [
    `In the bundled recording (${seconds(audioMs)} of speech, run in ${seconds(elapsedMs)}):`,
    '',
    ...table([['phrase', 'said at', 'heard at', 'score', 'off by'], ...rows]).map((line) => `  ${line}`),
    '',
    `${heard} of ${comparisons.length} phrases heard, ${mistaken.length} heard that were not said. Digest ${digest.slice(0, 16)}…`,
  ].join('\n');
}

// The first column to the left, the others to the right.
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('   ')
      .trimEnd(),
  );
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function offBy(ms: number): string {
  return `${ms < 0 ? '-' : '+'}${Math.abs(Math.round(ms))} ms`;
}
