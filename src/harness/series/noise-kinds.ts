// Normal series whose noise is not that of a textbook.
import { channel, type DraftMaker, type DraftOptions, NOISE, white } from './draft.js';
import { dayRows, wander, waveOf } from './single-kinds.js';

/** Noise that is large for a while and small for a while, as it was lately (Engle 1982, ARCH). */
export const clustered: DraftMaker = (options) => {
  const keeps = options.shape.between(0.8, 0.9);
  let [square, last] = [NOISE * NOISE, 0];
  return level(options, () => {
    square = NOISE * NOISE * 0.05 + keeps * square + (0.95 - keeps) * last * last;
    last = Math.sqrt(square) * options.chance.normal();
    return last;
  });
};

/** Noise to one side: most values low, some far up. */
export const skewed: DraftMaker = (options) => {
  const bend = options.shape.between(0.5, 0.9);
  return level(options, () => NOISE * (Math.exp(bend * options.chance.normal()) - 1));
};

/** Noise with a peak and longer tails than the normal distribution (Laplace's). */
export const peaked: DraftMaker = (options) =>
  level(options, () => (options.chance.chance(0.5) ? -1 : 1) * -0.7 * NOISE * Math.log(1 - options.chance.next()));

export const uniform: DraftMaker = (options) => level(options, () => options.chance.between(-1.7 * NOISE, 1.7 * NOISE));

/** Now and then one value is far out: a bad contact that everybody knows of. */
export const glitches: DraftMaker = (options) => {
  const [often, far] = [options.shape.between(0.005, 0.02), options.shape.between(0.1, 0.3)];
  return level(options, () => {
    const usual = NOISE * options.chance.normal();
    return options.chance.chance(often) ? usual + far * options.chance.between(0.7, 1.3) : usual;
  });
};

/** Noise in proportion to a level that has a wave of a day. */
export const proportional: DraftMaker = (options) => {
  const wave = waveOf(options, dayRows(options));
  const signal = channel(options.rows, (row) => wave(row));
  const noise = white(options).map((value, row) => 2 * value * (signal[row] as number));
  return { signal: [signal], noise: [noise], noiseSize: NOISE, period: dayRows(options) };
};

/** Two kinds of operation: calm for some hours, rough for some. */
export const roughAndCalm: DraftMaker = (options) => {
  const { shape, chance } = options;
  const rough = shape.between(2, 5);
  let [isRough, left] = [false, 0];
  return level(options, () => {
    if (left-- <= 0) {
      isRough = !isRough;
      left = 20 + Math.floor(-80 * Math.log(1 - chance.next()));
    }
    return (isRough ? rough : 1) * 0.5 * NOISE * chance.normal();
  });
};

/** A structure that swings: noise with a pitch. */
export const swinging: DraftMaker = (options) => {
  const [turn, keeps] = [options.shape.between(0.3, 1.2), options.shape.between(0.9, 0.98)];
  let [last, before] = [0, 0];
  return level(options, () => {
    const now = 2 * keeps * Math.cos(turn) * last - keeps * keeps * before + 0.3 * NOISE * options.chance.normal();
    [before, last] = [last, now];
    return now;
  });
};

/** Pushed away now and then, and slowly coming back. */
export const pushed: DraftMaker = (options) => {
  const { shape, chance } = options;
  const [often, keeps] = [shape.between(0.01, 0.03), shape.between(0.85, 0.97)];
  let away = 0;
  const signal = channel(options.rows, () => {
    away *= keeps;
    if (chance.chance(often)) away += -0.12 * Math.log(1 - chance.next());
    return 0.3 + away;
  });
  return { signal: [signal], noise: [white(options, NOISE / 2)], noiseSize: NOISE / 2 };
};

/** Wanders on all time scales at once. */
export const wandering: DraftMaker = (options) => {
  const parts = [0.5, 0.9, 0.98, 0.996].map((keeps) => wander(options, keeps, 0.05));
  const signal = channel(
    options.rows,
    (row) => 0.5 + parts.reduce((sum, part) => sum + (part[row] as number) - 0.5, 0),
  );
  return { signal: [signal], noise: [white(options, NOISE / 2)], noiseSize: NOISE / 2 };
};

function level(options: DraftOptions, noise: () => number): ReturnType<DraftMaker> {
  return {
    signal: [channel(options.rows, () => 0.5)],
    noise: [channel(options.rows, noise)],
    noiseSize: NOISE,
  };
}
