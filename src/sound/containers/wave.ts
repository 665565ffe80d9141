// The sound of WAV, RF64 and Wave64, by the codec that its format names.
import { viewOf } from '../bits.js';
import type { ByteReader } from '../byte-reader.js';
import { readStreamInfo, STREAM_INFO_BYTES } from '../codecs/flac.js';
import { decodeWavIma, wavImaSamples } from '../codecs/ima-adpcm.js';
import { decodeMsAdpcm, MS_COEFFICIENTS, msAdpcmSamples } from '../codecs/ms-adpcm.js';
import { packetBlocks } from '../codecs/packets.js';
import { isSampleFormat, pcmBlocks, type SampleFormat, sampleFormatName } from '../codecs/pcm.js';
import { yamahaDecoder } from '../codecs/yamaha-adpcm.js';
import type { Opening, OpenSound, SoundLayout } from '../layout.js';
import { notRead, unreadable } from '../refusal.js';
import { flacBlocks } from './flac.js';
import { openMpegFrames } from './mpeg.js';
import { findMpeg } from './mpeg-start.js';
import type { WaveFormat } from './wave-format.js';
import { waveName } from './wave-names.js';

/** Where the sound's bytes are. */
export interface WaveData {
  /** At the first of them. */
  readonly bytes: ByteReader;
  readonly most: number;
  /** Samples of one channel by the `fact` chunk; undefined where there is none. */
  readonly frames: number | undefined;
  readonly littleEndian: boolean;
}

const PCM = 1;
const MS_ADPCM = 2;
const FLOAT = 3;
const A_LAW = 6;
const MU_LAW = 7;
const IMA_ADPCM = 0x11;
const YAMAHA_ADPCM = 0x20;
const MPEG = 0x50;
const MP3 = 0x55;
const FLAC = 0xf1ac;

/** Opens the sound of a format. Rejects with AUDIO_UNREADABLE, which names the codec, where it is not read here. */
export async function openWave(
  opening: Opening,
  container: string,
  format: WaveFormat,
  data: WaveData,
): Promise<OpenSound> {
  const { name } = opening;
  const { tag, channels, sampleRate, blockBytes, bits } = format;
  if (channels === 0 || sampleRate === 0) {
    throw unreadable(name, `a ${container} file of ${channels} channels at ${sampleRate} Hz`);
  }
  const common = { container, sampleRate, channels, assumed: [], warnings: [] };
  switch (tag) {
    case PCM:
    case FLOAT:
    case A_LAW:
    case MU_LAW:
      return openSamples(opening, format, data, common);
    case MS_ADPCM: {
      const coefficients = readCoefficients(format);
      if (blockBytes < 7 * channels) throw unreadable(name, `MS ADPCM with blocks of ${blockBytes} bytes`);
      const frames = framesIn(data, blockBytes, (bytes) => msAdpcmSamples(bytes, channels));
      return openPackets(data, { ...common, codec: 'MS ADPCM', bits: 4, frames }, blockBytes, (block) =>
        decodeMsAdpcm(block, channels, coefficients),
      );
    }
    case IMA_ADPCM: {
      if (bits !== 4 || blockBytes < 4 * channels) {
        throw unreadable(name, `IMA ADPCM of ${bits} bits with blocks of ${blockBytes} bytes`);
      }
      const frames = framesIn(data, blockBytes, (bytes) => wavImaSamples(bytes, channels));
      return openPackets(data, { ...common, codec: 'IMA ADPCM', bits: 4, frames }, blockBytes, (block) =>
        decodeWavIma(block, channels),
      );
    }
    case YAMAHA_ADPCM: {
      if (channels > 2) throw unreadable(name, `Yamaha ADPCM of ${channels} channels`);
      const frames = framesIn(data, 1, (bytes) => (2 * bytes) / channels);
      const decode = yamahaDecoder(channels);
      return openPackets(data, { ...common, codec: 'Yamaha ADPCM', bits: 4, frames }, 1024, decode);
    }
    case MPEG:
    case MP3:
      return openMpegData(opening, container, data, common);
    case FLAC: {
      const info = format.extra.length >= STREAM_INFO_BYTES ? readStreamInfo(format.extra) : undefined;
      if (info === undefined) throw notRead(opening, `FLAC in ${container} without its header`);
      const layout = { ...common, codec: 'FLAC', bits: info.bits, frames: info.frames || data.frames };
      return { layout, blocks: (warn) => flacBlocks(data.bytes, info, warn) };
    }
    default:
      throw notRead(opening, `${waveName(format.tag, format.guid)} in ${container}`);
  }
}

type Common = Pick<SoundLayout, 'container' | 'sampleRate' | 'channels' | 'assumed' | 'warnings'>;

