// A file of Ogg: the first stream of sound in it is read, Opus, Vorbis or FLAC; others are passed over.
import { letters, viewOf } from '../bits.js';
import type { Block } from '../block.js';
import type { ByteReader } from '../byte-reader.js';
import { decodeFlacFrame, type FlacInfo, readStreamInfo } from '../codecs/flac.js';
import type { VorbisDecoder } from '../codecs/packages.js';
import type { OpenContainer, Opening, OpenSound, Warn } from '../layout.js';
import { notInstalled, notRead, unreadable } from '../refusal.js';
import { flacLayout } from './flac.js';
import { openOpus } from './ogg-opus.js';
import { firstPages, MOST_OGG_CHANNELS, type OggPage, oggPackets, oggPages } from './ogg-pages.js';

export const openOgg: OpenContainer = async (opening) => {
  const { bytes, name } = opening;
  for (const page of firstPages(await bytes.peek(65_536))) {
    const { body, serial } = page;
    if (letters(body, 0, 8) === 'OpusHead') return openOpus(opening, page);
    if (letters(body, 0, 7) === '\x01vorbis') return openVorbis(opening, page);
    if (letters(body, 0, 5) === '\x7fFLAC' && body.length >= 51) {
      const info = readStreamInfo(body.subarray(17));
      return { layout: flacLayout('Ogg', info), blocks: (warn) => oggFlacBlocks(bytes, serial, info, warn) };
    }
    if (letters(body, 0, 8) === 'Speex   ') throw notRead(opening, 'Speex in Ogg');
    if (letters(body, 0, 8) === 'PCM     ') throw notRead(opening, 'PCM in Ogg');
  }
  throw unreadable(name, 'an Ogg file in which no stream of sound is known');
};

async function* oggFlacBlocks(bytes: ByteReader, serial: number, info: FlacInfo, warn: Warn): AsyncGenerator<Block> {
  const total = info.frames || Number.POSITIVE_INFINITY;
  let done = 0;
  for await (const { packets } of oggPackets(oggPages(bytes, warn), serial)) {
    for (const packet of packets) {
      // Headers begin otherwise than frames.
      if (packet[0] !== 0xff) continue;
      const frame = decodeFlacFrame(packet, info);
      if (typeof frame === 'object' && frame.sound) {
        done += frame.block[0]?.length ?? 0;
        yield frame.block;
      } else {
        warn(`the sound is damaged at ${(done / info.sampleRate).toFixed(2)} s: a frame is left out`);
      }
    }
  }
  if (Number.isFinite(total) && done < total) {
    warn(`the sound is cut short: ${total - done} of ${total} samples are missing`);
  }
}

async function openVorbis(opening: Opening, { body, serial }: OggPage): Promise<OpenSound> {
  const { bytes, codecs } = opening;
  const channels = body[11] ?? 0;
  if (channels > MOST_OGG_CHANNELS) throw notRead(opening, `Vorbis in Ogg of ${channels} channels`);
  const decoder = await codecs.vorbis();
  if (decoder === undefined) {
    throw notInstalled(opening, 'Vorbis in Ogg', '@wasm-audio-decoders/ogg-vorbis', 'it needs codec-parser, LGPL-3.0');
  }
  const view = viewOf(body);
  const layout = {
    container: 'Ogg',
    codec: 'Vorbis',
    sampleRate: view.getUint32(12, true),
    channels,
    assumed: [],
    warnings: [],
  };
  return { layout, blocks: (warn) => vorbisBlocks(bytes, serial, decoder, warn) };
}

async function* vorbisBlocks(
  bytes: ByteReader,
  serial: number,
  decoder: VorbisDecoder,
  warn: Warn,
): AsyncGenerator<Block> {
  try {
    for await (const page of oggPages(bytes, warn)) {
      if (page.serial === serial) yield await decoder.decode(page.bytes);
    }
    yield await decoder.flush();
  } finally {
    decoder.free();
  }
}
