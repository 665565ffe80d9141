// A folder of labelled clips becomes a Dataset: one folder a label, audio files in it, at any rate; every speaker in
// one split only.
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SluiceError } from '../../errors.js';
import { resampleAll } from '../../pipeline/frames/resample-all.js';
import { isSoundName } from '../../sound/endings.js';
import type { MonoOptions } from '../../sound/mono-sound.js';
import { type Clip, type Dataset, putSamples, type Talk } from '../../training/data/dataset.js';
import { findWord } from '../../training/data/placement.js';
import {
  findSpeakers,
  isSyntheticVoice,
  type Naming,
  recordingsOf,
  type Speaker,
  type Split,
  splitClips,
  splitOf,
} from '../../training/data/speakers.js';
import { ClipReader } from './clip-reader.js';
import { Remarks } from './remarks.js';
import { loadTalk } from './talk.js';

export interface DatasetOptions extends MonoOptions {
  readonly folders: readonly string[];
  /** Folders of sound that holds none of the words. */
  readonly noise: readonly string[];
  /** Folders of continuous talk in which none of the words is said. @default none */
  readonly talk?: readonly string[];
  /**
   * Labels to be told apart; all other folders are background. Default: every folder that is not called as one of
   * BACKGROUND.
   */
  readonly labels?: readonly string[] | undefined;
  /** Some of the labels may have no clips. @default false */
  readonly partly?: boolean;
  /** Folders that are needed at least, of labels and background together. @default 2 */
  readonly leastFolders?: number;
  /** File names that match are left out. */
  readonly exclude?: RegExp | undefined;
  readonly sampleRate: number;
  /** Names the speaker in a file's name: its first group, or all of the match. Default: see `findSpeakers`. */
  readonly speaker?: RegExp | undefined;
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
const AT_ONCE = 8;

interface File {
  readonly path: string;
  readonly folder: string;
  /** Between that folder and the file: names a speaker. Empty where there is none. */
  readonly subfolder: string;
  readonly kind: Clip['kind'];
}

/**
 * Throws SluiceError DATA_UNUSABLE where there are fewer than two labels' worth of clips. Files that are not audio are
 * left out, with a warning.
 */
export async function readDataset(options: DatasetOptions): Promise<Dataset> {
  const files = await listFiles(options);
  const folders = [...new Set(files.filter(({ kind }) => kind !== 'noise').map(({ folder }) => folder))].sort();
  const words = options.labels ?? folders.filter((folder) => !BACKGROUND.has(folder));
  checkLabels(words, folders, options);
  const labels = ['none', ...words];
  const loaded = await load(files, options);
  const spoken = loaded.filter(({ file }) => file.kind !== 'noise');
  const speakers = findSpeakers(
    spoken.map(({ file }) => ({ ...file, name: basename(file.path) })),
    options.speaker,
  );
  const { by, splits } = splitClips(
    spoken.map(({ file }, i) => ({ speaker: (speakers[i] as Speaker).speaker, label: file.folder, name: file.path })),
    options,
  );
  const voices = new Map(
    spoken.map(({ file }, i) => [file, { ...(speakers[i] as Speaker), split: splits[i] as Split }]),
  );
  const spokenSamples = loaded.reduce((sum, { samples }) => sum + samples.length, 0);
  const talks = await loadTalk(options.talk ?? [], options);
  const talkSamples = talks.reduce((sum, { samples }) => sum + samples.length, 0);
  const samples = new Int16Array(new SharedArrayBuffer(2 * (spokenSamples + talkSamples)));
  const clips: Clip[] = [];
  let from = 0;
  for (const { file, samples: clip } of loaded) {
    putSamples(clip, samples, from);
    const voice = voices.get(file);
    clips.push(
      ...(voice ? [spokenClip(file, clip, from, labels, voice, options)] : noiseClips(file, clip, from, options)),
    );
    from += clip.length;
  }
  const talk: Talk[] = [];
  for (const { samples: mine, ...rest } of talks) {
    samples.set(mine, from);
    talk.push({ ...rest, from, length: mine.length });
    from += mine.length;
  }
  const naming = leastSure(speakers);
  return {
    sampleRate: options.sampleRate,
    labels,
    samples,
    clips,
    ...(talk.length > 0 ? { talk } : {}),
    naming,
    splitBy: by,
  };
}

function leastSure(speakers: readonly Speaker[]): Naming {
  const ways: readonly Naming[] = ['unknown', 'assumed'];
  return ways.find((way) => speakers.some(({ naming }) => naming === way)) ?? 'named';
}

async function listFiles({ folders, noise, exclude }: DatasetOptions): Promise<File[]> {
  const files: File[] = [];
  for (const root of folders) {
    for (const entry of (await readdir(root, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (!entry.isDirectory()) continue;
      const folder = join(root, entry.name);
      for (const subfolder of ['', ...(await foldersIn(folder))]) {
        for (const path of await audioFiles(join(folder, subfolder))) {
          files.push({ path, folder: entry.name, subfolder, kind: kindOf(entry.name, path) });
        }
      }
    }
  }
  for (const root of noise) {
    for (const path of await audioFiles(root)) files.push({ path, folder: 'noise', subfolder: '', kind: 'noise' });
  }
  return exclude ? files.filter(({ path }) => !exclude.test(basename(path))) : files;
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

async function audioFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names
    .filter(isSoundName)
    .sort()
    .map((name) => join(folder, name));
}

function kindOf(folder: string, path: string): Clip['kind'] {
  if (SILENT.has(folder)) return 'noise';
  return isSyntheticVoice(basename(path)) ? 'synthetic' : 'speech';
}

function checkLabels(
  words: readonly string[],
  folders: readonly string[],
  { folders: roots, partly = false, leastFolders = 2 }: DatasetOptions,
): void {
  const absent = words.filter((word) => !folders.includes(word));
  if (partly && absent.length < words.length) return;
  if (partly && words.length > 0) {
    throw new SluiceError(
      'DATA_UNUSABLE',
      `Cannot use the clips: no folder in ${roots.join(', ')} is called as a label (${words.join(', ')}): received ${folders.join(', ') || 'none'}`,
    );
  }
  if (absent.length > 0)
    throw new SluiceError(
      'DATA_UNUSABLE',
      `Cannot use the clips: no audio for the label '${absent[0]}' in ${roots.join(', ')}`,
    );
  if (folders.length < leastFolders || (words.length === 0 && leastFolders > 1)) {
    throw new SluiceError(
      'DATA_UNUSABLE',
      `Cannot use the clips: ${roots.join(', ')} must hold at least ${leastFolders === 2 ? 'two folders' : 'one folder'} of audio, one a label: received ${folders.length} (${folders.join(', ') || 'none'})`,
    );
  }
}

async function load(files: readonly File[], options: DatasetOptions): Promise<{ file: File; samples: Float32Array }[]> {
  const { channel = 'mix', gain = 1 } = options;
  const out: ({ file: File; samples: Float32Array } | null)[] = new Array(files.length).fill(null);
  const sentences: string[][] = files.map(() => []);
  const clips = new ClipReader();
  let next = 0;
  let done = 0;
  const worker = async () => {
    while (next < files.length) {
      options.signal?.throwIfAborted();
      const at = next++;
      const file = files[at] as File;
      try {
        const { samples, sampleRate, warnings } = await clips.read(file.path, { channel, gain });
        out[at] = { file, samples: resampleAll(samples, sampleRate, options.sampleRate) };
        // Silence is what a folder of silence is for.
        if (file.kind !== 'noise') sentences[at] = [...warnings];
      } catch (error) {
        sentences[at] = [`left out: ${error instanceof Error ? error.message : String(error)}`];
      }
      clips.keep(out[at]?.samples.length ?? 0);
      options.onProgress?.(++done, files.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  // In the order of the files, whichever was read first.
  const remarks = new Remarks();
  for (const [at, { path }] of files.entries()) {
    for (const sentence of sentences[at] ?? []) remarks.add(basename(path), sentence);
  }
  for (const sentence of remarks.sentences()) options.onWarning?.(sentence);
  const loaded = out.filter((entry) => entry !== null);
  checkLoaded(files, loaded, remarks);
  return loaded;
}

/** A label whose files are all left out must not vanish from the model without a word. */
function checkLoaded(files: readonly File[], loaded: readonly { readonly file: File }[], remarks: Remarks): void {
  const heard = new Set(loaded.map(({ file }) => file.folder));
  const lost = files.find(({ folder }) => !heard.has(folder));
  if (lost === undefined) return;
  const count = files.filter(({ folder }) => folder === lost.folder).length;
  throw new SluiceError(
    'DATA_UNUSABLE',
    `Cannot use the clips: none of the ${count} files in '${lost.folder}' can be read: ${remarks.sentences()[0]}`,
  );
}

function spokenClip(
  file: File,
  samples: Float32Array,
  from: number,
  labels: readonly string[],
  { speaker, split }: { readonly speaker: string; readonly split: Split },
  { sampleRate }: DatasetOptions,
): Clip {
  const name = `${file.folder}/${basename(file.path)}`;
  const label = Math.max(0, labels.indexOf(file.folder));
  const word = findWord(samples, sampleRate);
  return { from, length: samples.length, name, split, speaker, label, kind: file.kind, ...word };
}

/**
 * Noise is cut by time: its first part is for training, the rest for validation and test. A short piece goes whole into
 * one split, by its name.
 */
function noiseClips(file: File, samples: Float32Array, from: number, options: DatasetOptions): Clip[] {
  const { validationPercent, testPercent, sampleRate } = options;
  const name = `${file.folder}/${basename(file.path)}`;
  const whole = { from, length: samples.length, name, speaker: '', label: 0, kind: 'noise' as const };
  if (samples.length < 5 * sampleRate) {
    return [
      { ...whole, split: splitOf(recordingsOf(basename(file.path)), options), wordFrom: 0, wordTo: samples.length },
    ];
  }
  const trained = Math.round((samples.length * (100 - validationPercent - testPercent)) / 100);
  const validated = Math.round((samples.length * validationPercent) / 100);
  const part = (split: Split, start: number, length: number): Clip => {
    return { ...whole, split, from: from + start, length, wordFrom: 0, wordTo: length };
  };
  return [
    part('train', 0, trained),
    part('validation', trained, validated),
    part('test', trained + validated, samples.length - trained - validated),
  ];
}
