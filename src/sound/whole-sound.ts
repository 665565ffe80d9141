// Reads a whole sound into memory, for clips and recordings. The number of samples is bounded, because a small file
// can hold many hours of silence.
import { SluiceError } from '../errors.js';
import type { FormatReport } from '../format-report.js';
import type { ByteChunks } from './byte-reader.js';
import type { RawLayout } from './containers/raw.js';
import { type MonoOptions, MonoSound } from './mono-sound.js';
import type { OpenSoundOptions } from './open-sound.js';

/** What a sound holds. */
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

/** How samples are read. */
export interface ReadAudioOptions extends MonoOptions {
  /** What the samples are in a file without a container. @default such a file is refused */
  readonly raw?: RawLayout;
  /** Samples that are held at most; a longer sound is refused. @default 2^28: 93 minutes at 48 kHz, a GiB of memory */
  readonly maxSamples?: number;
}

const MOST_SAMPLES = 2 ** 28;

/**
 * Rejects with AUDIO_UNREADABLE and RangeError as `MonoSound` does, and with AUDIO_UNREADABLE where there are more
 * than `maxSamples`.
 */
export async function readWholeSound(chunks: ByteChunks, options: OpenSoundOptions & ReadAudioOptions): Promise<Audio> {
  const { maxSamples = MOST_SAMPLES, name } = options;
  const sound = await MonoSound.open(chunks, options);
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

/** Held before the samples are there: what a header announces may not be true. */
const MOST_EXPECTED = 2 ** 24;

/** Blocks put behind each other. */
class Gathered {
  #samples: Float32Array;
  #length = 0;

  /** `expected`: how many there will be, most likely. */
  constructor(expected: number) {
    this.#samples = new Float32Array(Math.min(expected, MOST_EXPECTED));
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

/** A sound of more samples than are held. */
export class TooLong extends SluiceError {}

function tooLong(name: string, maxSamples: number, sampleRate: number): TooLong {
  const minutes = Math.floor(maxSamples / sampleRate / 60);
  return new TooLong(
    'AUDIO_UNREADABLE',
    `Cannot read ${name} whole: received more than ${minutes} minutes of sound (audioFile() streams it, 'maxSamples' raises the bound)`,
  );
}
