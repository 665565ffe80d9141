// How a speaker's recordings colour sound: microphone, room, line. Other talk is given the same colour, so that it is
// not the colour by which a word is known.
import { LogMel } from '../../pipeline/features/log-mel.js';
import { FRAMER_NUMBERS, Framer } from '../../pipeline/frames/framer.js';
import { type Kernel, vectorBytes } from '../../pipeline/kernel-access/kernel.js';
import { BANK_SPEC } from './talk-bank.js';

const BANDS = BANK_SPEC.bands;
const LEAST_DB = -45;
const MOST_DB = 15;
const TAPS = 97;
const GRID = 256;
const PEAK = 0.7;
/** Frames with less power than this hold no sound worth a look. */
const LEAST_POWER = 1e-3;

/** Mean power of each band where there is sound, as shares, in dB. `sounds`: 16 kHz. */
export function colour(kernel: Kernel, sounds: readonly Float32Array[]): Float64Array {
  const sums = new Float64Array(BANDS);
  let frames = 0;
  for (const sound of sounds) {
    for (const bands of powersOf(kernel, sound)) {
      const all = bands.reduce((sum, power) => sum + power, 0);
      if (all < LEAST_POWER) continue;
      bands.forEach((power, band) => {
        sums[band]! += power / all;
      });
      frames++;
    }
  }
  return sums.map((sum) => 10 * Math.log10(sum / Math.max(1, frames) + 1e-9));
}

/** A symmetric filter that gives sound of the colour `from` the colour `to`. */
export function colouring(from: Float64Array, to: Float64Array): Float32Array {
  const gains = to.map((db, band) => Math.max(LEAST_DB, Math.min(MOST_DB, db - (from[band] as number))));
  const smooth = gains.map(
    (db, band) =>
      ((gains[Math.max(0, band - 1)] as number) + db + (gains[Math.min(BANDS - 1, band + 1)] as number)) / 3,
  );
  const half = (TAPS - 1) / 2;
  const response = Float64Array.from({ length: GRID + 1 }, (_, k) => 10 ** (gainAt(smooth, k / GRID) / 20));
  return Float32Array.from({ length: TAPS }, (_, n) => {
    let sum = 0;
    for (let k = 0; k <= GRID; k++) {
      const share = k === 0 || k === GRID ? 0.5 : 1;
      sum += share * (response[k] as number) * Math.cos((Math.PI * k * (n - half)) / GRID);
    }
    return (sum / GRID) * (0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 1)) / (TAPS + 1)));
  });
}

/** Through a filter, in place of the sound's own time, at its own peak. */
export function filtered(samples: Float32Array, taps: Float32Array): Float32Array {
  const padded = new Float32Array(samples.length + taps.length);
  padded.set(samples, (taps.length - 1) / 2);
  const out = new Float32Array(samples.length);
  let peak = 1e-9;
  for (let i = 0; i < out.length; i++) {
    let sum = 0;
    for (let tap = 0; tap < taps.length; tap++) sum += (taps[tap] as number) * (padded[i + tap] as number);
    out[i] = sum;
    peak = Math.max(peak, Math.abs(sum));
  }
  return out.map((sample) => (PEAK * sample) / peak);
}

/** dB at a share of half the sampling rate. */
function gainAt(gains: Float64Array, share: number): number {
  const { minHz, maxHz, sampleRate } = BANK_SPEC;
  const mel = (hz: number) => 1127 * Math.log(1 + hz / 700);
  const at = ((mel((share * sampleRate) / 2) - mel(minHz)) / (mel(maxHz) - mel(minHz))) * (BANDS + 1) - 1;
  const place = Math.max(0, Math.min(BANDS - 1, at));
  const band = Math.floor(place);
  const below = gains[band] as number;
  return below + (place - band) * ((gains[Math.min(BANDS - 1, band + 1)] as number) - below);
}

function powersOf(kernel: Kernel, samples: Float32Array): Float64Array[] {
  const bytes = Framer.bytes(null, BANK_SPEC);
  const at = kernel.allocate(bytes);
  const featuresAt = kernel.allocate(vectorBytes(BANDS));
  const framer = new Framer(kernel, null, BANK_SPEC, at, new Float64Array(FRAMER_NUMBERS));
  const logMel = new LogMel(kernel, BANK_SPEC);
  const frames: Float64Array[] = [];
  for (let from = 0; from + BANK_SPEC.hopSamples <= samples.length; from += BANK_SPEC.hopSamples) {
    framer.input.set(samples.subarray(from, from + BANK_SPEC.hopSamples));
    if (!framer.advance()) continue;
    logMel.extract(framer.windowAt, featuresAt);
    frames.push(Float64Array.from(kernel.floats(featuresAt, BANDS), (value) => Math.exp(value)));
  }
  kernel.free(at, bytes);
  kernel.free(featuresAt, vectorBytes(BANDS));
  return frames;
}
