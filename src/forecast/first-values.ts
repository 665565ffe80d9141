// Which of a channel's first values can be gone by: a sensor's first words are often none (-9999, 65535), and there is
// no scale yet that would tell.

/**
 * Of the values this share, those nearest to the median, is taken to be good; of normal ones it has so much of the
 * whole variance.
 */
const CORE = 0.75;
const CORE_VARIANCE = 0.37;
/**
 * Farther than so many spreads of theirs is wild. One nearer enlarges the scale of the first few hundred rows by no
 * more than a third.
 */
const WILD = 20;

/** Sorts the values, and gives a view of those that are not wild: where most are alike, of these alone. */
export function withoutWild(values: Float64Array): Float64Array {
  values.sort();
  const median = medianOf(values);
  const core = nearest(values, median, Math.ceil(CORE * values.length));
  const reach = WILD * Math.sqrt(varianceOf(core) / CORE_VARIANCE);
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
