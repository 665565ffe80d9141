// What was heard in the bundled recording, as a table for people.
import type { Detection } from '../../node/index.js';
import type { Comparison, HearingReport } from '../recording.js';
import { table } from './format.js';

export function reportHearing({ comparisons, mistaken, audioMs, elapsedMs, digest }: HearingReport): string[] {
  const rows = [...comparisons.map(rowOf), ...mistaken.map(mistakenRowOf)].sort((a, b) => a.atMs - b.atMs);
  const heard = comparisons.filter((comparison) => comparison.heard !== null).length;
  const title = `In the bundled recording (${seconds(audioMs)} of speech, run in ${seconds(elapsedMs)}):`;
  const run = `Digest ${digest.slice(0, 16)}…`;
  if (comparisons.length === 0) {
    return [`${title} none of its phrases is one of the model's. ${mistaken.length} detections. ${run}`];
  }
  return [
    title,
    '',
    ...table([['phrase', 'said', 'heard', 'score', 'end off by'], ...rows.map(({ cells }) => cells)]).map(
      (line) => `  ${line}`,
    ),
    '',
    `${heard} of ${comparisons.length} phrases heard, ${mistaken.length} heard that were not said. ${run}`,
  ];
}

interface Row {
  /** Where in the recording it belongs. */
  readonly atMs: number;
  readonly cells: readonly string[];
}

function rowOf({ said, heard }: Comparison): Row {
  const found =
    heard === null ? ['missed'] : [stretch(heard), heard.score.toFixed(2), offBy(heard.endsAtMs - said.endsAtMs)];
  return { atMs: said.startsAtMs, cells: [said.label, stretch(said), ...found] };
}

function mistakenRowOf(detection: Detection): Row {
  const { label, startsAtMs, score } = detection;
  return { atMs: startsAtMs, cells: [label, 'not said', stretch(detection), score.toFixed(2)] };
}

function stretch({ startsAtMs, endsAtMs }: { startsAtMs: number; endsAtMs: number }): string {
  return `${(startsAtMs / 1000).toFixed(2)}–${seconds(endsAtMs)}`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function offBy(ms: number): string {
  return `${ms < 0 ? '-' : '+'}${Math.abs(Math.round(ms))} ms`;
}
