// A file of sound becomes mono floats: whole, for clips, or as a source, block by block. What is recognised and how it is decoded: src/sound.
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SluiceError } from '../errors.js';
import type { FormatReport } from '../format-report.js';
import type { ByteChunks } from '../sound/byte-reader.js';
import type { RawLayout } from '../sound/containers/raw.js';
import { checkMonoOptions, type MonoOptions, MonoSound } from '../sound/mono-sound.js';
import type { ReplayPace } from '../source/replay.js';
import type { Source } from '../source/source.js';
import { nodeCodecs } from './codecs.js';
import { openFile } from './file-chunks.js';
import { soundSource } from './sound-source.js';

/** What a file of sound holds. */
export interface Audio {
  /** One channel or the mean of all, from -1 to 1. Never empty. */
  readonly samples: Float32Array;
  /** In Hz. */
  readonly sampleRate: number;
  /** Sentences for people: what looks wrong, and what was wrong with a file that could be read all the same. */
  readonly warnings: readonly string[];
  /** Container, codec, rate, channels, what was assumed, and the warnings again, each without the file's name. */
  readonly report: FormatReport;
}

/** How a file's samples are read. */
export interface ReadAudioOptions extends MonoOptions {
  /** What the samples are in a file without a container. @default such a file is refused */
  readonly raw?: RawLayout;
  /** Samples that are held at most; a longer sound is refused. @default 2^28: 93 minutes at 48 kHz, a GiB of memory */
  readonly maxSamples?: number;
}

/** How a file is played into a stream. */
export interface AudioFileOptions extends MonoOptions {
  /** `fast`: as fast as the engine takes it. `real-time`: as a live source would. @default 'fast' */
  readonly pace?: ReplayPace;
  /** Samples a push. @default 10 ms of them in real time, 4096 otherwise */
  readonly blockSamples?: number;
  /** What the samples are in a file without a container. @default such a file is refused */
  readonly raw?: RawLayout;
}

const MOST_SAMPLES = 2 ** 28;

/**
 * Reads a file of sound whole: WAV and its kin, FLAC, Ogg, MP3, AIFF, AU, CAF, SPHERE, whatever its name says (docs/formats.md lists the codecs). One that
 * is cut short is read as far as it goes.
 * Rejects with AUDIO_UNREADABLE where there is no such file, the bytes are no sound that is read here, hold no sample, or more than `maxSamples`.
 */
export async function readAudio(path: string | URL, options: ReadAudioOptions = {}): Promise<Audio> {
  checkMonoOptions(options);
  const { chunks, size } = await openFile(path);
  return readSound(chunks, nameOf(path), size, options);
}

/** The same for bytes at hand; `name` is what messages call them. */
export async function decodeAudio(bytes: Uint8Array, name: string, options: ReadAudioOptions = {}): Promise<Audio> {
  checkMonoOptions(options);
  return readSound([bytes], name, bytes.length, options);
}

/** Reads a sound whole that comes in chunks; `size` in bytes, where it is known. */
export async function readSound(
  chunks: ByteChunks,
  name: string,
  size: number | undefined,
  options: ReadAudioOptions,
): Promise<Audio> {
  const { maxSamples = MOST_SAMPLES, ...reading } = options;
  const sound = await MonoSound.open(chunks, { name, size, codecs: nodeCodecs, ...reading });
  const found: string[] = [];
  const gathered = new Gathered(Math.min(sound.frames ?? 0, maxSamples));
  for await (const block of sound.samples((clause) => found.push(clause))) {
    if (gathered.length + block.length > maxSamples) throw tooLong(name, maxSamples, sound.sampleRate);
    gathered.add(block);
  }
  const report = { ...sound.report, warnings: [...sound.report.warnings, ...found] };
  const warnings = report.warnings.map((clause) => `${name}: ${clause}`);
  return { samples: gathered.samples(), sampleRate: sound.sampleRate, warnings, report };
}

/**
 * A file as a source, read as the stream takes it: a file of any length needs little memory. What is recognised is told when it opens, what looks wrong
 * comes on the stream's `events$`. Opening rejects as `readAudio` does. Throws a RangeError for options out of range.
 */
export function audioFile(path: string | URL, options: AudioFileOptions = {}): Source {
  const { pace = 'fast', blockSamples, ...reading } = options;
  checkMonoOptions(reading);
  const name = nameOf(path);
  return soundSource({
    name,
    pace,
    blockSamples,
    async open() {
      const { chunks, size } = await openFile(path);
      return MonoSound.open(chunks, { name, size, codecs: nodeCodecs, ...reading });
    },
  });
}

/** Blocks put behind each other. */
class Gathered {
  #samples: Float32Array;
  #length = 0;

  /** `expected`: how many there will be, most likely. */
  constructor(expected: number) {
    this.#samples = new Float32Array(expected);
  }

  get length(): number {
    return this.#length;
  }

  add(block: Float32Array): void {
    const needed = this.#length + block.length;
    if (needed > this.#samples.length) {
      const grown = new Float32Array(Math.max(needed, Math.ceil(1.5 * this.#samples.length)));
      grown.set(this.#samples.subarray(0, this.#length));
      this.#samples = grown;
    }
    this.#samples.set(block, this.#length);
    this.#length = needed;
  }

  samples(): Float32Array {
    return this.#length === this.#samples.length ? this.#samples : this.#samples.slice(0, this.#length);
  }
}

function tooLong(name: string, maxSamples: number, sampleRate: number): SluiceError {
  const minutes = Math.floor(maxSamples / sampleRate / 60);
  return new SluiceError(
    'AUDIO_UNREADABLE',
    `Cannot read ${name} whole: received more than ${minutes} minutes of sound (audioFile() streams it, 'maxSamples' raises the bound)`,
  );
}

function nameOf(path: string | URL): string {
  return basename(path instanceof URL ? fileURLToPath(path) : path);
}
