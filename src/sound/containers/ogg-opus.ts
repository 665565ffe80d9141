// Opus in Ogg (RFC 7845): what its head says, the samples to pass over at the start, and where the sound ends within
// the last packet.
import { letters, viewOf } from '../bits.js';
import { type Block, cut, framesOf } from '../block.js';
import type { ByteReader } from '../byte-reader.js';
import type { OpusDecoder, OpusLayout } from '../codecs/packages.js';
import type { Opening, OpenSound, Warn } from '../layout.js';
import { notInstalled, notRead, unreadable } from '../refusal.js';
import { MOST_OGG_CHANNELS, type OggPage, oggPackets, oggPages } from './ogg-pages.js';

/** At which Opus is always decoded, Hz. */
export const OPUS_RATE = 48_000;

export interface OpusHead extends OpusLayout {
  /** Samples at 48 kHz to pass over at the start. */
  readonly preSkip: number;
  /** Of what was recorded, Hz; 0: not said. */
  readonly inputRate: number;
  /** What every sample is multiplied by. */
  readonly gain: number;
}

export async function openOpus(opening: Opening, page: OggPage): Promise<OpenSound> {
  const { bytes, name, codecs } = opening;
  const head = readOpusHead(page.body);
  if (head === undefined) throw unreadable(name, 'an Ogg file with an Opus head that cannot be read');
  if (head !== 'unknown' && head.channels > MOST_OGG_CHANNELS)
    throw notRead(opening, `Opus in Ogg of ${head.channels} channels`);
  if (head === 'unknown') throw notRead(opening, 'Opus in Ogg with a channel mapping of its own');
  const decoder = await codecs.opus(head);
  if (decoder === undefined) throw notInstalled(opening, 'Opus in Ogg', 'opus-decoder', 'MIT');
  return {
    layout: {
      container: 'Ogg',
      codec: 'Opus',
      sampleRate: OPUS_RATE,
      channels: head.channels,
      assumed: [],
      warnings: [],
    },
    blocks: (warn) => opusBlocks(bytes, page.serial, head, decoder, warn),
  };
}

/** Undefined: it is cut short or no head; `unknown`: of a channel mapping that only its writer knows. */
export function readOpusHead(body: Uint8Array): OpusHead | 'unknown' | undefined {
  if (body.length < 19 || letters(body, 0, 8) !== 'OpusHead') return undefined;
  const view = viewOf(body);
  const channels = view.getUint8(9);
  const family = view.getUint8(18);
  const common = {
    channels,
    preSkip: view.getUint16(10, true),
    inputRate: view.getUint32(12, true),
    gain: 10 ** (view.getInt16(16, true) / (20 * 256)),
  };
  if (family === 0) {
    if (channels < 1 || channels > 2) return undefined;
    return { ...common, streamCount: 1, coupledCount: channels - 1, mapping: [0, 1].slice(0, channels) };
  }
  if (family !== 1 && family !== 255) return 'unknown';
  if (channels < 1 || body.length < 21 + channels) return undefined;
  const mapping = [...body.subarray(21, 21 + channels)];
  return { ...common, streamCount: view.getUint8(19), coupledCount: view.getUint8(20), mapping };
}

async function* opusBlocks(
  bytes: ByteReader,
  serial: number,
  head: OpusHead,
  decoder: OpusDecoder,
  warn: Warn,
): AsyncGenerator<Block> {
  let headers = 2;
  let skip = head.preSkip;
  /** Samples at 48 kHz that came out of the decoder. */
  let decoded = 0;
  /** What the granule positions count from. */
  let origin: number | undefined;
  let ended = false;
  try {
    for await (const { packets, page } of oggPackets(oggPages(bytes, warn), serial)) {
      if (ended && page.begins) return warn('another stream follows in the same file, which is not read: split it');
      if (page.serial !== serial) continue;
      const sound = packets.slice(Math.min(headers, packets.length));
      headers -= packets.length - sound.length;
      ended = page.ends;
      if (sound.length === 0) continue;
      let block = amplified(decoder.decode(sound), head.gain);
      decoded += framesOf(block);
      // The first page says where it ends; a stream that was cut out of a longer one does not begin at 0.
      if (origin === undefined && page.granule >= 0) origin = page.ends ? 0 : page.granule - decoded;
      const beyond = page.ends ? decoded - (page.granule - (origin ?? 0)) : 0;
      if (page.granule >= 0 && beyond > 0) block = cut(block, 0, Math.max(0, framesOf(block) - beyond));
      const passed = Math.min(skip, framesOf(block));
      skip -= passed;
      yield cut(block, passed, framesOf(block));
    }
    if (!ended) warn('the sound is cut short: its last page is missing');
  } finally {
    decoder.free();
  }
}

/** Every sample times the gain of the head. */
export function amplified(block: Block, gain: number): Block {
  return gain === 1 ? block : block.map((channel) => channel.map((sample) => sample * gain));
}
