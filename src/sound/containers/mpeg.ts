// A stream of MPEG frames, the `.mp3` file: finds the first frame behind tags, zeros and other bytes, and hands runs of whole frames to the
// decoder. The frame that encoders put in front for players, and the silence that they add, are left out.
import { isTrailer, letters, skipTags, viewOf } from '../bits.js';
import { type Block, cut, framesOf } from '../block.js';
import type { ByteReader } from '../byte-reader.js';
import { decodeMp3 } from '../codecs/mp3.js';
import { HEADER_BYTES, isAlike, type MpegHeader, mpegName, readMpegHeader } from '../codecs/mpeg-frame.js';
import type { OpenContainer, Opening, OpenSound, Warn } from '../layout.js';
import { notInstalled, notRead, unreadable } from '../refusal.js';

/** How far into a file the first frame may lie. */
const SEARCHED_BYTES = 131_072;
/** How many frames must follow each other to be taken for sound. */
const FRAMES_IN_A_ROW = 3;
/** Free format has no longer frames. */
const LONGEST_FREE = 4096;

export const openMpeg: OpenContainer = async (opening) => {
  const { bytes, name } = opening;
  await skipTags(bytes);
  const start = findMpeg(await bytes.peek(SEARCHED_BYTES), true);
  if (start === undefined) throw unreadable(name, 'an MP3 file without a whole frame');
  await bytes.skip(start.at);
  const skipped = start.at > 0 ? [`${start.at} bytes before the first MP3 frame are no sound`] : [];
  const sound = await openMpegFrames(opening, start, 'MPEG');
  return { ...sound, layout: { ...sound.layout, container: 'MP3', codec: 'MPEG Layer III', assumed: skipped } };
};

/** Where frames begin. */
export interface MpegStart {
  readonly at: number;
  readonly header: MpegHeader;
  /** Of frames of free format, without padding; 0 for others. */
  readonly freeBytes: number;
}

/**
 * The first place at which frames follow each other. `toEnd`: the bytes are all there are, or as many as are looked at, so that fewer frames
 * will do where they reach the end.
 */
export function findMpeg(bytes: Uint8Array, toEnd: boolean): MpegStart | undefined {
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const header = readMpegHeader(bytes, at);
    if (header === undefined) continue;
    const freeBytes = header.bitRate === 0 ? freeSize(bytes, at, header) : 0;
    if (header.bitRate === 0 && freeBytes === 0) continue;
    if (follows(bytes, at, header, freeBytes, toEnd)) return { at, header, freeBytes };
  }
  return undefined;
}

function follows(bytes: Uint8Array, from: number, first: MpegHeader, freeBytes: number, toEnd: boolean): boolean {
  let at = from;
  for (let n = 0; n < FRAMES_IN_A_ROW; n++) {
    if (at + HEADER_BYTES > bytes.length) return toEnd && n > 1;
    const header = readMpegHeader(bytes, at);
    if (header === undefined || !isAlike(header, first)) return toEnd && n > 0 && isTrailer(bytes.subarray(at));
    at += header.bytes + freeBytes;
  }
  return true;
}

/** How far it is to the next frame of free format; 0 where there is none. */
function freeSize(bytes: Uint8Array, at: number, header: MpegHeader): number {
  for (let size = 24; size < LONGEST_FREE && at + size + HEADER_BYTES <= bytes.length; size++) {
    const next = readMpegHeader(bytes, at + size);
    if (next !== undefined && isAlike(next, header) && bytes[at + size + 1] === bytes[at + 1])
      return size - header.bytes;
  }
  return 0;
}

