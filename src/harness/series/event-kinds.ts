// Normal series of events, by chance, by the hour or one after the other, and of what may be missing of them.
import { channel, type Draft, type DraftMaker, type DraftOptions, white } from './draft.js';
import { BUSY, dayRows, REST } from './single-kinds.js';

/** One row in an hour, where rows are five minutes apart. */
const HOURS = 24;

/** A beat: short, after about equal times. */
export const heartbeat: DraftMaker = (options) => {
  const period = options.shape.between(9, 18);
  return eventsAt(options, repeated(options, period, [0.94, 1.06]), () => 2);
};

/** A job every night, at about the same time, that lasts longer or shorter. */
export const nightly: DraftMaker = (options) => {
  const { rows, shape, chance } = options;
  const rowsADay = dayRows(options);
  const at = Math.round(rowsADay * shape.between(0.02, 0.2));
  const begins: number[] = [];
  for (let day = 0; day * rowsADay + at < rows; day++) begins.push(day * rowsADay + at + chance.below(3));
  return eventsAt(options, begins, () => 5 + chance.below(8));
};

/** A machine that defrosts after so many hours, more or less. */
export const defrost: DraftMaker = (options) => {
  const period = options.shape.between(60, 110);
  return eventsAt(options, repeated(options, period, [0.8, 1.2]), () => 3 + options.chance.below(3));
};

/**
 * A door: opened by chance, on workdays in the hours of work alone. That it stays shut for a whole workday is what is
 * missing: of single openings none is expected.
 */
export const door: DraftMaker = (options) => {
  const { rows, shape, chance } = options;
  const rowsADay = dayRows(options);
  const [opens, shuts, often] = [shape.between(6, 8) / HOURS, shape.between(17, 20) / HOURS, shape.between(0.12, 0.25)];
  const isOpen = (row: number) => {
    const [day, hour] = [Math.floor(row / rowsADay), (row % rowsADay) / rowsADay];
    return day % 7 < 5 && hour >= opens && hour < shuts;
  };
  const begins: number[] = [];
  for (let row = 0; row < rows; row++) if (chance.chance(often) && isOpen(row)) begins.push(row);
  const draft = eventsAt(options, begins, () => 1);
  const first = (day: number) => day * rowsADay + Math.round(opens * rowsADay);
  const workdays = Array.from({ length: Math.floor(rows / rowsADay) }, (_, day) => day).filter((day) => day % 7 < 5);
  return { ...draft, events: workdays.map((day) => [first(day), (day + 1) * rowsADay - 1] as const) };
};

/** Rows that come one after the other, each after the least to the most of the period. */
function repeated({ rows, shape, chance }: DraftOptions, period: number, [least, most]: readonly [number, number]) {
  const begins: number[] = [];
  for (let at = shape.between(0, period); at < rows; at += period * chance.between(least, most))
    begins.push(Math.floor(at));
  return begins;
}

/** An event that is missing is so until the next one comes: it may not be known before that it is late. */
function eventsAt(options: DraftOptions, begins: readonly number[], lasts: () => number): Draft {
  const signal = channel(options.rows, () => REST);
  for (const from of begins) signal.fill(BUSY, from, from + lasts());
  const events = begins.slice(0, -1).map((from, i) => [from, (begins[i + 1] as number) - 1] as const);
  return { signal: [signal], noise: [white(options)], noiseSize: 0.02, events, rest: REST };
}
