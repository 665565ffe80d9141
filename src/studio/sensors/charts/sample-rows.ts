// Which of many rows a large chart draws: as many as one can tell apart, and of those that fall together the gravest, so that no alarm is lost by it.
import type { Track } from '../track.js';
import type { Shown } from './window.js';

const MOST_DRAWN = 1200;

export function sampleRows(track: Track, { from, to }: Shown): number[] {
  const stride = Math.max(1, Math.ceil((to - from) / MOST_DRAWN));
  const rows: number[] = [];
  // buckets begin at rows counted from the first that ever was: which row stands for its bucket does not change as time goes on
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
