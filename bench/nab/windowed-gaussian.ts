// The benchmark's own simple detector, for comparison: how improbable a value is under a normal distribution of the
// last 6,400 values.

const WINDOW = 6400;
const STEP = 100;

/** A score from 0.5 (at the mean) to 1 for each value, by those before it. */
export function windowedGaussian(values: ArrayLike<number>): Float64Array {
  const window = new Float64Array(WINDOW);
  let count = 0;
  let waiting: number[] = [];
  let mean = 0;
  let deviation = 1;
  const update = () => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += window[i] as number;
    mean = sum / count;
    let squares = 0;
    for (let i = 0; i < count; i++) squares += ((window[i] as number) - mean) ** 2;
    deviation = Math.sqrt(squares / count) || 1e-6;
  };
  return Float64Array.from({ length: values.length }, (_, i) => {
    const value = values[i] as number;
    const score = count > 0 ? 1 - tail(Math.abs(value - mean) / deviation) : 0;
    if (count < WINDOW) {
      window[count++] = value;
      update();
    } else if (waiting.push(value) === STEP) {
      window.copyWithin(0, STEP);
      window.set(waiting, WINDOW - STEP);
      waiting = [];
      update();
    }
    return score;
  });
}

/**
 * The probability that a standard normal variable is above z >= 0 (Numerical Recipes' erfc, relative error below
 * 1.2e-7).
 */
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
