// A file of sound becomes mono floats: whole, for clips, or as a source, block by block. What is recognised and how
// it is decoded: src/sound.
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RawLayout } from '../sound/containers/raw.js';
import { checkMonoOptions, type MonoOptions, MonoSound } from '../sound/mono-sound.js';
import { type Audio, type ReadAudioOptions, readWholeSound } from '../sound/whole-sound.js';
import type { ReplayPace } from '../source/replay.js';
import type { Source } from '../source/source.js';
import { openFile } from './file-chunks.js';
import { nodeCodecs } from './packages/codecs.js';
import { soundSource } from './sound-source.js';

/** How a file is played into a stream. */
export interface AudioFileOptions extends MonoOptions {
  /** `fast`: as fast as the engine takes it. `real-time`: as a live source would. @default 'fast' */
  readonly pace?: ReplayPace;
  /** Samples a push. @default 10 ms of them in real time, 4096 otherwise */
  readonly blockSamples?: number;
  /** What the samples are in a file without a container. @default such a file is refused */
  readonly raw?: RawLayout;
}

/**
 * Reads a file of sound whole: WAV and its kin, FLAC, Ogg, MP3, AIFF, AU, CAF, SPHERE, whatever its name says
 * (docs/formats.md lists the codecs). One that is cut short is read as far as it goes. Rejects with AUDIO_UNREADABLE
 * where there is no such file, the bytes are no sound that is read here, hold no sample, or more than `maxSamples`.
 */
export async function readAudio(path: string | URL, options: ReadAudioOptions = {}): Promise<Audio> {
  checkMonoOptions(options);
  const { chunks, size } = await openFile(path);
  return readWholeSound(chunks, { ...options, name: nameOf(path), path: pathOf(path), size, codecs: nodeCodecs });
}

/** The same for bytes at hand; `name` is what messages call them. */
export async function decodeAudio(bytes: Uint8Array, name: string, options: ReadAudioOptions = {}): Promise<Audio> {
  checkMonoOptions(options);
  return readWholeSound([bytes], { ...options, name, path: name, size: bytes.length, codecs: nodeCodecs });
}

/**
 * A file as a source, read as the stream takes it: a file of any length needs little memory. What is recognised is
 * told when it opens, what looks wrong comes on the stream's `events$`. Opening rejects as `readAudio` does. Throws a
 * RangeError for options out of range.
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
      return MonoSound.open(chunks, { ...reading, name, path: pathOf(path), size, codecs: nodeCodecs });
    },
  });
}

function nameOf(path: string | URL): string {
  return basename(pathOf(path));
}

function pathOf(path: string | URL): string {
  return path instanceof URL ? fileURLToPath(path) : path;
}
