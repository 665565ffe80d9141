// A folder of talk, read as one stream in bounded memory: file after file, each at its own level, at the model's rate.
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SluiceError } from '../../errors.js';
import { BlockResampler } from '../../pipeline/frames/resample-all.js';
import { isSoundName } from '../../sound/endings.js';
import { MonoSound } from '../../sound/mono-sound.js';
import { type Shares, type Split, splitOf } from '../../training/data/speakers.js';
import { SpeechLevel } from '../../training/measuring/speech-level.js';
import type { TalkBlock } from '../../training/measuring/word-bench.js';
import { nodeCodecs } from '../codecs.js';
import { openFile } from '../file-chunks.js';

export interface TalkOptions {
  readonly sampleRate: number;
  /** Stops after so many hours. */
  readonly hours: number;
  onWarning?(sentence: string): void;
}

/** All files of sound in the folders and below, in the order of their paths. Rejects with DATA_UNUSABLE if none. */
export async function listTalk(folders: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: Error) => {
      throw new SluiceError('DATA_UNUSABLE', `Cannot read the talk: there is no folder ${folder}`, { cause });
    });
    const sounds = entries.filter((entry) => entry.isFile() && isSoundName(entry.name));
    if (sounds.length === 0) throw new SluiceError('DATA_UNUSABLE', `Cannot read the talk: no sound is in ${folder}`);
    found.push(...sounds.map((entry) => join(entry.parentPath, entry.name)).sort());
  }
  return found;
}

/** Whose talk a file is: a file each, unless a folder below the given ones names the speaker. */
export function talkSplit(path: string, folders: readonly string[], shares: Shares): Split {
  const folder = dirname(path);
  const speaker = folders.some((root) => join(root) === folder) ? basename(path) : basename(folder);
  return splitOf(speaker, shares);
}

/** The files as one stream. A file that cannot be read is left out with a warning. */
export async function* readTalk(files: readonly string[], options: TalkOptions): AsyncGenerator<TalkBlock> {
  let left = options.hours * 3600 * options.sampleRate;
  for (const path of files) {
    try {
      const level = await levelOf(path, options);
      for await (const samples of blocksOf(path, options)) {
        yield { samples: samples.subarray(0, left), level };
        left -= samples.length;
        if (left <= 0) return;
      }
    } catch (error) {
      if (!(error instanceof SluiceError)) throw error;
      options.onWarning?.(`left out: ${error.message}`);
    }
  }
}

async function levelOf(path: string, options: TalkOptions): Promise<number> {
  const level = new SpeechLevel(options.sampleRate);
  for await (const samples of blocksOf(path, { ...options, onWarning: () => {} })) level.add(samples);
  return level.value;
}

async function* blocksOf(path: string, { sampleRate, onWarning }: TalkOptions): AsyncGenerator<Float32Array> {
  const name = basename(path);
  const { chunks, size } = await openFile(path);
  const sound = await MonoSound.open(chunks, { name, path, size, codecs: nodeCodecs });
  const resampler = new BlockResampler(sound.sampleRate, sampleRate);
  for await (const samples of sound.samples((clause) => onWarning?.(`${name}: ${clause}`))) {
    const block = resampler.push(samples);
    if (block.length > 0) yield block;
  }
  const rest = resampler.end();
  if (rest.length > 0) yield rest;
}
