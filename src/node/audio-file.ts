// A file of sound becomes mono floats: WAV by `wavefile` (see wav.ts), everything else by `audio-decode`. Sound is read whole: these are
// clips and recordings, not streams.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import decode from 'audio-decode';
import { SluiceError } from '../errors.js';
import { mixToMono } from '../source/mix.js';
import { type ReplayPace, replay } from '../source/replay.js';
import type { Source } from '../source/source.js';
import { isFlac, readFlac } from './flac.js';
import { isWav, readWav } from './wav.js';

/** What a file of sound holds. */
export interface Audio {
  /** The mono mix, from -1 to 1. Never empty. */
  readonly samples: Float32Array;
  /** In Hz. */
  readonly sampleRate: number;
  /** Sentences for people: what was wrong with a file that could be read all the same. */
  readonly warnings: readonly string[];
}

/** How a file is played into a stream. */
export interface AudioFileOptions {
  /** `fast`: as fast as the engine takes it. `real-time`: as a live source would. @default 'fast' */
  readonly pace?: ReplayPace;
  /** Samples a push. @default 10 ms of them in real time, 4096 otherwise */
  readonly blockSamples?: number;
}

/**
 * Reads a file of sound: WAV, FLAC, MP3, Ogg and whatever else `audio-decode` knows. One that is cut short is read as far as it goes.
 * Rejects with AUDIO_UNREADABLE where the bytes are no sound or hold no sample, and with the system's error where there is no such file.
 */
export async function readAudio(path: string | URL): Promise<Audio> {
  return decodeAudio(await readFile(path), nameOf(path));
}

/** The same for bytes at hand; `name` is what messages call them. */
export async function decodeAudio(bytes: Uint8Array, name: string): Promise<Audio> {
  if (bytes.length === 0)
    throw new SluiceError('AUDIO_UNREADABLE', `Cannot read ${name} as audio: received an empty file`);
  const audio = await decoded(bytes, name);
  if (audio.samples.length > 0 && audio.sampleRate > 0) return audio;
  const received = audio.sampleRate > 0 ? 'a file without a single sample' : `a sample rate of ${audio.sampleRate}`;
  throw new SluiceError('AUDIO_UNREADABLE', `Cannot read ${name} as audio: received ${received}`);
}

/** A file as a source. Its warnings come on the stream's `events$`. */
export function audioFile(path: string | URL, options: AudioFileOptions = {}): Source {
  const pace = options.pace ?? 'fast';
  let audio: Audio | undefined;
  return {
    name: nameOf(path),
    live: pace === 'real-time',
    async open(signal) {
      signal.throwIfAborted();
      audio = await decodeAudio(await readFile(path, { signal }), nameOf(path));
      signal.throwIfAborted();
      return { sampleRate: audio.sampleRate };
    },
    async feed(intake, signal) {
      if (audio === undefined || signal.aborted) return;
      for (const message of audio.warnings) intake.report({ kind: 'warning', message });
      const { samples, sampleRate } = audio;
      audio = undefined;
      await replay(samples, { ...options, sampleRate, pace }).feed(intake, signal);
    },
  };
}

async function decoded(bytes: Uint8Array, name: string): Promise<Audio> {
  if (isWav(bytes)) return readWav(bytes, name);
  if (isFlac(bytes)) return readFlac(bytes, name);
  try {
    const { channelData, sampleRate } = await decode(bytes);
    return { samples: mixToMono(channelData), sampleRate, warnings: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const received = `${bytes.length} bytes that do not decode (${reason})`;
    throw new SluiceError('AUDIO_UNREADABLE', `Cannot read ${name} as audio: received ${received}`, { cause: error });
  }
}

function nameOf(path: string | URL): string {
  return basename(path instanceof URL ? fileURLToPath(path) : path);
}
