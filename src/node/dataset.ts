// A folder of labelled clips becomes a Dataset: one folder a label, audio files in it, at any rate; every speaker in one split only.
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SluiceError } from '../errors.js';
import { resampleAll } from '../pipeline/frames/resample-all.js';
import type { Clip, Dataset, Split } from '../training/data/dataset.js';
import { findWord } from '../training/data/placement.js';
import { readAudio } from './audio-file.js';

export interface DatasetOptions {
  readonly folders: readonly string[];
  /** Folders of sound that holds none of the words. */
  readonly noise: readonly string[];
  /** Labels to be told apart; all other folders are background. Default: every folder that is not called as one of BACKGROUND. */
  readonly labels?: readonly string[] | undefined;
  /** Some of the labels may have no clips. @default false */
  readonly partly?: boolean;
  /** File names that match are left out. */
  readonly exclude?: RegExp | undefined;
  readonly sampleRate: number;
  /** Shares of speakers, in percent, that are kept for validation and for test. */
  readonly validationPercent: number;
  readonly testPercent: number;
  readonly signal?: AbortSignal;
  onProgress?(done: number, all: number): void;
  onWarning?(sentence: string): void;
}

/** Folder names that never are a label. */
export const BACKGROUND: ReadonlySet<string> = new Set([
  'unknown',
  'silence',
  'noise',
  'none',
  'background',
  '_background_noise_',
]);
const SILENT: ReadonlySet<string> = new Set(['silence', 'noise', '_background_noise_']);
const AUDIO = /\.(wav|flac|mp3|ogg|oga|opus|m4a|aac|aiff?)$/i;
const AT_ONCE = 8;

interface File {
  readonly path: string;
  readonly folder: string;
  readonly kind: Clip['kind'];
}

/** Throws SluiceError DATA_UNUSABLE where there are fewer than two labels' worth of clips. Files that are not audio are left out, with a warning. */
export async function readDataset(options: DatasetOptions): Promise<Dataset> {
  const files = await listFiles(options);
  const folders = [...new Set(files.filter(({ kind }) => kind !== 'noise').map(({ folder }) => folder))].sort();
  const words = options.labels ?? folders.filter((folder) => !BACKGROUND.has(folder));
  checkLabels(options.partly ? words.filter((word) => folders.includes(word)) : words, folders, options.folders);
  const labels = ['none', ...words];
  const loaded = await load(files, options);
  const samples = new Int16Array(
    new SharedArrayBuffer(2 * loaded.reduce((sum, { samples }) => sum + samples.length, 0)),
  );
  const clips: Clip[] = [];
  let from = 0;
  for (const { file, samples: clip } of loaded) {
    for (let i = 0; i < clip.length; i++)
      samples[from + i] = Math.round(Math.max(-1, Math.min(1, clip[i] as number)) * 32767);
    clips.push(...describe(file, clip, from, labels, options));
    from += clip.length;
  }
  return { sampleRate: options.sampleRate, labels, samples, clips };
}

/**
 * Who speaks, from the file's name: the eight hex digits before `_nohash` (Speech Commands), `synth-VOICE-`, or, where nothing is said, the
 * number in the name by tens: recordings in a row often are of one speaker.
 */
export function speakerOf(path: string): string {
  const name = basename(path);
  const marked = /([0-9a-f]{8})_nohash/.exec(name) ?? /^(synth-.+)-\d+\./.exec(name);
  if (marked) return marked[1] as string;
  const numbered = /^(.*?)(\d*)\d\.[^.]+$/.exec(name);
  return numbered ? `${numbered[1]}${numbered[2]}x` : name;
}

/** In which split a speaker's clips are: by a hash of the name, so that it never changes as files come and go. */
export function splitOf(speaker: string, validationPercent: number, testPercent: number): Split {
  let hash = 2166136261; // FNV-1a
  for (const character of speaker) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619);
  const place = ((hash ^ (hash >>> 15)) >>> 0) % 100;
  if (place < testPercent) return 'test';
  return place < testPercent + validationPercent ? 'validation' : 'train';
}