/** Sound of frames that begin at the next byte. `within`: the container's name. */
export async function openMpegFrames(
  { bytes, name, codecs }: Opening,
  start: MpegStart,
  within: string,
  most = Number.POSITIVE_INFINITY,
): Promise<OpenSound> {
  const { header } = start;
  const codec = mpegName(header);
  if (header.layer !== 3) throw notRead(name, within === 'MPEG' ? codec : `${codec} in ${within}`);
  const module = await codecs.mp3();
  if (module === undefined) throw notInstalled(name, 'MP3', 'minimp3-wasm', 'Apache-2.0');
  const first = (await bytes.peek(LONGEST_FREE)).subarray(0, header.bytes + start.freeBytes);
  const player = readPlayerFrame(first, header);
  const { sampleRate, channels } = header;
  return {
    layout: { container: within, codec, sampleRate, channels, frames: player?.frames, assumed: [], warnings: [] },
    async *blocks(warn) {
      let left = most;
      if (player !== undefined) left -= await bytes.skip(Math.min(left, first.length));
      const trim = new Trim(player);
      for await (const run of runs(bytes, start, left, warn)) {
        const block = decodeMp3(module, run.frames);
        const asked = run.warmUp * header.samples;
        // A block of more channels than the head promised, or of fewer: what is mixed is what is there.
        yield trim.block(withChannels(cut(block, Math.min(asked, framesOf(block)), framesOf(block)), channels));
      }
      trim.check(warn);
    },
  };
}

function withChannels(block: Block, channels: number): Block {
  if (block.length === channels || block.length === 0) return block;
  return Array.from({ length: channels }, (_, n) => block[Math.min(n, block.length - 1)] as Block[number]);
}

/** Frames a run, and how many bytes and frames of the run before come in front of it: bits of a frame lie at most 511 bytes back. */
const RUN_FRAMES = 256;
const WARM_UP_BYTES = 2048;
const WARM_UP_FRAMES = 10;

interface Run {
  readonly frames: Uint8Array;
  /** Frames at its start that were in the run before. */
  readonly warmUp: number;
}

/** Runs of whole frames. What lies between frames is passed over; where it is no tag, that is said. */
async function* runs(bytes: ByteReader, start: MpegStart, most: number, warn: Warn): AsyncGenerator<Run> {
  let left = most;
  let before: Uint8Array[] = [];
  let run: Uint8Array[] = [];
  let channels = start.header.channels;
  let damaged = 0;
  const flush = (): Run | undefined => {
    if (run.length === 0) return undefined;
    const made = { frames: joined([...before, ...run]), warmUp: before.length };
    before = warmUpOf([...before, ...run]);
    run = [];
    return made;
  };
  while (left >= HEADER_BYTES) {
    const there = (await bytes.peek(HEADER_BYTES)).subarray(0, Math.min(left, HEADER_BYTES));
    const header = readMpegHeader(there, 0);
    if (header !== undefined && isAlike(header, start.header)) {
      const size = header.bytes + start.freeBytes;
      const frame = (await bytes.peek(size)).subarray(0, Math.min(size, left));
      if (frame.length < size) {
        warn('the sound is cut short: it ends within a frame');
        left -= await bytes.skip(frame.length);
        break;
      }
      if (header.channels !== channels) {
        const made = flush();
        if (made !== undefined) yield made;
        before = [];
        channels = header.channels;
      }
      run.push(Uint8Array.from(frame));
      left -= await bytes.skip(size);
      const made = run.length >= RUN_FRAMES ? flush() : undefined;
      if (made !== undefined) yield made;
      continue;
    }
    const searched = (await bytes.peek(Math.min(left, LONGEST_FREE * 4))).subarray(0, left);
    if (searched.length < HEADER_BYTES) break;
    if (isTrailer(searched.subarray(0, 32))) {
      const tag = await skipTags(bytes);
      left -= tag;
      if (tag > 0) continue;
      if (letters(searched, 0, 3) === 'TAG') {
        left -= await bytes.skip(Math.min(left, 128));
        continue;
      }
    }
    const next = findAgain(searched, start);
    if (damaged++ === 0 && next !== undefined) {
      warn(`the sound is damaged at byte ${bytes.position}: ${next} bytes between two frames are passed over`);
    }
    left -= await bytes.skip(next ?? Math.max(1, searched.length - HEADER_BYTES + 1));
    before = [];
  }
  const made = flush();
  if (made !== undefined) yield made;
}

