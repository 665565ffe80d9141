// Exact 95 % intervals of counts: what a rate may be in truth, after so many were counted. Found by bisection of the
// cumulative distributions.

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Outside on either side, together 5 %. */
const TAIL = 0.025;
const HALVINGS = 60;

/**
 * Of a share, after `count` of `of` (Clopper & Pearson 1934, "The use of confidence or fiducial limits illustrated in
 * the case of the binomial"). Of nothing: from 0 to 1.
 */
export function shareInterval(count: number, of: number): Interval {
  const low = count === 0 ? 0 : bisect(0, 1, (share) => 1 - atMost(count - 1, of, share) >= TAIL);
  const high = count === of ? 1 : bisect(0, 1, (share) => atMost(count, of, share) <= TAIL);
  return { low, high };
}

/**
 * Of the mean of a count, after `count` was counted once (Garwood 1936, "Fiducial limits for the Poisson
 * distribution"). Divide by the hours for a rate.
 */
export function countInterval(count: number): Interval {
  const most = count + 10 + 10 * Math.sqrt(count + 1);
  const low = count === 0 ? 0 : bisect(0, most, (mean) => 1 - atMostPoisson(count - 1, mean) >= TAIL);
  return { low, high: bisect(0, most, (mean) => atMostPoisson(count, mean) <= TAIL) };
}

/** The place at which `is` becomes true. */
function bisect(from: number, to: number, is: (place: number) => boolean): number {
  let [low, high] = [from, to];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (is(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

/** The probability of at most `count` of `of` at this share. */
function atMost(count: number, of: number, share: number): number {
  if (share <= 0 || count >= of) return 1;
  if (share >= 1) return 0;
  let logTerm = of * Math.log1p(-share);
  let sum = Math.exp(logTerm);
  for (let i = 1; i <= count; i++) {
    logTerm += Math.log(((of - i + 1) / i) * (share / (1 - share)));
    sum += Math.exp(logTerm);
  }
  return Math.min(1, sum);
}

function atMostPoisson(count: number, mean: number): number {
  let logTerm = -mean;
  let sum = Math.exp(logTerm);
  for (let i = 1; i <= count; i++) {
    logTerm += Math.log(mean / i);
    sum += Math.exp(logTerm);
  }
  return Math.min(1, sum);
}
