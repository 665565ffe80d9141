// Spoken clips as folders beside a model, to be listened to, and to train on once more.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wavBytes } from '../../harness/wav-bytes.js';
import type { SpokenLine } from './speak-lines.js';

/**
 * Writes `OUT.clips/words/LABEL/synth-VOICE-N.wav` and `OUT.clips/talk/SPEAKER/N.wav`, as `sluice train keywords` reads
 * them. What was there before is removed. Resolves with the folder.
 */
export async function keepClips(out: string, spoken: readonly SpokenLine[], sampleRate: number): Promise<string> {
  const folder = `${out}.clips`;
  await rm(folder, { recursive: true, force: true });
  const made = new Set<string>();
  for (const [n, { line, samples }] of spoken.entries()) {
    const within =
      line.role === 'talk'
        ? join('talk', line.speaker)
        : join('words', line.role === 'phrase' ? line.label : 'unknown');
    const target = join(folder, within);
    if (!made.has(target)) await mkdir(target, { recursive: true });
    made.add(target);
    const name = line.role === 'talk' ? `${n}.wav` : `${line.speaker}-${n}.wav`;
    await writeFile(join(target, name), wavBytes(samples, sampleRate));
  }
  return folder;
}
