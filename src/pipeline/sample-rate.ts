// At which rates of a source a model can run.

const LEAST_HZ = 1000;
const MOST_HZ = 768_000;

/**
 * Throws RangeError unless the rate is a whole number from 1000 to 768000 Hz. The model's own rate may be any, for it
 * needs no filter: a sensor that sends rows of 8 values twice a second has 16 Hz, one that sends them once a minute
 * 0.1333.
 */
export function checkSampleRate(
  sampleRate: number,
  model: { readonly frontEnd: { readonly sampleRate: number } },
): void {
  const own = model.frontEnd.sampleRate;
  if (sampleRate === own && own > 0 && own <= MOST_HZ) return;
  const near = Math.max(sampleRate / own, own / sampleRate) <= MOST_HZ / LEAST_HZ; // farther apart no filter serves
  if (near && Number.isInteger(sampleRate) && sampleRate >= LEAST_HZ && sampleRate <= MOST_HZ) return;
  throw new RangeError(
    `Cannot open the stream: a source's 'sampleRate' must be a whole number from ${LEAST_HZ} to ${MOST_HZ} Hz, or the model's ${own}: received ${sampleRate}`,
  );
}
