// The loss of effects (Wright, Damskägg, Juvela & Välimäki 2020, "Real-time guitar amplifier emulation with deep
// learning", Applied Sciences 10(3), eq. 9-11): the error-to-signal ratio behind a pre-emphasis, because the ear hears
// the upper part better, and the same of the mean, because the pre-emphasis does not see it.

const EMPHASIS = 0.85;
const LEAST_POWER = 1e-6;

/** Rows of outputs, time-major: row = step * sequences + sequence, `stride` floats apart, the first is meant. */
export interface EffectRows {
  readonly values: Float32Array;
  readonly stride: number;
  readonly sequences: number;
  readonly steps: number;
}

/**
 * `wanted(step, sequence)` is what the output should be. Writes the gradient over the outputs, and returns the loss. The
 * ratio is that of the whole batch, so a quiet sequence does not count more than it is heard.
 */
export function effectLoss(
  rows: EffectRows,
  wanted: (step: number, sequence: number) => number,
  heard: (step: number, sequence: number) => number,
): number {
  const { values, stride, sequences, steps } = rows;
  const at = (step: number, sequence: number) => (step * sequences + sequence) * stride;
  const error = new Float64Array(steps);
  const filtered = new Float64Array(steps + 1);
  let [emphasized, plain] = [0, 0];
  for (let s = 0; s < sequences; s++)
    for (let t = 0; t < steps; t++) {
      const y = heard(t, s);
      plain += y * y;
      if (t > 0) emphasized += (y - EMPHASIS * heard(t - 1, s)) ** 2;
    }
  emphasized = Math.max(emphasized, LEAST_POWER * sequences * steps);
  plain = Math.max(plain / (sequences * steps), LEAST_POWER);
  let [ratio, offset] = [0, 0];
  for (let s = 0; s < sequences; s++) {
    let mean = 0;
    for (let t = 0; t < steps; t++) {
      error[t] = wanted(t, s) - (values[at(t, s)] as number);
      mean += (error[t] as number) / steps;
      filtered[t] = t === 0 ? 0 : (error[t] as number) - EMPHASIS * (error[t - 1] as number);
      ratio += (filtered[t] as number) ** 2;
    }
    offset += mean ** 2 / sequences;
    const slope = mean / (plain * sequences * steps);
    for (let t = 0; t < steps; t++) {
      const inner = (filtered[t] as number) - EMPHASIS * (filtered[t + 1] as number);
      const place = at(t, s);
      values[place] = -2 * (inner / emphasized + slope);
      values.fill(0, place + 1, place + stride);
    }
  }
  return ratio / emphasized + offset / plain;
}

/** Error-to-signal ratio: the power of the difference by that of what is wanted. */
export function errorToSignal(given: Float32Array, wanted: Float32Array, from = 0): number {
  let [error, power] = [0, 0];
  for (let i = from; i < wanted.length; i++) {
    error += ((wanted[i] as number) - (given[i] as number)) ** 2;
    power += (wanted[i] as number) ** 2;
  }
  return error / power;
}
