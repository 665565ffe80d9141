// Normal series of three channels that depend on each other, and what other kinds of such series have in common with them.
import type { Random } from '../../random.js';
import { channel, type Draft, type DraftMaker, type DraftOptions, NOISE, white } from './draft.js';
import { dayRows, wander, waveOf } from './single-kinds.js';

/** Three sensors of one process: the second and the third follow the first, each with a gain and a lag of its own. */
export const correlated: DraftMaker = (options) => {
  const { rows, shape } = options;
  const [gain, lag, fall, lead] = [shape.between(0.6, 1), shape.below(6), shape.between(-1, -0.6), shape.below(6)];
  const cause = wander(options, 0.98, 0.15);
  const other = otherCause(options);
  const follows = (from: Float64Array, row: number) => gain * ((from[Math.max(0, row - lag)] as number) - 0.5) + 0.5;
  const signal = [
    cause,
    channel(rows, (row) => mixed(options, row, follows(cause, row), other && follows(other, row))),
    channel(rows, (row) => fall * ((cause[Math.max(0, row - lead)] as number) - 0.5) + 0.5),
  ];
  return linked(options, signal);
};

/** A pump: load by day and week, and by chance; current that follows it, and a temperature that follows slowly. */
export const pump: DraftMaker = (options) => {
  const { rows, shape } = options;
  const [rowsADay, calm, slow] = [dayRows(options), shape.between(0.3, 0.7), shape.between(0.05, 0.2)];
  const wave = waveOf(options, rowsADay);
  const chance = wander(options, 0.95, 0.05);
  const load = channel(rows, (row) => {
    const weekday = Math.floor(row / rowsADay) % 7;
    return (weekday < 5 ? 1 : calm) * wave(row) + (chance[row] as number) - 0.5;
  });
  const other = otherCause(options);
  const current = (value: number) => 0.2 + 0.6 * value;
  let warmth = load[0] as number;
  const signal = [
    load,
    channel(rows, (row) => mixed(options, row, current(load[row] as number), other && current(other[row] as number))),
    channel(rows, (row) => {
      warmth += slow * ((load[row] as number) - warmth);
      return warmth;
    }),
  ];
  return { ...linked(options, signal), period: rowsADay };
};

/** While the relation is broken: the same manner of wandering, by another chance. */
export function otherCause(options: DraftOptions): Float64Array | null {
  if (options.apart === null) return null;
  const chance: Random = options.apart.chance;
  return wander({ ...options, chance }, 0.98, 0.15);
}

/** It leaves the true value over a few rows, so that no jump tells of it. */
export function mixed({ apart }: DraftOptions, row: number, usual: number, other: number | null): number {
  if (apart === null || other === null || row < apart.from || row > apart.to) return usual;
  const share = Math.min(1, (row - apart.from + 1) / CROSSING, (apart.to - row + 1) / CROSSING);
  return (1 - share) * usual + share * other;
}

const CROSSING = 12;

/** Channels with normally distributed noise, each with its own. */
export function linked(options: DraftOptions, signal: readonly Float64Array[], size = NOISE / 2): Draft {
  return { signal, noise: signal.map(() => white(options, size)), noiseSize: size };
}
