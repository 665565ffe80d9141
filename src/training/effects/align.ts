// Two recordings of one performance, the dry one and the one behind the device, brought to one time.

/** How the target lies to the input. */
export interface Alignment {
  /** Samples by which the target is later. */
  readonly lag: number;
  /** Correlation at this lag, from -1 to 1; negative where the device inverts. */
  readonly correlation: number;
}

/** Samples that are compared, at most: the loudest. */
const COMPARED = 32_768;

/** The lag, of at most `most` samples to either side, at which the recordings are most alike. */
export function findLag(input: Float32Array, target: Float32Array, most: number): Alignment {
  const length = Math.min(input.length, target.length);
  const size = Math.min(COMPARED, Math.max(1, length - 2 * most));
  const from = loudest(input, most, length - most - size, size);
  let best: Alignment = { lag: 0, correlation: 0 };
  const power = powerOf(input, from, size);
  for (let lag = -most; lag <= most; lag++) {
    const at = from + lag;
    if (at < 0 || at + size > target.length) continue;
    let sum = 0;
    for (let i = 0; i < size; i++) sum += (input[from + i] as number) * (target[at + i] as number);
    const correlation = sum / (Math.sqrt(power * powerOf(target, at, size)) || 1);
    if (Math.abs(correlation) > Math.abs(best.correlation)) best = { lag, correlation };
  }
  return best;
}

/** Lags up to this are the device's own: a filter answers late. */
const OWN_LAG = 4;

/**
 * The same stretch of both. A sample of the lag is left, because a device answers with the sample or after it, and a
 * network cannot look ahead.
 */
export function aligned(input: Float32Array, target: Float32Array, { lag }: Alignment): [Float32Array, Float32Array] {
  const shift = Math.abs(lag) <= OWN_LAG ? 0 : lag - 1;
  const [x, y] = [input.subarray(Math.max(0, -shift)), target.subarray(Math.max(0, shift))];
  const length = Math.min(x.length, y.length);
  return [x.subarray(0, length), y.subarray(0, length)];
}

function loudest(samples: Float32Array, from: number, to: number, size: number): number {
  let best = Math.max(0, from);
  let most = -1;
  for (let at = best; at <= to; at += size) {
    const power = powerOf(samples, at, size);
    if (power > most) [best, most] = [at, power];
  }
  return best;
}

function powerOf(samples: Float32Array, from: number, size: number): number {
  let sum = 0;
  for (let i = from; i < from + size; i++) sum += (samples[i] as number) ** 2;
  return sum;
}
