// Normal series of one channel, of many kinds. Each kind draws its parameters from the seed, so no two series are alike.
import { channel, DAY_MS, type Draft, type DraftMaker, type DraftOptions, NOISE, white } from './draft.js';

const HARMONIC = 0.3;
/** The signal in an event, and between events. */
export const BUSY = 0.8;
export const REST = 0.1;

export const constant: DraftMaker = (options) =>
  gaussian(
    options,
    channel(options.rows, () => 0.5),
  );

/** A sensor of few digits: noise of two steps. */
export const rounded: DraftMaker = (options) => ({
  ...constant(options),
  sensor: (values) => values.map((value) => Math.round(value / 0.01) * 0.01),
});

export const heavyTailed: DraftMaker = (options) => {
  const { rows, chance } = options;
  const noise = channel(rows, () => {
    const squares = chance.normal() ** 2 + chance.normal() ** 2 + chance.normal() ** 2;
    return (NOISE * chance.normal()) / Math.sqrt(squares); // Student's t, 3 degrees of freedom, deviation NOISE
  });
  return { signal: [channel(rows, () => 0.5)], noise: [noise], noiseSize: NOISE };
};

export const day: DraftMaker = (options) => {
  const wave = waveOf(options, dayRows(options));
  return {
    ...gaussian(
      options,
      channel(options.rows, (row) => wave(row)),
    ),
    period: dayRows(options),
  };
};

/** A day, and a week whose last two days are calm. The first row is a Monday. */
export const week: DraftMaker = (options) => {
  const [rowsADay, calm] = [dayRows(options), options.shape.between(0.2, 0.6)];
  const wave = waveOf(options, rowsADay);
  const signal = channel(options.rows, (row) => {
    const weekday = Math.floor(row / rowsADay) % 7;
    return weekday < 5 ? wave(row) : calm * wave(row);
  });
  return { ...gaussian(options, signal), period: rowsADay };
};

/** A machine's cycle, which knows no day. */
export const cycle: DraftMaker = (options) => {
  const period = 24 + options.shape.below(67);
  const wave = waveOf(options, period);
  return {
    ...gaussian(
      options,
      channel(options.rows, (row) => wave(row)),
    ),
    period,
  };
};

/** A tank that fills slowly and is emptied. */
export const sawtooth: DraftMaker = (options) => {
  const period = 40 + options.shape.below(81);
  const signal = channel(options.rows, (row) => 0.1 + (0.8 * (options.placeOf(row) % period)) / period);
  return { ...gaussian(options, signal), period };
};

/** A set point that changes among three levels. */
export const regimes: DraftMaker = (options) => {
  const { rows, shape } = options;
  const levels = [shape.between(0.1, 0.3), shape.between(0.4, 0.6), shape.between(0.7, 0.9)];
  let [level, left] = [1, 0];
  const signal = channel(rows, () => {
    if (left-- <= 0) {
      level = (level + 1 + shape.below(2)) % 3;
      left = 40 + Math.floor(-250 * Math.log(1 - shape.next()));
    }
    return levels[level] as number;
  });
  return gaussian(options, signal);
};

/** Noise that is four times as large at one time of the day as at another. */
export const uneven: DraftMaker = (options) => {
  const rowsADay = dayRows(options);
  const wave = waveOf(options, rowsADay);
  const noise = white(options).map(
    (value, row) => value * (0.5 + 0.75 * (1 + Math.sin((2 * Math.PI * row) / rowsADay))),
  );
  const signal = channel(options.rows, (row) => wave(row));
  return { signal: [signal], noise: [noise], noiseSize: NOISE, period: rowsADay };
};

/** Each value is near the one before. */
export const autoregressive: DraftMaker = (options) => gaussian(options, wander(options, 0.97, 0.12));

/** Wanders slowly over days. */
export const drifting: DraftMaker = (options) => gaussian(options, wander(options, 0.9995, 0.15));

/** A meter that only grows, faster by day, and begins anew where its digits end. */
export const counter: DraftMaker = (options) => {
  const wave = waveOf(options, dayRows(options));
  const most = options.shape.between(300, 1500);
  const signal = channel(options.rows, (row) => wave(row));
  const sensor = (rates: Float64Array) => {
    let sum = 0;
    return rates.map((rate) => {
      sum += Math.max(0, rate);
      if (sum > most) sum = 0;
      return sum;
    });
  };
  return { ...gaussian(options, signal), period: dayRows(options), sensor };
};

/** A thermostat: on for a while, off for a while. */
export const onOff: DraftMaker = ({ rows, shape, chance }) => {
  const [on, off] = [8 + shape.below(12), 15 + shape.below(30)];
  let [state, left] = [0, 0];
  const signal = channel(rows, () => {
    if (left-- <= 0) {
      state = 1 - state;
      left = Math.round((state === 1 ? on : off) * chance.between(0.7, 1.3));
    }
    return state;
  });
  return { signal: [signal], noise: [new Float64Array(rows)], noiseSize: 0 };
};

/** Demand: mostly nothing, now and then a little or much. */
export const intermittent: DraftMaker = ({ rows, shape, chance }) => {
  const often = shape.between(0.03, 0.1);
  const signal = channel(rows, () => {
    const [asked, amount] = [chance.chance(often), -Math.log(1 - chance.next())];
    return asked ? 0.15 * amount : 0;
  });
  return { signal: [signal], noise: [new Float64Array(rows)], noiseSize: 0 };
};

/** An event at the same four times of every day. */
export const schedule: DraftMaker = (options) => events(options, Math.round(dayRows(options) / 4));

/** A machine that does one piece of work after the other, and knows no day. */
export const pulses: DraftMaker = (options) => events(options, 24 + options.shape.below(49));

function events(options: DraftOptions, period: number): Draft {
  const { rows, shape, placeOf } = options;
  const [begins, lasts] = [shape.below(Math.floor(period / 2)), Math.max(2, Math.round(period / 8))];
  const signal = channel(rows, (row) => {
    const place = placeOf(row) % period;
    return place >= begins && place < begins + lasts ? BUSY : REST;
  });
  const count = Math.floor((rows - begins - lasts) / period) + 1;
  const ranges = Array.from({ length: Math.max(0, count) }, (_, i) => {
    const from = i * period + begins;
    return [from, from + lasts - 1] as const;
  });
  return { ...gaussian(options, signal), period, events: ranges, rest: REST };
}

export function dayRows({ stepMs }: DraftOptions): number {
  return Math.max(2, Math.round(DAY_MS / stepMs));
}

/** A smooth wave from about 0.1 to 0.9 of the range, of a period in rows. */
export function waveOf({ shape, placeOf }: DraftOptions, period: number): (row: number) => number {
  const [phase, second, bend] = [shape.next(), shape.next(), HARMONIC * shape.next()];
  return (row) => {
    const at = 2 * Math.PI * (placeOf(row) / period + phase);
    return 0.5 + (0.4 * (Math.sin(at) + bend * Math.sin(2 * at + 2 * Math.PI * second))) / (1 + bend);
  };
}

/** Returns to the middle, by so much a row; of a given deviation. */
export function wander({ rows, chance }: DraftOptions, keeps: number, deviation: number): Float64Array {
  const push = deviation * Math.sqrt(1 - keeps * keeps);
  let away = 0;
  return channel(rows, () => {
    away = keeps * away + push * chance.normal();
    return 0.5 + away;
  });
}

/** One channel with normally distributed noise. */
export function gaussian(options: DraftOptions, signal: Float64Array, size = NOISE): Draft {
  return { signal: [signal], noise: [white(options, size)], noiseSize: size };
}
