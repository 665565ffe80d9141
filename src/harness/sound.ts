// Something like sound, for measurements: seeded, so that every run is given the same.
import { Random } from '../random.js';

/** A few gliding tones that come and go, in a little noise. `length` samples at `sampleRate` Hz, from -1 to 1. */
export function generatedSound(length: number, sampleRate: number, seed = 1): Float32Array {
  const random = new Random(seed);
  const tones = Array.from({ length: 4 }, () => ({
    hz: random.between(100, 3000),
    swing: random.between(1, 5),
    phase: random.between(0, 2 * Math.PI),
  }));
  const samples = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    const t = i / sampleRate;
    let sum = random.between(-0.02, 0.02);
    for (const { hz, swing, phase } of tones) {
      const loudness = Math.max(0, Math.sin(swing * t + phase));
      sum += 0.15 * loudness * Math.sin(2 * Math.PI * (hz * t + 20 * Math.sin(swing * t)));
    }
    samples[i] = sum;
  }
  return samples;
}
