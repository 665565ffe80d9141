// How the same word sounds from another speaker, in another room, at another distance. Each function returns new
// samples; the caller draws the random choices.
import type { Random } from '../../random.js';

/** Samples read `factor` times as fast, by cubic interpolation (Catmull-Rom). Pitch and tempo rise together. */
export function changeSpeed(samples: Float32Array, factor: number): Float32Array {
  const out = new Float32Array(Math.max(1, Math.floor((samples.length - 3) / factor)));
  for (let i = 0; i < out.length; i++) {
    const place = i * factor;
    const at = Math.floor(place);
    const t = place - at;
    const a = samples[Math.max(0, at - 1)] as number;
    const b = samples[at] as number;
    const c = samples[at + 1] as number;
    const d = samples[at + 2] as number;
    out[i] = b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
  }
  return out;
}

/**
 * A room: sparse echoes of random sign that decay ("velvet noise", Karjalainen & Jaervelaeinen 2007). The tail makes
 * the result longer.
 */
export function addEcho(samples: Float32Array, sampleRate: number, random: Random): Float32Array {
  const decayMs = random.between(60, 350); // time to fall by 60 dB / 2.2
  const level = 10 ** (random.between(-18, -4) / 20);
  const taps = 16 + random.below(28);
  const tail = Math.round((sampleRate * decayMs) / 1000);
  const echoes = Array.from({ length: taps }, () => {
    const delay = Math.round(sampleRate * 0.002 + random.next() * (tail - sampleRate * 0.002));
    const gain = (random.chance(0.5) ? 1 : -1) * level * Math.exp((-3 * delay) / tail) * random.between(0.4, 1);
    return { delay, gain };
  });
  const out = new Float32Array(samples.length + tail);
  out.set(samples);
  // silence before and after, so that every echo can be read at every sample
  const padded = new Float32Array(samples.length + 2 * tail);
  padded.set(samples, tail);
  for (let tap = 0; tap < taps; tap += 4) addFour(out, padded, tail, echoes.slice(tap, tap + 4));
  return out;
}

interface Echo {
  readonly delay: number;
  readonly gain: number;
}

/** Adds up to four echoes at once: each sample of `out` is read and written once for all of them. */
function addFour(out: Float32Array, padded: Float32Array, tail: number, echoes: readonly Echo[]): void {
  const [a = NO_ECHO, b = NO_ECHO, c = NO_ECHO, d = NO_ECHO] = echoes;
  const [aAt, bAt, cAt, dAt] = [a, b, c, d].map(({ delay }) => tail - delay) as [number, number, number, number];
  for (let i = 0; i < out.length; i++) {
    out[i]! +=
      a.gain * padded[i + aAt]! + b.gain * padded[i + bAt]! + c.gain * padded[i + cAt]! + d.gain * padded[i + dAt]!;
  }
}

const NO_ECHO: Echo = { delay: 0, gain: 0 };

/** The samples in reverse order: it sounds like speech but holds no words. */
export function reversed(samples: Float32Array): Float32Array {
  return Float32Array.from(samples).reverse();
}

/** Root mean square of samples[from, to). */
export function rootMeanSquare(samples: Float32Array, from = 0, to = samples.length): number {
  let sum = 0;
  for (let i = from; i < to; i++) {
    const sample = samples[i] as number;
    sum += sample * sample;
  }
  return Math.sqrt(sum / Math.max(1, to - from));
}

export function decibels(db: number): number {
  return 10 ** (db / 20);
}
