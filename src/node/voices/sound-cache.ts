// Spoken sound that is kept from run to run: a WAV file for each utterance, named by a hash of all that decides its
// sound. The oldest are removed where there are too many.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { wavBytes } from '../../harness/wav-bytes.js';
import type { Spoken, Synthesizer, Utterance } from '../../training/phrases/voices.js';
import { decodeAudio } from '../audio-file.js';

/** What all files may have together, bytes. */
const MOST_BYTES = 2 ** 30;
/** Changes where what is written here changes. */
const VERSION = 1;

/** Where operating systems keep what can be made again. */
export function defaultCache(platform = process.platform, environment = process.env): string {
  const home = homedir();
  if (platform === 'win32') return join(environment.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'sluice', 'voices');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'sluice', 'voices');
  return join(environment.XDG_CACHE_HOME || join(home, '.cache'), 'sluice', 'voices');
}

export class SoundCache {
  readonly #folder: string;
  readonly #mostBytes: number;
  #sequence = 0;

  constructor(folder: string, mostBytes = MOST_BYTES) {
    this.#folder = folder;
    this.#mostBytes = mostBytes;
  }

  /** What was kept, or what `speak` makes, which is kept then. A damaged file is made anew. */
  async get(
    synthesizer: Pick<Synthesizer, 'name' | 'version'>,
    utterance: Utterance,
    speak: () => Promise<Spoken>,
  ): Promise<{ readonly spoken: Spoken; readonly kept: boolean }> {
    const path = this.#pathOf(synthesizer, utterance);
    const known = await read(path);
    if (known !== undefined) return { spoken: known, kept: true };
    const { samples, sampleRate } = await speak();
    await this.#write(path, wavBytes(samples, sampleRate));
    // As the file has it: a run that finds it hears the same.
    return { spoken: { samples: samples.map(rounded), sampleRate }, kept: false };
  }

  /** Removes the files that were not used for longest, where all have more bytes than may be kept. */
  async trim(): Promise<void> {
    const names = await readdir(this.#folder, { recursive: true }).catch((): string[] => []);
    const files = await Promise.all(
      names
        .filter((name) => name.endsWith('.wav'))
        .map(async (name) => {
          const path = join(this.#folder, name);
          const { size, mtimeMs } = await stat(path);
          return { path, size, mtimeMs };
        }),
    );
    let bytes = files.reduce((sum, { size }) => sum + size, 0);
    for (const { path, size } of files.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
      if (bytes <= this.#mostBytes) return;
      await rm(path, { force: true });
      bytes -= size;
    }
  }

  #pathOf({ name, version }: Pick<Synthesizer, 'name' | 'version'>, utterance: Utterance): string {
    const { text, sounds = null, voice, accent = null, rate, pitch } = utterance;
    const key = JSON.stringify([VERSION, name, version, text, sounds, voice, accent, rate, pitch]);
    const hash = createHash('sha256').update(key).digest('hex').slice(0, 40);
    return join(this.#folder, hash.slice(0, 2), `${hash}.wav`);
  }

  /** Whole or not at all, so that another run never reads half a file. */
  async #write(path: string, bytes: Uint8Array): Promise<void> {
    const part = `${path}.${process.pid}.${this.#sequence++}.part`;
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(part, bytes);
    await rename(part, path);
  }
}

async function read(path: string): Promise<Spoken | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) return undefined;
  try {
    const { samples, sampleRate, warnings } = await decodeAudio(bytes, path);
    if (warnings.length > 0) return undefined;
    const now = new Date();
    await utimes(path, now, now).catch(() => undefined);
    return { samples, sampleRate };
  } catch {
    return undefined;
  }
}

function rounded(sample: number): number {
  return Math.max(-32768, Math.min(32767, Math.round(sample * 32768))) / 32768;
}
