// The first frame of many MP3 files, which encoders write for players: how many frames follow, and how much silence
// was added (Xing, LAME, VBRI).
import { letters, viewOf } from '../bits.js';
import { HEADER_BYTES, type MpegHeader, sideBytes } from '../codecs/mpeg-frame.js';

/** What encoders write into a first frame that is no sound (Xing, Info, VBRI). */
export interface PlayerFrame {
  /** Samples of one channel that were encoded; undefined where it is not said. */
  readonly frames: number | undefined;
  /** Samples that the encoder and a decoder put in front. */
  readonly delay: number;
}

/** Of every decoder (ISO/IEC 11172-3): 528 samples, and one. */
const DECODER_DELAY = 529;

/** Undefined where the frame is sound like any other. */
export function readPlayerFrame(frame: Uint8Array, header: MpegHeader): PlayerFrame | undefined {
  if (frame.length < 40) return undefined;
  if (letters(frame, 36) === 'VBRI') return { frames: undefined, delay: 0 };
  const at = HEADER_BYTES + sideBytes(header);
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
  // LAME and those that do as it does write how much silence they added, 12 bits each, behind nine letters and other
  // numbers.
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
