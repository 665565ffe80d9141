// The types of this room: what a container says about its sound, and how a container is opened.

import type { Block } from './block.js';
import type { ByteReader } from './byte-reader.js';
import type { Codecs } from './codecs/packages.js';

/** What the beginning of a file says. */
export interface SoundLayout {
  /** `WAV`, `FLAC`, `Ogg`. */
  readonly container: string;
  /** `16-bit PCM`, `MS ADPCM`, `Opus`. */
  readonly codec: string;
  /** Hz */
  readonly sampleRate: number;
  readonly channels: number;
  /** Of one sample as it is stored; undefined where the codec has no such thing. */
  readonly bits?: number | undefined;
  /** Whether samples are floating-point numbers, which may leave -1 to 1. */
  readonly float?: boolean;
  /** Samples of one channel, where the file says so; a file that is cut short has fewer. */
  readonly frames?: number | undefined;
  /** Clauses, see FormatReport. */
  readonly assumed: readonly string[];
  readonly warnings: readonly string[];
}

/** Says something that was found on the way: one clause. */
export type Warn = (clause: string) => void;

/** A sound whose beginning was read. */
export interface OpenSound {
  readonly layout: SoundLayout;
  /** Its blocks, in order, to the end of the sound. Can be asked for once. */
  blocks(warn: Warn): AsyncGenerator<Block>;
}

/** What a container's reader is given. */
export interface Opening {
  /** At the first byte of the container. */
  readonly bytes: ByteReader;
  /** What messages call the input. */
  readonly name: string;
  /** Where it lies; undefined where it is no file. */
  readonly path: string | undefined;
  /** Decoders that other packages bring. */
  readonly codecs: Codecs;
}

/** Reads a container's beginning. Rejects with AUDIO_UNREADABLE. */
export type OpenContainer = (opening: Opening) => Promise<OpenSound>;
