// A language of tones for tests: each "word" is a glide of its own, said at random pitch and length by a few
// "speakers", in WAV files.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wavBytes } from '#src/harness/wav-bytes.js';
import { random } from '../support/random.js';

const RATE = 16_000;
const GLIDES: Readonly<Record<string, readonly [number, number]>> = {
  rise: [400, 1600],
  fall: [1800, 300],
  hum: [250, 260],
  unknown: [3000, 3600],
};

/** One glide with silence around it; samples in [-1, 1]. */
export function tone(word: string, seed: number): { samples: Float32Array; endsAtMs: number } {
  const next = random(seed);
  const [fromHz, toHz] = GLIDES[word] as readonly [number, number];
  const pitch = 0.9 + 0.2 * next();
  const before = Math.round(RATE * (0.15 + 0.2 * next()));
  const length = Math.round(RATE * (0.25 + 0.15 * next()));
  const after = Math.round(RATE * (0.3 + 0.2 * next()));
  let phase = 0;
  const samples = Float32Array.from({ length: before + length + after }, (_, i) => {
    const noise = 0.001 * (2 * next() - 1);
    if (i < before || i >= before + length) return noise;
    const x = (i - before) / length;
    phase += (2 * Math.PI * pitch * (fromHz + (toHz - fromHz) * x)) / RATE;
    return noise + 0.3 * Math.sin(Math.PI * x) ** 0.3 * (Math.sin(phase) + 0.4 * Math.sin(2 * phase));
  });
  return { samples, endsAtMs: ((before + length) * 1000) / RATE };
}

/** A folder of `count` clips a word, by ten speakers, and one of noise. */
export async function writeTones(folder: string, words: readonly string[], count: number): Promise<void> {
  for (const word of words) {
    await mkdir(join(folder, word), { recursive: true });
    for (let i = 0; i < count; i++) {
      const speaker = (0xabc00000 + (i % 10)).toString(16);
      const { samples } = tone(word, i * 31 + word.length);
      await writeFile(join(folder, word, `${speaker}_nohash_${i}.wav`), wavBytes(samples, RATE));
    }
  }
  await mkdir(join(folder, 'noise'), { recursive: true });
  const next = random(99);
  const noise = Float32Array.from({ length: RATE * 8 }, () => 0.05 * (2 * next() - 1));
  await writeFile(join(folder, 'noise', 'hiss.wav'), wavBytes(noise, RATE));
}
