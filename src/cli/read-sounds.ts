// Recordings that a command is given by name, whole.
import { basename } from 'node:path';
import { readAudio } from '../node/audio-file.js';
import type { MonoOptions } from '../sound/mono-sound.js';
import type { TaughtSound } from '../training/teaching/takes.js';

export async function readSounds(paths: readonly string[], { channel, gain }: MonoOptions): Promise<TaughtSound[]> {
  const sounds: TaughtSound[] = [];
  for (const path of paths) {
    const { samples, sampleRate } = await readAudio(path, {
      ...(channel === undefined ? {} : { channel }),
      ...(gain === undefined ? {} : { gain }),
    });
    sounds.push({ name: basename(path), samples, sampleRate });
  }
  return sounds;
}