async function listFiles({ folders, noise, exclude }: DatasetOptions): Promise<File[]> {
  const files: File[] = [];
  for (const root of folders) {
    for (const entry of (await readdir(root, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (!entry.isDirectory()) continue;
      for (const path of await audioFiles(join(root, entry.name))) {
        files.push({ path, folder: entry.name, kind: kindOf(entry.name, path) });
      }
    }
  }
  for (const root of noise) {
    for (const path of await audioFiles(root)) files.push({ path, folder: 'noise', kind: 'noise' });
  }
  return exclude ? files.filter(({ path }) => !exclude.test(basename(path))) : files;
}

async function audioFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => AUDIO.test(name))
    .sort()
    .map((name) => join(folder, name));
}

function kindOf(folder: string, path: string): Clip['kind'] {
  if (SILENT.has(folder)) return 'noise';
  return basename(path).startsWith('synth-') ? 'synthetic' : 'speech';
}

function checkLabels(words: readonly string[], folders: readonly string[], roots: readonly string[]): void {
  const absent = words.filter((word) => !folders.includes(word));
  if (absent.length > 0)
    throw new SluiceError(
      'DATA_UNUSABLE',
      `Cannot use the clips: no audio for the label '${absent[0]}' in ${roots.join(', ')}`,
    );
  if (words.length === 0 || folders.length < 2) {
    throw new SluiceError(
      'DATA_UNUSABLE',
      `Cannot use the clips: ${roots.join(', ')} must hold at least two folders of audio, one a label: received ${folders.length} (${folders.join(', ') || 'none'})`,
    );
  }
}

async function load(files: readonly File[], options: DatasetOptions): Promise<{ file: File; samples: Float32Array }[]> {
  const out: ({ file: File; samples: Float32Array } | null)[] = new Array(files.length).fill(null);
  let next = 0;
  let done = 0;
  const worker = async () => {
    while (next < files.length) {
      options.signal?.throwIfAborted();
      const at = next++;
      const file = files[at] as File;
      try {
        const { samples, sampleRate } = await readAudio(file.path);
        out[at] = { file, samples: resampleAll(samples, sampleRate, options.sampleRate) };
      } catch (error) {
        options.onWarning?.(`left out: ${error instanceof Error ? error.message : String(error)}`);
      }
      options.onProgress?.(++done, files.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return out.filter((entry) => entry !== null);
}

/** A file's clips. Noise is cut by time, not by speaker: its first part is for training, the rest for validation and test. */
function describe(
  file: File,
  samples: Float32Array,
  from: number,
  labels: readonly string[],
  options: DatasetOptions,
): Clip[] {
  const { validationPercent, testPercent, sampleRate } = options;
  const name = `${file.folder}/${basename(file.path)}`;
  const speaker = speakerOf(file.path);
  const split = splitOf(speaker, validationPercent, testPercent);
  const common = { from, length: samples.length, name, split };
  if (file.kind !== 'noise') {
    const label = Math.max(0, labels.indexOf(file.folder));
    return [{ ...common, label, kind: file.kind, ...findWord(samples, sampleRate) }];
  }
  const noise = { ...common, label: 0, kind: 'noise' as const, wordFrom: 0, wordTo: samples.length };
  if (samples.length < 5 * sampleRate) return [noise];
  const trained = Math.round((samples.length * (100 - validationPercent - testPercent)) / 100);
  const validated = Math.round((samples.length * validationPercent) / 100);
  return [
    { ...noise, split: 'train', length: trained, wordTo: trained },
    { ...noise, split: 'validation', from: from + trained, length: validated, wordTo: validated },
    { ...noise, split: 'test', from: from + trained + validated, length: samples.length - trained - validated },
  ];
}
