// What a line does to sound on its way: it cuts off the treble and perhaps the bass, and codes coarsely. The same word
// then comes over many lines, so that no codec and no bandwidth marks a phrase or the talk around it.
import type { Random } from '../../random.js';
import { throughMuLaw } from './mu-law.js';

/** Telephones cut off both ends, and code in 8 bits. */
const TELEPHONE_SHARE = 0.35;
/** Where treble ends otherwise, Hz: old recordings, low rates of modern codecs. */
const UPPER_HZ = [3400, 4000, 5200, 6400, 7200] as const;
const BASS_SHARE = 0.4;
const COARSE_SHARE = 0.5;
const MU_LAW_SHARE = 0.7;
/** Three sections make a Butterworth filter of sixth order. */
const SIXTH_ORDER = [0.5176, Math.SQRT1_2, 1.9319];

/** Returns new samples. Deterministic for a `random`. */
export function overALine(samples: Float32Array, sampleRate: number, random: Random): Float32Array {
  const out = Float32Array.from(samples);
  if (random.chance(TELEPHONE_SHARE)) {
    for (const q of SIXTH_ORDER) lowPass(out, random.between(3200, 3600) / sampleRate, q);
    for (let section = 0; section < 2; section++) highPass(out, random.between(200, 350) / sampleRate);
    if (random.chance(MU_LAW_SHARE)) throughMuLaw(out);
    return out;
  }
  const upper = random.pick(UPPER_HZ);
  if (upper < 0.45 * sampleRate) for (const q of SIXTH_ORDER) lowPass(out, upper / sampleRate, q);
  if (random.chance(BASS_SHARE)) highPass(out, random.between(120, 320) / sampleRate);
  if (random.chance(COARSE_SHARE)) codeCoarsely(out, random.between(2.5, 5));
  return out;
}

/**
 * An adaptive differential code with steps of about `bits` bits a sample: its error follows the sound, as that of real
 * codecs does.
 */
function codeCoarsely(samples: Float32Array, bits: number): void {
  const levels = 2 ** (bits - 1);
  let step = 0.002;
  let before = 0;
  for (let i = 0; i < samples.length; i++) {
    const wanted = ((samples[i] as number) - before) / step;
    const code = Math.max(-levels, Math.min(levels, Math.round(wanted)));
    before += code * step;
    samples[i] = before;
    // Large codes widen the steps, small ones narrow them (Jayant 1973, "Adaptive quantization with a one-word memory").
    step = Math.max(1e-5, Math.min(0.2, step * (Math.abs(code) > 0.6 * levels ? 1.4 : 0.97)));
  }
}

/** A biquad by the cookbook of R. Bristow-Johnson; `frequency`: of the sampling rate. */
function lowPass(samples: Float32Array, frequency: number, q: number): void {
  const cos = Math.cos(2 * Math.PI * frequency);
  const alpha = Math.sin(2 * Math.PI * frequency) / (2 * q);
  const b = (1 - cos) / 2;
  biquad(samples, [b, 2 * b, b], [-2 * cos, 1 - alpha], 1 + alpha);
}

function highPass(samples: Float32Array, frequency: number): void {
  const cos = Math.cos(2 * Math.PI * frequency);
  const alpha = Math.sin(2 * Math.PI * frequency) / Math.SQRT2;
  const b = (1 + cos) / 2;
  biquad(samples, [b, -2 * b, b], [-2 * cos, 1 - alpha], 1 + alpha);
}

function biquad(
  samples: Float32Array,
  [b0, b1, b2]: readonly [number, number, number],
  [a1, a2]: readonly [number, number],
  a0: number,
): void {
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i] as number;
    const y = (b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2) / a0;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    samples[i] = y;
  }
}
