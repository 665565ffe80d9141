// The benchmark's own simple detector, for comparison: how far out a value lies under the normal distribution of the last 6,400 values.

const WINDOW = 6400;
const STEP = 100;

/** A score from 0.5 (at the mean) to 1 for each value, by those before it. */
export function windowedGaussian(values: ArrayLike<number>): Float64Array {
  const window: number[] = [];
  let waiting: number[] = [];
  let mean = 0;
  let deviation = 1;
  const update = () => {
    mean = window.reduce((a, b) => a + b, 0) / window.length;
    deviation = Math.sqrt(window.reduce((sum, v) => sum + (v - mean) ** 2, 0) / window.length) || 1e-6;
  };
  return Float64Array.from({ length: values.length }, (_, i) => {
    const value = values[i] as number;
    const score = window.length > 0 ? 1 - tail(Math.abs(value - mean) / deviation) : 0;
    if (window.length < WINDOW) {
      window.push(value);
      update();
    } else if (waiting.push(value) === STEP) {
      window.splice(0, STEP, ...[]);
      window.push(...waiting);
      waiting = [];
      update();
    }
    return score;
  });
}

/** How likely a standard normal variable is above z >= 0 (Numerical Recipes' erfc, error below 1.2e-7 of the value). */
export function tail(z: number): number {
  const x = z / Math.SQRT2;
  const t = 1 / (1 + 0.5 * x);
  const p =
    -x * x -
    1.26551223 +
    t *
      (1.00002368 +
        t *
          (0.37409196 +
            t *
              (0.09678418 +
                t *
                  (-0.18628806 +
                    t * (0.27886807 + t * (-1.13520398 + t * (1.48851587 + t * (-0.82215223 + t * 0.17087277))))))));
  return 0.5 * t * Math.exp(p);
}
