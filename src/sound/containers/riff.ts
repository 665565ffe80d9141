// WAV and its larger kin RF64 and BW64, either byte order (RIFX): chunks up to the one that holds the sound. Sizes
// are not believed where they cannot be: see sizes.ts.
import { letters, uint64, viewOf } from '../bits.js';
import type { ByteReader } from '../byte-reader.js';
import type { OpenContainer, Opening, OpenSound } from '../layout.js';
import { unreadable } from '../refusal.js';
import { type DataSize, dataSize, isPlaceholder } from './sizes.js';
import { openWave } from './wave.js';
import { readWaveFormat, type WaveFormat } from './wave-format.js';

const NAMES: Readonly<Record<string, string>> = { RIFF: 'WAV', RIFX: 'WAV', RF64: 'RF64', BW64: 'BW64' };
const UNKNOWN_32 = 0xffffffff;
/** Of a chunk that is kept: `fmt `, `fact`, `ds64`. */
const LARGEST_KEPT = 65_536;

export function beginsRiff(bytes: Uint8Array): boolean {
  return Object.hasOwn(NAMES, letters(bytes, 0)) && letters(bytes, 8) === 'WAVE';
}

export const openRiff: OpenContainer = async (opening) => {
  const { bytes, name } = opening;
  const head = await bytes.take(12);
  const container = NAMES[letters(head, 0)] as string;
  const littleEndian = letters(head, 0) !== 'RIFX';
  const riff: Riff = { container, littleEndian, announced: viewOf(head).getUint32(4, littleEndian) };
  for (;;) {
    const header = await bytes.take(8);
    if (header.length < 8) break;
    const id = letters(header, 0);
    const size = viewOf(header).getUint32(4, littleEndian);
    if (id === 'data') return openData(opening, riff, size);
    if (KEPT.includes(id) && size <= LARGEST_KEPT) {
      const body = Uint8Array.from(await bytes.take(size));
      if (body.length === size) keep(riff, id, body);
    } else {
      await bytes.skip(size);
    }
    if (size % 2 === 1) await skipPadding(bytes);
  }
  const missing = riff.format === undefined ? 'a whole "fmt " chunk' : 'a "data" chunk';
  throw unreadable(name, `a ${container} file without ${missing}`);
};

interface Riff {
  readonly container: string;
  readonly littleEndian: boolean;
  /** Of the whole file, less 8 bytes. */
  readonly announced: number;
  format?: WaveFormat;
  /** Samples of one channel, by `fact`. */
  frames?: number;
  /** Of the sound and of the whole file, by `ds64`. */
  large?: { readonly data: number; readonly riff: number };
}

const KEPT = ['fmt ', 'fact', 'ds64'];

function keep(riff: Riff, id: string, body: Uint8Array): void {
  const view = viewOf(body);
  if (id === 'fmt ' && riff.format === undefined) {
    const format = readWaveFormat(body, riff.littleEndian);
    if (format !== undefined) riff.format = format;
  }
  if (id === 'fact' && body.length >= 4) riff.frames = view.getUint32(0, riff.littleEndian);
  if (id === 'ds64' && body.length >= 16) {
    riff.large = { riff: uint64(view, 0, true), data: uint64(view, 8, true) };
  }
}

async function openData(opening: Opening, riff: Riff, announced: number): Promise<OpenSound> {
  const { bytes, name } = opening;
  const { container, format, littleEndian } = riff;
  if (format === undefined) throw unreadable(name, `a ${container} file without a whole "fmt " chunk before its sound`);
  const { most, assumed, warnings } = await sizeOf(riff, announced, bytes);
  const frames = riff.frames !== undefined && riff.frames > 0 && !isPlaceholder(riff.frames) ? riff.frames : undefined;
  const sound = await openWave(opening, container, format, { bytes, most, frames, littleEndian });
  const { layout } = sound;
  return {
    ...sound,
    layout: {
      ...layout,
      assumed: [...assumed, ...layout.assumed],
      warnings: [...warnings, ...layout.warnings],
    },
  };
}

async function sizeOf(riff: Riff, announced: number, bytes: ByteReader): Promise<DataSize> {
  const start = bytes.position;
  const { large } = riff;
  if (large !== undefined && (announced === UNKNOWN_32 || announced === 0) && large.data > 0) {
    return dataSize(large.data, bytes.left);
  }
  if (announced === 0 && (await isUnwritten(riff, start, bytes))) {
    const assumed = ['the header says no size of the sound: it is read to the end of the file'];
    return { most: bytes.left ?? Number.POSITIVE_INFINITY, assumed, warnings: [] };
  }
  return dataSize(announced, bytes.left);
}

/** Whether a size of 0 was never filled in: something follows that is no chunk. */
async function isUnwritten(riff: Riff, start: number, bytes: ByteReader): Promise<boolean> {
  const next = await bytes.peek(8);
  if (next.length === 0) return false;
  if (riff.announced === UNKNOWN_32 || riff.announced + 8 <= start) return true;
  return next.length < 8 || !isChunkName(next, 0);
}

/** Chunks start on even bytes, so after an odd one comes a byte of padding; some writers forget it. */
async function skipPadding(bytes: ByteReader): Promise<void> {
  const next = await bytes.peek(5);
  const forgotten = isKnown(next, 0) && !isKnown(next, 1);
  const plain = next[0] !== 0 && isChunkName(next, 0) && !isChunkName(next, 1);
  if (!forgotten && !plain) await bytes.skip(1);
}

function isKnown(bytes: Uint8Array, at: number): boolean {
  return ['data', 'LIST', ...KEPT].includes(letters(bytes, at));
}

function isChunkName(bytes: Uint8Array, at: number): boolean {
  const name = bytes.subarray(at, at + 4);
  return name.length === 4 && name.every((byte) => byte >= 0x20 && byte < 0x7f);
}
