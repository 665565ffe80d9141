// Normal series of what is counted: events, things that wait, bytes.
import { channel, type Draft, type DraftMaker, type DraftOptions } from './draft.js';
import { dayRows, waveOf } from './single-kinds.js';

/** Events of the last minutes: more by day than by night. */
export const events: DraftMaker = (options) => {
  const [wave, most] = [waveOf(options, dayRows(options)), options.shape.between(5, 60)];
  return counted(options, (row) => poisson(options, most * wave(row)) / most);
};

/** Errors: mostly none, now and then one, seldom some. */
export const errors: DraftMaker = (options) => {
  const often = options.shape.between(0.05, 0.4);
  return counted(options, () => poisson(options, often) / 10);
};

/** Who waits: some come, some are served. */
export const queue: DraftMaker = (options) => {
  const { shape } = options;
  const [come, served] = [shape.between(0.8, 1.1), shape.between(1.2, 1.5)];
  let waiting = 0;
  return counted(options, () => {
    waiting = Math.max(0, waiting + poisson(options, come) - poisson(options, served));
    return waiting / 20;
  });
};

/** Bytes of a network: now and then a transfer, of any size, over some rows. */
export const transfers: DraftMaker = (options) => {
  const { shape, chance } = options;
  const often = shape.between(0.01, 0.05);
  let [left, rate] = [0, 0];
  return counted(options, () => {
    if (left > 0) left--;
    else if (chance.chance(often)) {
      left = 1 + Math.floor(-8 * Math.log(1 - chance.next()));
      rate = 0.05 * Math.exp(0.8 * chance.normal());
    } else rate = 0;
    return 0.02 * chance.next() + rate;
  });
};

/** Seconds since the start, and now and then a restart. */
export const uptime: DraftMaker = (options) => {
  const often = options.shape.between(1 / 400, 1 / 150);
  let since = 0;
  return counted(options, () => {
    since = options.chance.chance(often) ? 0 : since + 1;
    return since / 400;
  });
};

/** A meter of pulses: it grows by one now and then, and is never reset. */
export const pulseMeter: DraftMaker = (options) => {
  const often = options.shape.between(0.1, 0.6);
  let count = 0;
  return counted(options, () => {
    count += options.chance.chance(often) ? 1 : 0;
    return count / 1000;
  });
};

/** A counter of few digits, which begins anew every few hours. */
export const odometer: DraftMaker = (options) => {
  const { shape, chance } = options;
  const step = shape.between(0.005, 0.03);
  let sum = 0;
  return counted(options, () => {
    sum += step * chance.between(0.5, 1.5);
    if (sum > 1) sum -= 1;
    return sum;
  });
};

function counted({ rows }: DraftOptions, value: (row: number) => number): Draft {
  return { signal: [channel(rows, value)], noise: [new Float64Array(rows)], noiseSize: 0 };
}

/** By the product of uniform numbers (Knuth); of large means by the normal distribution. */
function poisson({ chance }: DraftOptions, mean: number): number {
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * chance.normal()));
  const least = Math.exp(-mean);
  let count = 0;
  for (let product = chance.next(); product > least; product *= chance.next()) count++;
  return count;
}
