// Elementary functions for tables (windows, filters, mel bands), from +, -, * and / alone. `Math.sin` and the like may
// differ in the last bit between JavaScript engines, and so may `**` and `Math.log2`. These cannot, so a table is the
// same everywhere. Not for hot paths. Errors are below 1e-14 where a function does not say otherwise.

/** sin(2 pi turns). */
export function sinTurns(turns: number): number {
  return cosTurns(turns - 0.25);
}

/** cos(2 pi turns). */
export function cosTurns(turns: number): number {
  const fraction = Math.abs(turns - Math.round(turns)); // [0, 1/2], cosine is even
  if (fraction > 0.25) return -cosTurns(0.5 - fraction);
  const angle = 2 * Math.PI * fraction;
  const square = angle * angle;
  let term = 1;
  let sum = 1;
  for (let i = 1; i <= 14; i++) {
    term *= -square / ((2 * i - 1) * (2 * i));
    sum += term;
  }
  return sum;
}

/**
 * e^x for |x| < 700. The squarings make the relative error grow with |x|: below 1e-13 for |x| < 5, 1e-11 at the end.
 */
export function exp(x: number): number {
  let r = x / 8;
  let halvings = 3;
  for (let reach = 1; reach < Math.abs(x) + 1; reach *= 2) {
    r /= 2;
    halvings++;
  }
  let term = 1;
  let sum = 1;
  for (let i = 1; i <= 18; i++) {
    term *= r / i;
    sum += term;
  }
  for (let i = 0; i < halvings; i++) sum *= sum;
  return sum;
}

/** ln x for x > 0, by ln m = 2 artanh((m - 1) / (m + 1)). */
export function ln(x: number): number {
  let exponent = 0;
  let m = x;
  for (; m > Math.SQRT2; exponent++) m /= 2;
  for (; m < Math.SQRT1_2; exponent--) m *= 2;
  const s = (m - 1) / (m + 1);
  let power = s;
  let sum = 0;
  for (let i = 1; i < 40; i += 2) {
    sum += power / i;
    power *= s * s;
  }
  return 2 * sum + exponent * Math.LN2;
}

/** Modified Bessel function I0(x), by its series (Abramowitz & Stegun 9.6.12). */
export function besselI0(x: number): number {
  const quarter = (x * x) / 4;
  let term = 1;
  let sum = 1;
  for (let i = 1; term > sum * 1e-17; i++) {
    term *= quarter / (i * i);
    sum += term;
  }
  return sum;
}
