// Sound from spectral envelopes: pulses of a voice, or noise, each with the spectrum of its moment, laid over each other
// (Moulines & Charpentier 1990, PSOLA, on envelopes in place of recordings). It need not please: it sounds to a front end
// as talk does, and another pitch and vocal tract make another speaker of it.
import type { Random } from '../../random.js';
import { InverseFft } from './inverse-fft.js';
import { BANK_SPEC, type Envelopes } from './talk-bank.js';

const SIZE = 512;
const BINS = SIZE / 2 + 1;
/** Noise: a grain each 4 ms. */
const GRAIN_SAMPLES = 64;
/** Above this even a voice is mostly noise, Hz. */
const NOISY_FROM_HZ = 4000;
const PEAK = 0.7;

/** How a speaker differs from another. */
export interface Speaker {
  /** Hz */
  readonly pitch: number;
  /** Frequencies are moved by this factor, as by another vocal tract. */
  readonly tract: number;
  /** Above 1: faster. */
  readonly speed: number;
}

export function anySpeaker(random: Random): Speaker {
  return { pitch: 85 * 2.8 ** random.next(), tract: random.between(0.9, 1.12), speed: random.between(0.85, 1.2) };
}

/** 16 kHz mono. */
export function speak(envelopes: Envelopes, { pitch, tract, speed }: Speaker, random: Random): Float32Array {
  const { hopSamples, sampleRate } = BANK_SPEC;
  const length = Math.floor((envelopes.length * hopSamples) / speed);
  const out = new Float32Array(length + SIZE);
  const table = bandsOfBins(tract);
  const fft = new InverseFft(SIZE);
  const grain = new Float64Array(2 * SIZE);
  const [drift, phase] = [random.between(0.3, 0.7), random.between(0, 6)];
  for (let at = 0; at < length; ) {
    const frame = envelopes[Math.min(envelopes.length - 1, Math.round((at * speed) / hopSamples))] as Float32Array;
    const voiced = isVoiced(frame);
    const seconds = at / sampleRate;
    const hz = pitch * (1 + 0.12 * Math.sin(2 * Math.PI * drift * seconds + phase) + random.between(-0.01, 0.01));
    const period = voiced ? Math.round(sampleRate / hz) : GRAIN_SAMPLES;
    fillSpectrum(grain, frame, table, voiced, Math.sqrt(period), random);
    fft.run(grain);
    for (let i = 0; i < SIZE; i++)
      out[at + i]! += (WINDOW[i] as number) * (grain[2 * ((i + SIZE / 2) % SIZE)] as number);
    at += period;
  }
  return normalized(out.subarray(SIZE / 2, SIZE / 2 + length));
}

/** A Hermitian spectrum, so that its inverse is real. */
function fillSpectrum(
  grain: Float64Array,
  frame: Float32Array,
  table: Float32Array,
  voiced: boolean,
  gain: number,
  random: Random,
): void {
  const noisyFrom = Math.round((NOISY_FROM_HZ * SIZE) / BANK_SPEC.sampleRate);
  for (let bin = 0; bin < BINS; bin++) {
    const place = table[bin] as number;
    const band = Math.floor(place);
    const below = frame[band] as number;
    const log = below + (place - band) * ((frame[Math.min(band + 1, frame.length - 1)] as number) - below);
    const size = gain * Math.exp(log / 2);
    const noisy = !voiced || bin > noisyFrom;
    const turn = noisy ? 2 * Math.PI * random.next() : 0;
    const [re, im] = [size * Math.cos(turn), size * Math.sin(turn)];
    grain[2 * bin] = re;
    grain[2 * bin + 1] = im;
    if (bin === 0 || bin === BINS - 1) grain[2 * bin + 1] = 0;
    else {
      grain[2 * (SIZE - bin)] = re;
      grain[2 * (SIZE - bin) + 1] = -im;
    }
  }
}

/** For each bin its place among the bands, as a fraction of bands. */
function bandsOfBins(tract: number): Float32Array {
  const { minHz, maxHz, bands, sampleRate } = BANK_SPEC;
  const mel = (hz: number) => 1127 * Math.log(1 + hz / 700);
  return Float32Array.from({ length: BINS }, (_, bin) => {
    const hz = (bin * sampleRate) / SIZE / tract;
    const place = ((mel(hz) - mel(minHz)) / (mel(maxHz) - mel(minHz))) * (bands + 1) - 1;
    return Math.max(0, Math.min(bands - 1, place));
  });
}

/** Bands below 1 kHz against those above 3 kHz: a voice is loud below, a hiss above. */
function isVoiced(frame: Float32Array): boolean {
  const mean = (from: number, to: number) =>
    frame.subarray(from, to).reduce((sum, value) => sum + value, 0) / (to - from);
  return mean(0, 8) > mean(16, 24) + 0.5;
}

/** Hann. */
const WINDOW = Float64Array.from({ length: SIZE }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / SIZE));

function normalized(samples: Float32Array): Float32Array {
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1e-9);
  return samples.map((sample) => (PEAK * sample) / peak);
}
