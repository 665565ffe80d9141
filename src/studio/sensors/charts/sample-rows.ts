// Selects the rows that a large chart draws: as many as can be told apart. Of the rows that fall together, the most
// severe one is drawn, so that no alarm is lost.
import type { Track } from '../track.js';
import type { Shown } from './window.js';

const MOST_DRAWN = 1200;

export function sampleRows(track: Track, { from, to }: Shown): number[] {
  const stride = Math.max(1, Math.ceil((to - from) / MOST_DRAWN));
  const rows: number[] = [];
  // buckets are counted from the first row of the stream, so the row that represents a bucket does not change over time
  const before = track.count - track.length;
  let row = from;
  while (row < to) {
    const end = Math.min(to, row + stride - ((before + row) % stride));
    rows.push(gravest(track, row, end));
    row = end;
  }
  return rows;
}

function gravest(track: Track, from: number, to: number): number {
  let found = from;
  for (let row = from + 1; row < to; row++) if (track.severity(row) > track.severity(found)) found = row;
  return found;
}
