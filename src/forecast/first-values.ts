// Which of a channel's first values can be used. The first values of a sensor are often none (-9999, 65535), and there
// is no scale yet to tell them by.

/**
 * This share of the values, those nearest to the median, counts as good. Of normally distributed values, that share has
 * CORE_VARIANCE of the whole variance.
 */
const CORE = 0.75;
const CORE_VARIANCE = 0.37;
/**
 * A value farther from the median than so many of their spreads is extreme. A nearer one enlarges the scale of the
 * first few hundred rows by at most a third.
 */
const EXTREME = 20;

/** Sorts the values and returns a view of those that are not extreme. Where most values are equal, only those are. */
export function withoutExtremes(values: Float64Array): Float64Array {
  values.sort();
  const median = medianOf(values);
  const core = nearest(values, median, Math.ceil(CORE * values.length));
  const reach = EXTREME * Math.sqrt(varianceOf(core) / CORE_VARIANCE);
  let [from, to] = [0, values.length];
  while (median - (values[from] as number) > reach) from++;
  while ((values[to - 1] as number) - median > reach) to--;
  return values.subarray(from, to);
}

function medianOf(sorted: Float64Array): number {
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] as number) + (sorted[Math.floor(half)] as number)) / 2;
}

function nearest(sorted: Float64Array, to: number, count: number): Float64Array {
  let from = 0;
  for (let end = sorted.length; end - from > count; ) {
    if (to - (sorted[from] as number) > (sorted[end - 1] as number) - to) from++;
    else end--;
  }
  return sorted.subarray(from, from + count);
}

function varianceOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / values.length;
}
