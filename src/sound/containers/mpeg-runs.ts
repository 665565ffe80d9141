// Runs of whole MPEG frames, as the decoder takes them. What lies between frames is passed over.
import { isTrailer, letters, skipTags } from '../bits.js';
import type { ByteReader } from '../byte-reader.js';
import {
  CHECKSUM_BYTES,
  HEADER_BYTES,
  isAlike,
  type MpegHeader,
  readMpegHeader,
  sideBytes,
} from '../codecs/mpeg-frame.js';
import type { Warn } from '../layout.js';
import { LONGEST_FREE, type MpegStart } from './mpeg-start.js';

/**
 * Frames a run, and how many bytes and frames of the run before come in front of it: bits of a frame lie at most 511
 * bytes back.
 */
const RUN_FRAMES = 256;
const WARM_UP_BYTES = 2048;
const WARM_UP_FRAMES = 10;

export interface Run {
  readonly frames: Uint8Array;
  /** Frames that are new in it: those before them were in the run before. */
  readonly count: number;
}

/** Runs of whole frames. What lies between frames is passed over; where it is no tag, that is said. */
export async function* mpegRuns(bytes: ByteReader, start: MpegStart, most: number, warn: Warn): AsyncGenerator<Run> {
  let left = most;
  let before: Uint8Array[] = [];
  let run: Uint8Array[] = [];
  let channels = start.header.channels;
  let damaged = 0;
  const flush = (): Run | undefined => {
    if (run.length === 0) return undefined;
    const frames = [...before, ...run];
    const made = { frames: joined([...fillers(frames[0] as Uint8Array), ...frames]), count: run.length };
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

const MOST_FILLERS = 128;

/**
 * Silent frames like the first one, to put in front of it. The decoder gives no samples for a frame whose bits lie
 * before its first one, but counts them, so that what follows would be at the wrong place. Each says that its bits
 * begin as far back as they can: only then the decoder keeps them.
 */
function fillers(first: Uint8Array): Uint8Array[] {
  const header = readMpegHeader(first, 0) as MpegHeader;
  const side = HEADER_BYTES + ((first[1] as number) & 1 ? 0 : CHECKSUM_BYTES);
  const payload = first.length - side - sideBytes(header);
  const farthest = header.version === 1 ? 511 : 255;
  const made: Uint8Array[] = [];
  for (let kept = 0; kept < farthest && made.length < MOST_FILLERS && payload > 0; ) {
    const filler = new Uint8Array(first.length);
    filler.set(first.subarray(0, HEADER_BYTES));
    // How far back bits begin: the first 9 bits of the side information, of MPEG-2 the first 8.
    filler[side] = header.version === 1 ? kept >> 1 : kept;
    if (header.version === 1) filler[side + 1] = (kept & 1) << 7;
    made.push(filler);
    kept = Math.min(farthest, kept + payload);
  }
  return made;
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
