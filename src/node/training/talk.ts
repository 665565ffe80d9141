// A folder of talk, read as one stream in bounded memory: file after file, each at its own level, at the model's rate.
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, parse } from 'node:path';
import { SluiceError } from '../../errors.js';
import { BlockResampler } from '../../pipeline/frames/resample-all.js';
import { isSoundName } from '../../sound/endings.js';
import { MonoSound } from '../../sound/mono-sound.js';
import { putSamples, type Talk } from '../../training/data/dataset.js';
import { isSyntheticVoice, type Shares, type Split, splitOf } from '../../training/data/speakers.js';
import { SpeechLevel } from '../../training/measuring/speech-level.js';
import type { TalkBlock } from '../../training/measuring/word-bench.js';
import { openFile } from '../file-chunks.js';
import { nodeCodecs } from '../packages/codecs.js';

/** For talk that is held whole. */
export interface LoadTalkOptions extends Shares {
  readonly sampleRate: number;
  readonly signal?: AbortSignal | undefined;
  onProgress?(done: number, all: number): void;
  onWarning?(sentence: string): void;
}

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
    const sounds = entries.filter((entry) => !entry.isDirectory() && isSoundName(entry.name));
    if (sounds.length === 0) throw new SluiceError('DATA_UNUSABLE', `Cannot read the talk: no sound is in ${folder}`);
    found.push(...sounds.map((entry) => join(entry.parentPath, entry.name)).sort());
  }
  return found;
}

/** Least share of the speakers of talk that is kept to choose by, and to measure on, percent: rates need hours. */
const LEAST_PERCENT = 20;

/** Whose talk a file is, and its split: a file each, unless a folder below the given ones names the speaker. */
export function talkSpeaker(
  path: string,
  folders: readonly string[],
  { validationPercent, testPercent }: Shares,
): { readonly speaker: string; readonly split: Split } {
  const folder = dirname(path);
  // Without the extension: a file in another format is of the same speaker, in the same split.
  const speaker = folders.some((root) => join(root) === folder) ? parse(path).name : basename(folder);
  return {
    speaker,
    split: splitOf(speaker, {
      validationPercent: Math.max(LEAST_PERCENT, validationPercent),
      testPercent: Math.max(LEAST_PERCENT, testPercent),
    }),
  };
}

/** What is held in memory at most, hours: two gigabytes. */
const MOST_HOURS = 18;

/** A file of talk, whole; samples times 32768. */
export interface LoadedTalk {
  readonly name: string;
  readonly speaker: string;
  readonly split: Split;
  readonly kind: Talk['kind'];
  readonly samples: Int16Array;
}

/**
 * Every file of talk in the folders, at the rate of the model. What is beyond 18 hours is left out with a warning.
 * Where people talk, synthetic voices are only learnt from: they neither choose nor measure.
 */
export async function loadTalk(folders: readonly string[], options: LoadTalkOptions): Promise<LoadedTalk[]> {
  const { sampleRate, signal, onProgress, onWarning } = options;
  const files = folders.length > 0 ? await listTalk(folders) : [];
  const loaded: LoadedTalk[] = [];
  const allSynthetic = files.every((path) => isSyntheticVoice(basename(path)));
  let left = MOST_HOURS * 3600 * sampleRate;
  for (const [i, path] of files.entries()) {
    signal?.throwIfAborted();
    if (left <= 0) {
      onWarning?.(`left out: ${files.length - i} files of talk, for ${MOST_HOURS} hours are the most that is held`);
      break;
    }
    try {
      const blocks: Int16Array[] = [];
      for await (const block of blocksOf(path, options)) {
        const samples = new Int16Array(block.length);
        putSamples(block, samples, 0);
        blocks.push(samples);
        left -= block.length;
      }
      const samples = joined(blocks);
      const { speaker, split } = talkSpeaker(path, folders, options);
      const name = basename(path);
      const kind = isSyntheticVoice(name) ? 'synthetic' : 'speech';
      loaded.push({ name, speaker, split: kind === 'synthetic' && !allSynthetic ? 'train' : split, kind, samples });
    } catch (error) {
      if (!(error instanceof SluiceError)) throw error;
      onWarning?.(`left out: ${error.message}`);
    }
    onProgress?.(i + 1, files.length);
  }
  if (files.length > 0 && loaded.length === 0) {
    throw new SluiceError('DATA_UNUSABLE', `Cannot read the talk: none of the ${files.length} files can be read`);
  }
  return loaded;
}

function joined(blocks: readonly Int16Array[]): Int16Array {
  const out = new Int16Array(blocks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const block of blocks) {
    out.set(block, at);
    at += block.length;
  }
  return out;
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

async function* blocksOf(
  path: string,
  { sampleRate, onWarning }: Omit<TalkOptions, 'hours'>,
): AsyncGenerator<Float32Array> {
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
