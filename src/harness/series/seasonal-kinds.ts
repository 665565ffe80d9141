// Normal series that repeat themselves: by the day, by the week, by more than one period, or by one that wanders.
import { channel, type DraftMaker, NOISE } from './draft.js';
import { dayRows, gaussian, wander, waveOf } from './single-kinds.js';

/** A machine's cycle on the wave of a day. */
export const twoPeriods: DraftMaker = (options) => {
  const rowsADay = dayRows(options);
  const [long, short] = [waveOf(options, rowsADay), waveOf(options, 24 + options.shape.below(67))];
  const share = options.shape.between(0.2, 0.5);
  const signal = channel(options.rows, (row) => (1 - share) * long(row) + share * short(row));
  return { ...gaussian(options, signal), period: rowsADay };
};

/** Sun on a panel: nothing at night, clouds by day. */
export const daylight: DraftMaker = (options) => {
  const { rows, shape } = options;
  const [rowsADay, long, cloudy] = [dayRows(options), shape.between(0.35, 0.6), shape.between(0.2, 0.6)];
  const clouds = wander(options, 0.9, 0.3);
  const signal = channel(rows, (row) => {
    const height = Math.cos(((2 * ((row % rowsADay) / rowsADay) - 1) * Math.PI) / (2 * long));
    const up = Math.abs(2 * ((row % rowsADay) / rowsADay) - 1) < long;
    return up ? 0.9 * height * (1 - cloudy * Math.min(1, Math.max(0, clouds[row] as number))) : 0;
  });
  return {
    ...gaussian(options, signal, NOISE / 4),
    sensor: (values) => values.map((value, row) => ((signal[row] as number) === 0 ? 0 : Math.max(0, value))),
  };
};

/** Traffic of a road: a rush in the morning and one in the evening, and another course at weekends. */
export const rush: DraftMaker = (options) => {
  const { rows, shape } = options;
  const rowsADay = dayRows(options);
  const [morning, evening, noon] = [shape.between(0.29, 0.36), shape.between(0.68, 0.77), shape.between(0.5, 0.62)];
  const bell = (at: number, middle: number, width: number) => Math.exp(-(((at - middle) / width) ** 2));
  const signal = channel(rows, (row) => {
    const at = (row % rowsADay) / rowsADay;
    const weekend = Math.floor(row / rowsADay) % 7 >= 5;
    if (weekend) return 0.1 + 0.4 * bell(at, noon, 0.15);
    return 0.1 + 0.7 * bell(at, morning, 0.05) + 0.6 * bell(at, evening, 0.07) + 0.2 * bell(at, 0.5, 0.2);
  });
  return { ...gaussian(options, signal), period: rowsADay };
};

/** Work in shifts, each with a level of its own, and rest at weekends. */
export const shifts: DraftMaker = (options) => {
  const { rows, shape } = options;
  const rowsADay = dayRows(options);
  const levels = [shape.between(0.2, 0.5), shape.between(0.6, 0.9), shape.between(0.4, 0.7)];
  const signal = channel(rows, (row) => {
    const weekend = Math.floor(row / rowsADay) % 7 >= 5;
    return weekend ? 0.1 : (levels[Math.floor((3 * (row % rowsADay)) / rowsADay)] as number);
  });
  return gaussian(options, signal);
};

/** A wave of a day whose height wanders over the days. */
export const swelling: DraftMaker = (options) => {
  const rowsADay = dayRows(options);
  const wave = waveOf(options, rowsADay);
  const height = wander(options, 1 - 0.5 / rowsADay, 0.12);
  const signal = channel(options.rows, (row) => 0.5 + (wave(row) - 0.5) * Math.max(0.2, 0.4 + (height[row] as number)));
  return gaussian(options, signal);
};

/** A machine's cycle that is now a little faster, now slower. */
export const unsteady: DraftMaker = (options) => {
  const wave = waveOf(options, 1);
  const [period, speed] = [24 + options.shape.below(67), wander(options, 0.99, 0.05)];
  let place = 0;
  const signal = channel(options.rows, (row) => {
    place += (0.5 + (speed[row] as number)) / period;
    return wave(place);
  });
  return gaussian(options, signal);
};

/** One level by day, another by night. */
export const square: DraftMaker = (options) => {
  const { rows, shape } = options;
  const rowsADay = dayRows(options);
  const [from, to] = [shape.between(0.2, 0.4), shape.between(0.6, 0.85)];
  const signal = channel(rows, (row) => {
    const at = (options.placeOf(row) % rowsADay) / rowsADay;
    return at >= from && at < to ? 0.8 : 0.2;
  });
  return { ...gaussian(options, signal), period: rowsADay };
};