/** How far it is to the next frame that is like the first one and followed by another, or by the end. */
function findAgain(bytes: Uint8Array, start: MpegStart): number | undefined {
  for (let at = bytes.indexOf(0xff, 1); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const header = readMpegHeader(bytes, at);
    if (header === undefined || !isAlike(header, start.header)) continue;
    const next = readMpegHeader(bytes, at + header.bytes + start.freeBytes);
    const beyond = at + header.bytes + start.freeBytes + HEADER_BYTES > bytes.length;
    if (beyond || (next !== undefined && isAlike(next, start.header))) return at;
  }
  return undefined;
}

function warmUpOf(frames: readonly Uint8Array[]): Uint8Array[] {
  let bytes = 0;
  let count = 0;
  while (count < frames.length && (bytes < WARM_UP_BYTES || count < WARM_UP_FRAMES)) {
    count++;
    bytes += (frames[frames.length - count] as Uint8Array).length;
  }
  return frames.slice(frames.length - count);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** What encoders write into a first frame that is no sound (Xing, Info, VBRI). */
interface PlayerFrame {
  /** Samples of one channel that were encoded; undefined where it is not said. */
  readonly frames: number | undefined;
  /** Samples that the encoder and a decoder put in front. */
  readonly delay: number;
}

/** Of every decoder (ISO/IEC 11172-3): 528 samples, and one. */
const DECODER_DELAY = 529;

function readPlayerFrame(frame: Uint8Array, header: MpegHeader): PlayerFrame | undefined {
  if (frame.length < 40) return undefined;
  if (letters(frame, 36) === 'VBRI') return { frames: undefined, delay: 0 };
  const side = header.version === 1 ? (header.channels === 1 ? 17 : 32) : header.channels === 1 ? 9 : 17;
  const at = HEADER_BYTES + side;
  const name = letters(frame, at);
  if (name !== 'Xing' && name !== 'Info') return undefined;
  const view = viewOf(frame);
  const flags = view.getUint32(at + 4);
  let next = at + 8;
  const count = flags & 1 ? view.getUint32(next) : undefined;
  if (flags & 1) next += 4;
  if (flags & 2) next += 4;
  if (flags & 4) next += 100;
  if (flags & 8) next += 4;
  // LAME and those that do as it does write how much silence they added, 12 bits each, behind nine letters and other numbers.
  if (next + 24 > frame.length || !/^(LAME|Lavc|Lavf|GOGO)/.test(letters(frame, next))) {
    return { frames: count === undefined ? undefined : count * header.samples, delay: 0 };
  }
  const packed = (view.getUint8(next + 21) << 16) | (view.getUint8(next + 22) << 8) | view.getUint8(next + 23);
  const delay = (packed >> 12) + DECODER_DELAY;
  const padding = Math.max(0, (packed & 0xfff) - DECODER_DELAY);
  // Where files were put together the first one's frame speaks of itself alone, so nothing is cut off by it.
  const frames = count === undefined ? undefined : Math.max(0, count * header.samples - delay - padding);
  return { frames, delay };
}

/** Leaves out what the encoder added before the sound. */
class Trim {
  #skip: number;
  #given = 0;
  readonly #announced: number | undefined;

  constructor(player: PlayerFrame | undefined) {
    this.#skip = player?.delay ?? 0;
    this.#announced = player?.frames;
  }

  block(block: Block): Block {
    const passed = Math.min(this.#skip, framesOf(block));
    this.#skip -= passed;
    this.#given += framesOf(block) - passed;
    return cut(block, passed, framesOf(block));
  }

  /** Encoders count in several ways, so a difference of a few frames means nothing. */
  check(warn: Warn): void {
    const missing = (this.#announced ?? 0) - this.#given;
    if (missing > 4 * 1152) warn(`the sound is cut short: ${missing} of ${this.#announced} samples are missing`);
  }
}
