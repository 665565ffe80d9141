// Normal series of channels that follow each other in other ways than in proportion: a broken relation is in the second.
import type { DraftMaker, DraftOptions } from './draft.js';
import { linked, mixed, otherCause } from './linked-kinds.js';
import { dayRows, wander, waveOf } from './single-kinds.js';

/** Five sensors in one room, each with what is its own. */
export const sisters: DraftMaker = (options) => {
  const cause = byDay(options);
  const other = otherCause(options);
  const signal = Array.from({ length: 5 }, (_, c) => {
    const own = wander(options, 0.9, 0.02);
    return cause.map((value, row) => {
      const usual = c === 1 ? mixed(options, row, value, other && (other[row] as number)) : value;
      return usual + (own[row] as number) - 0.5;
    });
  });
  return linked(options, signal);
};

/** Pressure, and the flow through a valve, which grows as its root. */
export const valve: DraftMaker = (options) => {
  const cause = byDay(options);
  const other = otherCause(options);
  const flow = (value: number) => 0.9 * Math.sqrt(Math.max(0, value));
  return linked(options, [
    cause,
    cause.map((value, row) => mixed(options, row, flow(value), other && flow(other[row] as number))),
  ]);
};

/** Something heavy that follows its heater over hours. */
export const furnace: DraftMaker = (options) => {
  const { shape } = options;
  const slow = shape.between(0.01, 0.04);
  const cause = byDay(options);
  const other = otherCause(options);
  let warmth = cause[0] as number;
  const warm = cause.map((value) => {
    warmth += slow * (value - warmth);
    return warmth;
  });
  return linked(options, [
    cause,
    warm.map((value, row) => mixed(options, row, value, other && 0.5 + 0.6 * ((other[row] as number) - 0.5))),
  ]);
};

/** A course of the day, and chance. */
function byDay(options: DraftOptions): Float64Array {
  const wave = waveOf(options, dayRows(options));
  return wander(options, 0.98, 0.08).map((value, row) => 0.4 * value + 0.6 * wave(row));
}
