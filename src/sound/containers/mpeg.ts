// Reads MP3 files: finds the first frame behind tags, zeros and other bytes, and gives runs of whole frames to the
// decoder. The info frame (Xing, LAME) and the silence that the encoder put in front are left out.
import { skipTags } from '../bits.js';
import { type Block, cut, framesOf } from '../block.js';
import { decodeMp3 } from '../codecs/mp3.js';
import { mpegName } from '../codecs/mpeg-frame.js';
import type { OpenContainer, Opening, OpenSound, Warn } from '../layout.js';
import { notInstalled, notRead, unreadable } from '../refusal.js';
import { type PlayerFrame, readPlayerFrame } from './mpeg-player-frame.js';
import { mpegRuns } from './mpeg-runs.js';
import { findMpeg, LONGEST_FREE, type MpegStart } from './mpeg-start.js';

/** How far into a file the first frame may lie. */
const SEARCHED_BYTES = 131_072;

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

/** Sound of frames that begin at the next byte. `within`: the container's name. */
export async function openMpegFrames(
  opening: Opening,
  start: MpegStart,
  within: string,
  most = Number.POSITIVE_INFINITY,
): Promise<OpenSound> {
  const { bytes, codecs } = opening;
  const { header } = start;
  const codec = mpegName(header);
  if (header.layer !== 3) throw notRead(opening, within === 'MPEG' ? codec : `${codec} in ${within}`);
  const module = await codecs.mp3();
  if (module === undefined) throw notInstalled(opening, 'MP3', 'minimp3-wasm', 'Apache-2.0');
  const first = (await bytes.peek(LONGEST_FREE)).subarray(0, header.bytes + start.freeBytes);
  const player = readPlayerFrame(first, header);
  const { sampleRate, channels } = header;
  return {
    layout: { container: within, codec, sampleRate, channels, frames: player?.frames, assumed: [], warnings: [] },
    async *blocks(warn) {
      let left = most;
      if (player !== undefined) left -= await bytes.skip(Math.min(left, first.length));
      const trim = new Trim(player);
      for await (const run of mpegRuns(bytes, start, left, warn)) {
        const decoded = decodeMp3(module, run.frames);
        // What is wanted is at the end; before it are samples that the run before gave.
        const wanted = Math.min(framesOf(decoded), run.count * header.samples);
        const block = cut(decoded, framesOf(decoded) - wanted, framesOf(decoded));
        yield trim.block(withChannels(block, channels));
      }
      trim.check(warn);
    },
  };
}

function withChannels(block: Block, channels: number): Block {
  if (block.length === channels || block.length === 0) return block;
  return Array.from({ length: channels }, (_, n) => block[Math.min(n, block.length - 1)] as Block[number]);
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
