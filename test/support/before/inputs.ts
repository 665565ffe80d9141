// What the compatibility test gives to every build: sound, labelled clips, sensor values. Only sums, products and whole
// numbers make them, no sine: they are the same bits on every machine and in every version of Node.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { random } from '../random.js';

export const RATE = 16_000;

/** A glide with overtones, from `fromHz` to `toHz` over `length` samples; samples in [-1, 1]. */
function glide(fromHz: number, toHz: number, length: number, rate: number): Float32Array {
  let phase = 0;
  return Float32Array.from({ length }, (_, i) => {
    phase += (fromHz + ((toHz - fromHz) * i) / length) / rate;
    const triangle = 4 * Math.abs(phase - Math.floor(phase + 0.5)) - 1;
    const rise = Math.min(1, (20 * i) / length, (20 * (length - i)) / length);
    return 0.5 * rise * triangle;
  });
}

/** Glides that come and go, one a 0.3 s, in noise; samples that a file of 16 bits holds exactly. */
export function sound(seconds: number, seed: number, rate = RATE): Float32Array<ArrayBuffer> {
  const next = random(seed);
  const samples = Float32Array.from({ length: Math.round(seconds * rate) }, () => 0.02 * (2 * next() - 1));
  const length = Math.floor(0.2 * rate);
  for (let at = 0; at + length <= samples.length; at += Math.floor(0.3 * rate)) {
    const tone = glide(100 + 3000 * next(), 100 + 3000 * next(), length, rate);
    for (let i = 0; i < length; i++) samples[at + i] = (samples[at + i] as number) + (tone[i] as number);
  }
  return samples.map((sample) => Math.round(sample * 32_768) / 32_768);
}

/** A mono WAV of 16 bits. */
export function wav(samples: Float32Array, rate = RATE): Uint8Array {
  const bytes = new Uint8Array(44 + 2 * samples.length);
  const view = new DataView(bytes.buffer);
  const text = (at: number, letters: string) => bytes.set(new TextEncoder().encode(letters), at);
  text(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, 2 * rate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, 2 * samples.length, true);
  samples.forEach((sample, i) => {
    view.setInt16(44 + 2 * i, Math.max(-32_768, Math.min(32_767, sample * 32_768)), true);
  });
  return bytes;
}

/** Half a second of sound, one of silence, half a second of sound: for a gate. */
export function pausedSound(): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(2.5 * RATE);
  samples.set(sound(0.6, 8), 0.3 * RATE);
  samples.set(sound(0.6, 9), 1.7 * RATE);
  return samples;
}

const WORDS: Readonly<Record<string, readonly [number, number]>> = {
  rise: [400, 1600],
  fall: [1800, 300],
  unknown: [3000, 3600],
};

/** Ten speakers' clips of each word, one folder a word. */
export async function writeClips(folder: string): Promise<void> {
  for (const [word, [fromHz, toHz]] of Object.entries(WORDS)) {
    await mkdir(join(folder, word), { recursive: true });
    for (let i = 0; i < 10; i++) {
      const next = random(31 * i + word.length);
      const samples = Float32Array.from({ length: 0.7 * RATE }, () => 0.001 * (2 * next() - 1));
      const pitch = 0.9 + 0.2 * next();
      const tone = glide(pitch * fromHz, pitch * toHz, Math.floor((0.25 + 0.15 * next()) * RATE), RATE);
      const from = Math.floor((0.1 + 0.1 * next()) * RATE);
      tone.forEach((sample, at) => {
        samples[from + at] = (samples[from + at] as number) + sample;
      });
      await writeFile(join(folder, word, `${(0xabc00000 + i).toString(16)}_nohash_0.wav`), wav(samples));
    }
  }
}

/** A sensor's row. */
export interface SensorRow {
  readonly timeMs: number;
  readonly values: readonly [pump: number, furnace: number];
}

const MINUTE = 60_000;

/** Two channels with a rhythm of 96 rows; one value is missing, the furnace breaks out at row 700. */
export function sensorRows(count: number): SensorRow[] {
  const next = random(11);
  return Array.from({ length: count }, (_, i) => {
    const level = Math.abs(((i % 96) - 48) / 24) - 1;
    const fault = i >= 700 && i < 703 ? 6 : 0;
    const pump = 50 + 10 * level + 0.1 * next();
    const furnace = 7 + level + 0.1 * next() + fault;
    const timeMs = Date.UTC(2026, 0, 5) + 5 * MINUTE * i;
    return {
      timeMs,
      values: [i === 300 ? Number.NaN : Math.round(1000 * pump) / 1000, Math.round(1000 * furnace) / 1000],
    };
  });
}

/** The rows as a table. */
export function sensorCsv(count: number): string {
  const lines = sensorRows(count).map(
    ({ timeMs, values: [pump, furnace] }) =>
      `${new Date(timeMs).toISOString()},${Number.isNaN(pump) ? '' : pump},${furnace}`,
  );
  return ['time,pump,furnace', ...lines, ''].join('\n');
}
