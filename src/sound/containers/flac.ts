// Reads FLAC files: metadata blocks, then frames to the end (RFC 9639). Tags before and after are skipped. A frame
// with a wrong checksum is replaced by silence, with a warning.
import { isTrailer, letters, skipTags } from '../bits.js';
import type { Block } from '../block.js';
import type { ByteReader } from '../byte-reader.js';
import { decodeFlacFrame, type FlacFrame, type FlacInfo, readStreamInfo, STREAM_INFO_BYTES } from '../codecs/flac.js';
import type { OpenContainer, SoundLayout, Warn } from '../layout.js';
import { unreadable } from '../refusal.js';

export const openFlac: OpenContainer = async ({ bytes, name }) => {
  await skipTags(bytes);
  await bytes.skip(4);
  const info = await readMetadata(bytes);
  if (info === undefined) throw unreadable(name, 'a FLAC file that ends within its header');
  return { layout: flacLayout('FLAC', info), blocks: (warn) => flacBlocks(bytes, info, warn) };
};

export function flacLayout(container: string, info: FlacInfo): SoundLayout {
  const { sampleRate, channels, bits } = info;
  return {
    container,
    codec: container === 'FLAC' ? `${bits}-bit` : `FLAC, ${bits}-bit`,
    sampleRate,
    channels,
    bits,
    frames: info.frames || undefined,
    assumed: [],
    warnings: [],
  };
}

/** The STREAMINFO block, which is the first; the others are passed over. Undefined where the bytes end before it. */
async function readMetadata(bytes: ByteReader): Promise<FlacInfo | undefined> {
  let info: FlacInfo | undefined;
  for (let last = false; !last; ) {
    const header = await bytes.take(4);
    if (header.length < 4) return info;
    last = (header[0] as number) >= 0x80;
    const size = ((header[1] as number) << 16) | ((header[2] as number) << 8) | (header[3] as number);
    const isInfo = ((header[0] as number) & 0x7f) === 0 && info === undefined;
    if (isInfo && size >= STREAM_INFO_BYTES) {
      const body = await bytes.take(STREAM_INFO_BYTES);
      if (body.length < STREAM_INFO_BYTES) return undefined;
      info = readStreamInfo(body);
      await bytes.skip(size - STREAM_INFO_BYTES);
    } else {
      await bytes.skip(size);
    }
  }
  return info;
}

/** Decodes frames until all that were announced have come, or the bytes end. */
export async function* flacBlocks(bytes: ByteReader, info: FlacInfo, warn: Warn): AsyncGenerator<Block> {
  const total = info.frames || Number.POSITIVE_INFINITY;
  const damage = new Damage(info, warn);
  let done = 0;
  while (done < total) {
    const frame = await nextFrame(bytes, info, damage);
    if (frame === undefined) break;
    const missing = damage.missingBefore(frame, done);
    for await (const silence of silences(Math.min(missing, total - done), info.channels)) {
      done += silence[0]?.length ?? 0;
      yield silence;
    }
    const frames = Math.min(frame.block[0]?.length ?? 0, total - done);
    done += frames;
    yield frame.block.map((channel) => channel.subarray(0, frames));
  }
  if (Number.isFinite(total) && done < total) {
    warn(`the sound is cut short: ${total - done} of ${total} samples are missing`);
  }
}

/** The next frame whose sum fits; undefined where none comes any more. Takes it. */
async function nextFrame(bytes: ByteReader, info: FlacInfo, damage: Damage): Promise<FlacFrame | undefined> {
  let there = await bytes.peek(1);
  while (there.length > 0) {
    const frame = decodeFlacFrame(there, info);
    if (frame === 'more' && there.length < mostBytes(info)) {
      const longer = await bytes.peek(there.length + 1);
      if (longer.length > there.length) {
        there = longer;
        continue;
      }
      // The last frame is not all there. Nothing after its first byte can be a whole one, unless this was none.
    } else if (typeof frame === 'object' && frame.sound) {
      await bytes.skip(frame.bytes);
      return frame;
    }
    if (isTrailer(await bytes.peek(32))) return undefined;
    damage.seen = true;
    await bytes.skip(nextSync(there));
    there = await bytes.peek(1);
  }
  return undefined;
}

/** What a frame may have at most: its samples as they are, and some. */
function mostBytes({ maxBlock, channels, bits }: FlacInfo): number {
  return Math.ceil((Math.max(maxBlock, 16) * channels * (bits + 1)) / 8) + 65_536;
}

/** How far it is to the next two bytes that a frame may begin with. */
function nextSync(bytes: Uint8Array): number {
  for (let at = 1; at + 1 < bytes.length; at++) {
    if (bytes[at] === 0xff && ((bytes[at + 1] as number) & 0xfe) === 0xf8) return at;
  }
  return bytes[bytes.length - 1] === 0xff && bytes.length > 1 ? bytes.length - 1 : bytes.length;
}

/** No longer stretch is replaced by silence. */
const MOST_MISSING_S = 600;

/** Keeps the place of frames after damaged ones, by what they say of themselves. */
class Damage {
  /** Whether bytes were passed over since the last good frame. */
  seen = false;
  #usualBlock = 0;
  readonly #info: FlacInfo;
  readonly #warn: Warn;

  constructor(info: FlacInfo, warn: Warn) {
    this.#info = info;
    this.#warn = warn;
  }

  /** Samples that are missing before a frame, which is to follow `done` of them. */
  missingBefore(frame: FlacFrame, done: number): number {
    const size = frame.block[0]?.length ?? 0;
    const usual = this.#usualBlock || this.#info.maxBlock || size;
    this.#usualBlock ||= size;
    if (!this.seen) return 0;
    this.seen = false;
    const from = frame.variable ? frame.number : frame.number * usual;
    // A number that is far off is damaged itself.
    const missing = from - done <= MOST_MISSING_S * this.#info.sampleRate ? Math.max(0, from - done) : 0;
    const atS = (done / this.#info.sampleRate).toFixed(2);
    this.#warn(`the sound is damaged at ${atS} s: ${missing} samples are replaced by silence`);
    return missing;
  }
}

const SILENCE_FRAMES = 16_384;

async function* silences(frames: number, channels: number): AsyncGenerator<Block> {
  for (let left = frames; left > 0; left -= SILENCE_FRAMES) {
    const length = Math.min(left, SILENCE_FRAMES);
    yield Array.from({ length: channels }, () => new Float64Array(length));
  }
}

/** Whether a FLAC file begins here, tags passed over. */
export function beginsFlac(bytes: Uint8Array): boolean {
  return letters(bytes, 0) === 'fLaC';
}
