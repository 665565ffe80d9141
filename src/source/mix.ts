// Many channels become one: the mean, summed from the first channel to the last in double precision and rounded once, so that the same
// samples give the same bits whichever source they came through. (The capture worklet imports nothing from here and sums in the same way.)

/** The mono mix of channels of equal length. One channel comes back as it is, not copied; none gives no samples. */
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