async function openSamples(
  opening: Opening,
  format: WaveFormat,
  { bytes, most, littleEndian }: WaveData,
  common: Common,
): Promise<OpenSound> {
  const { name } = opening;
  const { channels } = format;
  const sample = sampleFormat(format, littleEndian);
  if (sample === undefined) {
    const layout = `${channels} channels of ${format.bits} bits in frames of ${format.blockBytes} bytes`;
    throw unreadable(name, `a ${common.container} file of format ${format.tag} with ${layout}`);
  }
  const disguised = disguise(await bytes.peek(Math.min(most, 16_384)));
  if (disguised !== undefined) throw notRead(opening, `${disguised} in ${common.container}, where PCM is announced`);
  const frames = Number.isFinite(most) ? Math.floor(most / (channels * sample.bytes)) : undefined;
  const layout = {
    ...common,
    codec: sampleFormatName(sample),
    bits: 8 * sample.bytes,
    float: sample.kind === 'float',
    frames,
  };
  return { layout, blocks: (warn) => pcmBlocks(bytes, most, channels, sample, warn) };
}

/** How samples are stored; undefined where the numbers do not fit each other. */
function sampleFormat(format: WaveFormat, littleEndian: boolean): SampleFormat | undefined {
  const { tag, channels, bits } = format;
  // Some writers leave the frame's size out. Samples of other than whole bytes are stored in the upper bits of whole
  // ones.
  const bytes = format.blockBytes > 0 ? format.blockBytes / channels : Math.ceil(bits / 8);
  if (tag === A_LAW || tag === MU_LAW) {
    return bytes === 1 ? { kind: tag === A_LAW ? 'a-law' : 'mu-law', bytes, littleEndian } : undefined;
  }
  if (bits < 1 || bits > 8 * bytes) return undefined;
  const kind = tag === FLOAT ? 'float' : bytes === 1 ? 'unsigned' : 'signed';
  const sample = { kind, bytes, littleEndian } as const;
  return isSampleFormat(sample) ? sample : undefined;
}

/** Compressed sound that some writers label as PCM of 16 bits, so that it passes through a sound card to a receiver. */
function disguise(bytes: Uint8Array): string | undefined {
  const at = bytes.findIndex((byte) => byte !== 0);
  if (at < 0) return undefined;
  const from = at - (at % 2);
  const start = [...bytes.subarray(from, from + 4)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (['ff1f00e8', '1fffe800', 'fe7f0180', '7ffe8001'].includes(start)) return 'DTS';
  if (['72f81f4e', 'f8724e1f'].includes(start)) return 'compressed sound for S/PDIF (AC-3, DTS or other)';
  return undefined;
}

function openPackets(
  { bytes, most }: WaveData,
  layout: SoundLayout,
  packetBytes: number,
  decode: (packet: Uint8Array) => Float64Array[],
): OpenSound {
  return { layout, blocks: (warn) => packetBlocks(bytes, { most, packetBytes, frames: layout.frames, decode }, warn) };
}

/**
 * Samples of one channel: those the data can hold, and no more than were announced. Undefined where neither is known.
 */
function framesIn(
  { most, frames }: WaveData,
  blockBytes: number,
  samplesOf: (bytes: number) => number,
): number | undefined {
  if (!Number.isFinite(most)) return frames;
  const last = most % blockBytes;
  const held = Math.floor(most / blockBytes) * samplesOf(blockBytes) + (last > 0 ? samplesOf(last) : 0);
  return Math.min(held, frames ?? held);
}

/** The file's own coefficients: the number of samples in a block, how many pairs, then the pairs. */
function readCoefficients({ extra }: WaveFormat): readonly (readonly [number, number])[] {
  if (extra.length < 4) return MS_COEFFICIENTS;
  const view = viewOf(extra);
  const count = Math.min(view.getUint16(2, true), Math.floor((extra.length - 4) / 4));
  if (count < MS_COEFFICIENTS.length) return MS_COEFFICIENTS;
  return Array.from({ length: count }, (_, i) => [view.getInt16(4 + 4 * i, true), view.getInt16(6 + 4 * i, true)]);
}

async function openMpegData(
  opening: Opening,
  container: string,
  { bytes, most }: WaveData,
  common: Common,
): Promise<OpenSound> {
  const there = (await bytes.peek(Math.min(most, 65_536))).subarray(0, most);
  const start = findMpeg(there, true);
  if (start === undefined) throw unreadable(opening.name, `MP3 in ${container} without a whole frame`);
  await bytes.skip(start.at);
  const sound = await openMpegFrames(opening, start, container, most - start.at);
  return { ...sound, layout: { ...sound.layout, warnings: common.warnings } };
}
