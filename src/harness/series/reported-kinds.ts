// Normal series as sensors report them: on change only, seldom, in few digits, with gaps, at uneven times.
import { channel, type DraftMaker, NOISE, white } from './draft.js';
import { dayRows, gaussian, wander, waveOf } from './single-kinds.js';

/** A new value only where it has changed by enough. */
export const onChange: DraftMaker = (options) => {
  const least = options.shape.between(1, 3) * NOISE;
  const held = (values: Float64Array) => {
    let last = values[0] as number;
    return values.map((value) => {
      if (Math.abs(value - last) > least) last = value;
      return last;
    });
  };
  return { ...gaussian(options, wander(options, 0.99, 0.15), NOISE / 2), sensor: held };
};

/** A new value every few rows. */
export const seldom: DraftMaker = (options) => {
  const every = 3 + options.shape.below(10);
  const held = (values: Float64Array) => values.map((_, row) => values[row - (row % every)] as number);
  return { ...gaussian(options, wander(options, 0.99, 0.12)), sensor: held };
};

/** Noise that is less than one digit. */
export const coarse: DraftMaker = (options) => {
  const wave = waveOf(options, dayRows(options));
  const signal = channel(options.rows, (row) => wave(row));
  const digits = (values: Float64Array) => values.map((value) => Math.round(value / 0.05) * 0.05);
  return { ...gaussian(options, signal), period: dayRows(options), sensor: digits };
};

/** A sensor at the end of its range for a part of the day. */
export const clipped: DraftMaker = (options) => {
  const [wave, most] = [waveOf(options, dayRows(options)), options.shape.between(0.6, 0.75)];
  const signal = channel(options.rows, (row) => wave(row));
  const cut = (values: Float64Array) => values.map((value) => Math.min(most, value));
  return { ...gaussian(options, signal), period: dayRows(options), sensor: cut };
};

/** One row in ten has no value. */
export const missing: DraftMaker = (options) => {
  const wave = waveOf(options, dayRows(options));
  const there = channel(options.rows, () => (options.chance.chance(0.1) ? Number.NaN : 0));
  const signal = channel(options.rows, (row) => wave(row));
  return {
    ...gaussian(options, signal),
    period: dayRows(options),
    sensor: (values) => values.map((value, row) => value + (there[row] as number)),
  };
};

/** Now and then no value for hours. */
export const gaps: DraftMaker = (options) => {
  const { chance, rows } = options;
  let left = 0;
  const there = channel(rows, () => {
    if (left > 0) left--;
    else if (chance.chance(0.003)) left = 5 + Math.floor(-40 * Math.log(1 - chance.next()));
    return left > 0 ? Number.NaN : 0;
  });
  return {
    ...gaussian(options, wander(options, 0.97, 0.12)),
    sensor: (values) => values.map((value, row) => value + (there[row] as number)),
  };
};

/** Rows at uneven times: many close together, then none for a while. */
export const irregular: DraftMaker = (options) => {
  const { rows, chance, stepMs } = options;
  let time = 0;
  const timesMs = channel(rows, () => {
    time += Math.round(-stepMs * Math.log(1 - chance.next())) + 1;
    return time;
  });
  const wave = waveOf({ ...options, placeOf: (row) => (timesMs[row] as number) / stepMs }, dayRows(options));
  return {
    ...gaussian(
      options,
      channel(rows, (row) => wave(row)),
    ),
    timesMs,
  };
};

/** Noise beside it: a rounded value of a battery that is seldom charged. */
export const battery: DraftMaker = (options) => {
  const { rows, shape, chance } = options;
  const [falls, charge] = [shape.between(0.0005, 0.003), shape.between(0.15, 0.35)];
  let [value, charging] = [0.8, false];
  const signal = channel(rows, () => {
    if (value < charge) charging = true;
    if (value > 0.95) charging = false;
    value += (charging ? 0.03 : -falls) * chance.between(0.5, 1.5);
    return value;
  });
  return {
    signal: [signal],
    noise: [white(options, NOISE / 8)],
    noiseSize: NOISE / 8,
    sensor: (values) => values.map((each) => Math.round(each * 100) / 100),
  };
};
