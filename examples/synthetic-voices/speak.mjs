// One utterance by espeak-ng as 16 kHz mono floats, and floats as a 16-bit WAV. Needs `espeak-ng` on the PATH.
import { execFile } from 'node:child_process';

export const sampleRate = 16000;

/**
 * Says a text and resolves to its samples at 16 kHz, -1 to 1, exactly as long as espeak-ng made them.
 *
 * voice: espeak-ng's language and variant ('en-us+f3'); speed: words a minute (80 to 450); pitch: 0 to 99;
 * amplitude: 0 to 200, 100 is espeak-ng's own.
 */
export async function speak(text, { voice = 'en-us', speed = 160, pitch = 50, amplitude = 100 } = {}) {
  const options = ['-v', voice, '-s', `${speed}`, '-p', `${pitch}`, '-a', `${amplitude}`, '--stdout', '--', text];
  const { rate, samples } = parseWav(await output('espeak-ng', options));
  return resample(samples, rate);
}

/** Numbers from 0 (inclusive) to 1 (exclusive), the same for the same seed (mulberry32). */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A WAV file: 16 kHz, mono, signed 16 bits. */
export function wav(samples) {
  const bytes = Buffer.alloc(44 + samples.length * 2);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20); // PCM
  bytes.writeUInt16LE(1, 22); // channels
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(sampleRate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(samples.length * 2, 40);
  for (let i = 0; i < samples.length; i++) {
    bytes.writeInt16LE(Math.max(-32768, Math.min(32767, Math.round(samples[i] * 32768))), 44 + i * 2);
  }
  return bytes;
}

export function output(command, options) {
  return new Promise((resolve, reject) => {
    execFile(command, options, { encoding: 'buffer', maxBuffer: 2 ** 26 }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else if (error.code === 'ENOENT') reject(new Error(`Cannot speak: '${command}' is not on the PATH`));
      else reject(error);
    });
  });
}

/** A voice's WAV. On a pipe espeak-ng cannot know the data's size beforehand and writes a wrong one: the samples go to the end. */
export function parseWav(bytes) {
  const at = bytes.indexOf('data', 12, 'latin1');
  if (at < 0) throw new Error(`Cannot speak: the voice gave ${bytes.length} bytes that are no WAV`);
  const samples = new Float64Array((bytes.length - at - 8) >> 1);
  for (let i = 0; i < samples.length; i++) samples[i] = bytes.readInt16LE(at + 8 + i * 2) / 32768;
  return { rate: bytes.readUInt32LE(24), samples };
}

// Windowed-sinc resampling, 32 zero crossings to either side, cut off just below the lower Nyquist frequency. Samples
// fall on few places between those of the other rate: each place has its weights once.
export function resample(samples, rate) {
  if (rate === sampleRate) return Float32Array.from(samples);
  const cutoff = Math.min(1, sampleRate / rate) * 0.94;
  const reach = Math.ceil(32 / cutoff);
  const weights = new Map();
  const out = new Float32Array(Math.floor((samples.length * sampleRate) / rate));
  for (let i = 0; i < out.length; i++) {
    const place = ((i * rate) % sampleRate) / sampleRate;
    const at = Math.floor((i * rate) / sampleRate) - reach + 1;
    const mine = weights.get(place) ?? sincWeights(place, reach, cutoff);
    weights.set(place, mine);
    let sum = 0;
    for (let j = Math.max(0, -at); j < mine.length && at + j < samples.length; j++) sum += samples[at + j] * mine[j];
    out[i] = sum;
  }
  return out;
}

/** Of the samples from `reach - 1` before the last one that is not after the place, to `reach` after it. */
function sincWeights(place, reach, cutoff) {
  return Float64Array.from({ length: 2 * reach }, (_, j) => {
    const x = place + reach - 1 - j;
    const hann = Math.abs(x) < reach ? 0.5 + 0.5 * Math.cos((Math.PI * x) / reach) : 0;
    return hann * (x === 0 ? cutoff : Math.sin(Math.PI * cutoff * x) / (Math.PI * x));
  });
}
