// Which rows a picture shows, and between which values. Small and large pictures share it, so that both show the same.
import type { Track } from '../track.js';

/** Rows from `from` to before `to`, and the times at a picture's edges. */
export interface Shown {
  readonly from: number;
  readonly to: number;
  readonly leftMs: number;
  readonly rightMs: number;
}

/** This many rows are shown at least, however rarely they come. */
const LEAST_ROWS = 60;
/** Half the width of the band around the forecast, in spreads. */
export const BAND_SPREADS = 2;

/** The rows of the last `spanMs` before `rightMs`. */
export function shownRows(track: Track, rightMs: number, spanMs: number): Shown {
  const to = Number.isNaN(rightMs) ? 0 : track.from(rightMs + 0.01);
  const few = Math.max(0, to - LEAST_ROWS);
  const from = Math.max(0, Math.min(track.from(rightMs - spanMs) - 1, few));
  const firstMs = to > from ? track.timeMs(from) : rightMs;
  return { from, to, leftMs: Math.min(rightMs - spanMs, to - from <= LEAST_ROWS + 1 ? firstMs : rightMs), rightMs };
}

/**
 * The range of values in which a channel is drawn: the measured values with a margin. The band alone never makes a
 * signal flat.
 */
export function rangeOf(track: Track, channel: number, { from, to }: Shown): [low: number, high: number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = from; row < to; row++) {
    const value = track.value(row, channel);
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(low <= high)) return [0, 1];
  const spread = to > from ? track.spread(to - 1, channel) : Number.NaN;
  const least = Math.max(1e-9, 0.01 * Math.abs(high), Number.isFinite(spread) ? 4 * spread : 0);
  const air = Math.max(0.14 * (high - low), 0.5 * (least - (high - low)));
  return [low - air, high + air];
}
