// Normal series of several channels: devices and places that have more than one sensor.
import { channel, type DraftMaker, NOISE } from './draft.js';
import { linked } from './linked-kinds.js';
import { dayRows, wander, waveOf } from './single-kinds.js';

/** Two sensors of the same thing. */
export const twins: DraftMaker = (options) => {
  const cause = wander(options, 0.99, 0.15);
  return linked(options, [cause, cause]);
};

/** Hot water gives its warmth to cold water: four temperatures, two of which follow slowly. */
export const exchanger: DraftMaker = (options) => {
  const { rows, shape } = options;
  const [hot, cold] = [wander(options, 0.995, 0.1), wander(options, 0.998, 0.05)];
  const [gives, slow] = [shape.between(0.3, 0.6), shape.between(0.05, 0.3)];
  let [hotOut, coldOut] = [0.6, 0.4];
  const after = channel(rows, (row) => {
    const warmth = gives * ((hot[row] as number) + 0.3 - (cold[row] as number));
    hotOut += slow * ((hot[row] as number) + 0.3 - warmth - hotOut);
    return hotOut;
  });
  const other = channel(rows, (row) => {
    const warmth = gives * ((hot[row] as number) + 0.3 - (cold[row] as number));
    coldOut += slow * ((cold[row] as number) + warmth - coldOut);
    return coldOut;
  });
  return linked(options, [hot.map((value) => value + 0.3), cold, after, other], NOISE / 4);
};

/** A drive: it turns or stands, and its current and its warmth follow. */
export const drive: DraftMaker = (options) => {
  const { rows, shape, chance } = options;
  const [works, rests, slow] = [shape.between(20, 80), shape.between(10, 40), shape.between(0.02, 0.1)];
  let [turns, left, warmth] = [false, 0, 0.2];
  const speed = channel(rows, () => {
    if (left-- <= 0) {
      turns = !turns;
      left = 5 + Math.floor(-(turns ? works : rests) * Math.log(1 - chance.next()));
    }
    return turns ? 0.8 : 0;
  });
  const warm = channel(rows, (row) => {
    warmth += slow * (0.2 + 0.5 * (speed[row] as number) - warmth);
    return warmth;
  });
  return linked(options, [speed, speed.map((value) => 0.7 * value), warm], NOISE / 2);
};

/** Weather: temperature by the day and by chance, humidity against it, and wind. */
export const weather: DraftMaker = (options) => {
  const { rows } = options;
  const wave = waveOf(options, dayRows(options));
  const front = wander(options, 0.998, 0.15);
  const gusts = wander(options, 0.9, 0.25);
  const warm = channel(rows, (row) => 0.5 * wave(row) + 0.5 * (front[row] as number));
  return linked(
    options,
    [warm, warm.map((value) => 1 - 0.8 * value), gusts.map((value) => (value - 0.5) ** 2)],
    NOISE / 2,
  );
};

/** A server: requests by day and week, its load, and answers that become slow where it is busy. */
export const computer: DraftMaker = (options) => {
  const { rows, chance, shape } = options;
  const [rowsADay, calm] = [dayRows(options), shape.between(0.5, 0.8)];
  const wave = waveOf(options, rowsADay);
  const asked = channel(rows, (row) => {
    const weekend = Math.floor(row / rowsADay) % 7 >= 5;
    return Math.max(0.02, (weekend ? calm : 1) * wave(row) * (1 + 0.1 * chance.normal()));
  });
  const load = asked.map((value) => Math.min(0.95, 0.1 + 0.7 * value));
  const slow = load.map((value) => (0.05 / (1.05 - value)) * Math.exp(0.2 * chance.normal()));
  return linked(options, [asked, load, slow], NOISE / 2);
};
