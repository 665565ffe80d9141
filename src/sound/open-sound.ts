// Recognises the container by the first bytes, not by the file name, and opens it with its reader. Files, standard
// input and the page all start here.
import { letters, skipTags, tagBytes } from './bits.js';
import { type ByteChunks, ByteReader } from './byte-reader.js';
import { type Codecs, NO_CODECS } from './codecs/packages.js';
import { beginsAiff, openAiff } from './containers/aiff.js';
import { beginsAu, openAu } from './containers/au.js';
import { beginsCaf, openCaf } from './containers/caf.js';
import { beginsFlac, openFlac } from './containers/flac.js';
import { knownEnding, knownFrames, knownOther, knownSound } from './containers/known.js';
import { beginsMatroska, openMatroska } from './containers/matroska.js';
import { openMpeg } from './containers/mpeg.js';
import { findMpeg } from './containers/mpeg-start.js';
import { openOgg } from './containers/ogg.js';
import { openRaw, type RawLayout } from './containers/raw.js';
import { beginsRiff, openRiff } from './containers/riff.js';
import { beginsSphere, openSphere } from './containers/sphere.js';
import { beginsWave64, openWave64 } from './containers/wave64.js';
import type { OpenContainer, Opening, OpenSound } from './layout.js';
import { notRead, unreadable } from './refusal.js';

export interface OpenSoundOptions {
  /** What messages call the input. */
  readonly name: string;
  /** Where it lies, for commands that a person may type; undefined where it is no file. */
  readonly path?: string | undefined;
  /** Bytes in all, where that is known. */
  readonly size?: number | undefined;
  /** Decoders that other packages bring. @default none */
  readonly codecs?: Codecs;
  /** What the samples are where nothing is recognised. @default such bytes are refused */
  readonly raw?: RawLayout | undefined;
}

/** How much is looked at to recognise something: the container, or three frames of MP3. */
const FIRST_BYTES = 4096;
/** And of a file that is not recognised by that: tags, and zeros before the first frame of MP3. */
const FURTHER_BYTES = 135_168;

/** A sound that can be given up before its end. */
export interface OpenedSound extends OpenSound {
  /** Releases where the bytes come from. */
  close(): Promise<void>;
}

/** Rejects with AUDIO_UNREADABLE, which names what was received and what mends it. */
export async function openSound(chunks: ByteChunks, options: OpenSoundOptions): Promise<OpenedSound> {
  const bytes = new ByteReader(chunks, options.size);
  try {
    return { ...(await openBytes(bytes, options)), close: () => bytes.close() };
  } catch (error) {
    await bytes.close().catch(() => undefined);
    throw error;
  }
}

async function openBytes(bytes: ByteReader, options: OpenSoundOptions): Promise<OpenSound> {
  const { name, raw, path, codecs = NO_CODECS } = options;
  const opening = { bytes, name, path, codecs };
  const first = await bytes.peek(FIRST_BYTES);
  if (first.length === 0) throw unreadable(name, 'an empty file');
  if (raw?.explicit) return openRaw(opening, raw, recognised(first));
  const open = readerOf(first);
  if (open !== undefined) return open(opening);
  const known = knownSound(first) ?? (raw === undefined ? knownFrames(first, bytes.size) : undefined);
  if (known !== undefined) throw notRead(opening, known);
  const other = knownOther(first);
  if (other !== undefined) throw unreadable(name, other);
  if (raw !== undefined && tagBytes(first) === 0) return openRaw(opening, raw);
  return openBehindTags(opening);
}

/** A file whose first bytes say nothing: behind tags and zeros there may be FLAC or MP3. */
async function openBehindTags(opening: Opening): Promise<OpenSound> {
  const { bytes, name } = opening;
  const size = bytes.size;
  await skipTags(bytes);
  const there = await bytes.peek(FURTHER_BYTES);
  const open = readerOf(there) ?? (findMpeg(there, true) === undefined ? undefined : openMpeg);
  if (open !== undefined) return open(opening);
  const known = knownSound(there) ?? knownFrames(there, size);
  if (known !== undefined) throw notRead(opening, known);
  const named = knownEnding(name);
  if (named !== undefined) throw notRead(opening, `${named} without a header, by the file's name`);
  throw unreadable(
    name,
    `${size ?? there.length} bytes that begin like no sound (if they are raw PCM, say so: --format s16le --rate 16000)`,
  );
}

/** What the first bytes are the beginning of, tags passed over; undefined where that is not known. */
export function recognised(bytes: Uint8Array): string | undefined {
  let first = bytes;
  for (let size = tagBytes(first); size > 0; size = tagBytes(first)) first = first.subarray(size);
  return CONTAINERS.find(({ begins }) => begins(first))?.name ?? knownSound(first);
}

interface Container {
  readonly name: string;
  begins(bytes: Uint8Array): boolean;
  readonly open: OpenContainer;
}

const CONTAINERS: readonly Container[] = [
  { name: 'WAV', begins: beginsRiff, open: openRiff },
  { name: 'Wave64', begins: beginsWave64, open: openWave64 },
  { name: 'FLAC', begins: beginsFlac, open: openFlac },
  { name: 'Ogg', begins: (bytes) => letters(bytes, 0) === 'OggS', open: openOgg },
  { name: 'AIFF', begins: beginsAiff, open: openAiff },
  { name: 'AU', begins: beginsAu, open: openAu },
  { name: 'CAF', begins: beginsCaf, open: openCaf },
  { name: 'NIST SPHERE', begins: beginsSphere, open: openSphere },
  { name: 'WebM or Matroska', begins: beginsMatroska, open: openMatroska },
  { name: 'MP3', begins: (bytes) => findMpeg(bytes, false)?.at === 0, open: openMpeg },
];

function readerOf(bytes: Uint8Array): OpenContainer | undefined {
  return CONTAINERS.find(({ begins }) => begins(bytes))?.open;
}
