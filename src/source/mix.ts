// Mixes channels to mono: the mean, summed from the first channel to the last in double precision and rounded once. So
// the same samples give the same bits through every source. (The capture worklet imports nothing from here, but sums in
// the same order.)

/**
 * The mono mix of channels of equal length. A single channel is returned as it is, not copied. Without channels there
 * are no samples.
 */
export function mixToMono(channels: readonly Float32Array[]): Float32Array {
  const [first, ...others] = channels;
  if (first === undefined) return new Float32Array(0);
  if (others.length === 0) return first;
  const mono = new Float32Array(first.length);
  for (let i = 0; i < mono.length; i++) {
    let sum = first[i] as number;
    for (const channel of others) sum += channel[i] as number;
    mono[i] = sum / channels.length;
  }
  return mono;
}
