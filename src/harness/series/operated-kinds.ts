// Normal series of machines that people or controllers switch and set.
import { channel, type DraftMaker, NOISE, white } from './draft.js';
import { gaussian } from './single-kinds.js';

/** A set point that somebody changes at any time to any value; the process follows within some rows. */
export const setPoints: DraftMaker = (options) => {
  const { rows, shape, chance } = options;
  const quick = shape.between(0.1, 0.5);
  let [point, value, left] = [0.5, 0.5, 0];
  const signal = channel(rows, () => {
    if (left-- <= 0) {
      point = chance.between(0.1, 0.9);
      left = 30 + Math.floor(-120 * Math.log(1 - chance.next()));
    }
    value += quick * (point - value);
    return value;
  });
  return gaussian(options, signal);
};

/** Moves at an even speed from one place to the next, and rests there. */
export const ramps: DraftMaker = (options) => {
  const { rows, shape, chance } = options;
  const speed = shape.between(0.005, 0.03);
  let [point, value, rests] = [0.5, 0.5, 0];
  const signal = channel(rows, () => {
    if (Math.abs(point - value) > speed) value += point > value ? speed : -speed;
    else if (rests-- <= 0) {
      point = chance.between(0.1, 0.9);
      rests = 10 + chance.below(60);
    }
    return value;
  });
  return gaussian(options, signal);
};

/** A room between two limits: it warms up while the heating is on, and cools down. */
export const thermostat: DraftMaker = (options) => {
  const { rows, shape, chance } = options;
  const [up, down] = [shape.between(0.03, 0.1), shape.between(0.01, 0.05)];
  let [value, heats] = [0.5, true];
  const signal = channel(rows, () => {
    if (value > 0.7) heats = false;
    if (value < 0.3) heats = true;
    value += (heats ? up : -down) * chance.between(0.7, 1.3);
    return value;
  });
  return gaussian(options, signal, NOISE / 2);
};

/** One batch after the other: filled, heated, held, cooled, each in about its time; and a pause between. */
export const batches: DraftMaker = (options) => {
  const { rows, shape, chance } = options;
  const steps = [0.3, 0.8, 0.8, 0.1, 0.1].map((to) => ({ to, rows: 8 + shape.below(30) }));
  let [step, from, at, length] = [0, 0.1, 0, 10];
  const signal = channel(rows, () => {
    const { to } = steps[step] as { readonly to: number };
    const value = from + (to - from) * Math.min(1, at / length);
    if (++at > length) {
      step = (step + 1) % steps.length;
      [from, at] = [to, 0];
      length = Math.round((steps[step]?.rows as number) * chance.between(0.8, 1.3));
    }
    return value;
  });
  return gaussian(options, signal, NOISE / 2);
};

/** Works at a level, with pauses at any time, several a day. */
export const pauses: DraftMaker = (options) => {
  const { rows, shape, chance } = options;
  const [works, rests] = [shape.between(40, 150), shape.between(5, 20)];
  let [isWorking, left] = [false, 0];
  const signal = channel(rows, () => {
    if (left-- <= 0) {
      isWorking = !isWorking;
      left = 2 + Math.floor(-(isWorking ? works : rests) * Math.log(1 - chance.next()));
    }
    return isWorking ? 0.7 : 0.05;
  });
  return gaussian(options, signal);
};

/** A compressor: no power while off; while on, power that is highest at the start. */
export const compressor: DraftMaker = (options) => {
  const { rows, shape, chance } = options;
  const [on, off] = [8 + shape.below(12), 15 + shape.below(30)];
  let [isOn, left, since] = [false, 0, 0];
  const signal = channel(rows, () => {
    if (left-- <= 0) {
      isOn = !isOn;
      since = 0;
      left = Math.round((isOn ? on : off) * chance.between(0.7, 1.3));
    }
    return isOn ? 0.5 + 0.3 * 0.6 ** since++ : 0;
  });
  const noise = white(options).map((value, row) => ((signal[row] as number) > 0 ? value : 0));
  return { signal: [signal], noise: [noise], noiseSize: NOISE };
};

/** A switch of few positions. */
export const positions: DraftMaker = (options) => {
  const { rows, shape, chance } = options;
  const [count, stays] = [3 + shape.below(4), shape.between(10, 60)];
  let [at, left] = [0, 0];
  const signal = channel(rows, () => {
    if (left-- <= 0) {
      at = (at + 1 + chance.below(count - 1)) % count;
      left = 3 + Math.floor(-stays * Math.log(1 - chance.next()));
    }
    return at / count;
  });
  return { signal: [signal], noise: [new Float64Array(rows)], noiseSize: 0 };
};
