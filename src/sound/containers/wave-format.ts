// The `fmt ` chunk of WAV, RF64 and Wave64: which codec the sound has, by the registered tags (RFC 2361, mmreg.h) and those of EXTENSIBLE, and
// the sound that is decoded out of the data by it.
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
import { findMpeg, openMpegFrames } from './mpeg.js';

export interface WaveFormat {
  /** The registered tag, of EXTENSIBLE that of the subformat; undefined where that has none. */
  readonly tag: number | undefined;
  /** The subformat's, in hexadecimal digits; empty where the format is not EXTENSIBLE. */
  readonly guid: string;
  readonly channels: number;
  readonly sampleRate: number;
  /** Bytes of a frame, or of a block. */
  readonly blockBytes: number;
  readonly bits: number;
  /** What follows the numbers that all formats have. */
  readonly extra: Uint8Array;
}

/** Where the sound's bytes are. */
export interface WaveData {
  /** At the first of them. */
  readonly bytes: ByteReader;
  readonly most: number;
  /** Samples of one channel by the `fact` chunk; undefined where there is none. */
  readonly frames: number | undefined;
  readonly littleEndian: boolean;
}

const EXTENSIBLE = 0xfffe;
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

/** Formats that are known and not read. */
const NAMES: Readonly<Record<number, string>> = {
  5: 'IBM CVSD',
  8: 'DTS',
  9: 'DRM',
  10: 'Windows Media Voice',
  16: 'OKI ADPCM',
  18: 'MediaSpace ADPCM',
  19: 'Sierra ADPCM',
  20: 'G.723 ADPCM',
  21: 'DIGISTD',
  22: 'DIGIFIX',
  23: 'Dialogic OKI ADPCM',
  33: 'Sonarc',
  34: 'DSP Group TrueSpeech',
  48: 'Dolby AC-2',
  49: 'GSM 6.10',
  50: 'MSN audio',
  56: 'Rockwell ADPCM',
  57: 'Rockwell DigiTalk',
  59: 'Rockwell ADPCM',
  60: 'Rockwell DigiTalk',
  64: 'G.721 ADPCM',
  65: 'G.728 CELP',
  66: 'G.723.1',
  69: 'G.726 ADPCM',
  87: 'AMR-NB',
  88: 'AMR-WB',
  97: 'Duck DK4 ADPCM',
  98: 'Duck DK3 ADPCM',
  100: 'G.726 ADPCM',
  101: 'G.722',
  105: 'Xbox IMA ADPCM',
  112: 'Lernout & Hauspie CELP',
  117: 'Voxware',
  131: 'G.729A',
  133: 'DSP Group G.726 ADPCM',
  146: 'AC-3 over S/PDIF',
  255: 'AAC',
  273: 'G.723.1',
  274: 'SBC ADPCM',
  293: 'Sanyo ADPCM',
  304: 'ACELP.net',
  352: 'Windows Media Audio 1',
  353: 'Windows Media Audio 2',
  354: 'Windows Media Audio Professional',
  355: 'Windows Media Audio Lossless',
  356: 'Windows Media Audio over S/PDIF',
  512: 'Creative ADPCM',
  533: 'G.722',
  624: 'ATRAC3',
  655: 'G.722',
  1025: 'Intel Music Coder',
  1026: 'Indeo Audio',
  1280: 'On2 AVC',
  1792: 'On2 Duck audio',
  5376: 'GSM AMR in CBR',
  5632: 'AAC (ADTS)',
  5633: 'AAC',
  5634: 'AAC (LATM)',
  5648: 'HE-AAC',
  6513: 'Sonic',
  6514: 'Sonic lossless',
  8192: 'AC-3',
  8193: 'DTS',
  8194: 'RealAudio 14.4',
  8195: 'RealAudio 28.8',
  8198: 'AAC',
  8264: 'Sonic',
  16707: 'AAC',
  22127: 'Vorbis',
  22358: 'WavPack',
  22858: 'Xan DPCM',
  26447: 'Vorbis',
  26448: 'Vorbis',
  26449: 'Vorbis',
  26479: 'Vorbis',
  26480: 'Vorbis',
  26481: 'Vorbis',
  28751: 'Opus',
  28781: 'AAC',
  30625: 'TTA',
  31265: 'GSM AMR',
  31266: 'GSM AMR',
  41216: 'G.723.1',
  41221: 'GSM AMR',
  41222: 'AAC',
  41223: 'G.726 ADPCM',
  41225: 'Speex',
  61868: 'FLAC',
};

const FORMAT_BYTES = 16;
const EXTENSIBLE_BYTES = 40;
/** The ends of the subformats that carry a registered tag at their start: the usual one and that of B-format (ambisonics), in both byte orders. */
const TAGGED_GUIDS = [
  '00001000800000aa00389b71',
  '2107d3118644c8c1ca000000',
  '00000010800000aa00389b71',
  '072111d38644c8c1ca000000',
];

/** Reads the chunk's body. Undefined where it is too short. */
export function readWaveFormat(chunk: Uint8Array, littleEndian: boolean): WaveFormat | undefined {
  if (chunk.length < FORMAT_BYTES - 2) return undefined;
  const view = viewOf(chunk);
  const tag = view.getUint16(0, littleEndian);
  const extensible = tag === EXTENSIBLE && chunk.length >= EXTENSIBLE_BYTES;
  const extra = chunk.subarray(FORMAT_BYTES + 2);
  return {
    tag: extensible ? subformat(chunk, littleEndian) : tag,
    guid: extensible ? hex(chunk.subarray(24, 40)) : '',
    extensible,
    channels: view.getUint16(2, littleEndian),
    sampleRate: view.getUint32(4, littleEndian),
    blockBytes: view.getUint16(12, littleEndian),
    bits: chunk.length >= FORMAT_BYTES ? view.getUint16(14, littleEndian) : 0,
    extra: extensible ? chunk.subarray(EXTENSIBLE_BYTES) : extra,
  };
}

/** The tag in a subformat's GUID: its first four bytes, if the rest is that of tags. */
function subformat(chunk: Uint8Array, littleEndian: boolean): number | undefined {
  const end = hex(chunk.subarray(28, 40));
  const tag = viewOf(chunk).getUint32(24, littleEndian);
  return tag <= 0xffff && TAGGED_GUIDS.includes(end) ? tag : undefined;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Subformats without a registered tag. */
const GUIDS: Readonly<Record<string, string>> = {
  '2b806de046dbcf11b4d100805f6cbbea': 'MPEG Layer II',
  '2c806de046dbcf11b4d100805f6cbbea': 'AC-3',
  af87fba7022dfb42a4d405cd93843bdd: 'E-AC-3',
  bfaa23e958cb7144a119fffa01e4ce62: 'ATRAC3+',
  d2421be47b35cf1181db00805f6cbbea: 'ATRAC9',
};

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
      if (info === undefined) throw notRead(name, `FLAC in ${container} without its header`);
      const layout = { ...common, codec: 'FLAC', bits: info.bits, frames: info.frames || data.frames };
      return { layout, blocks: (warn) => flacBlocks(data.bytes, info, warn) };
    }
    default:
      throw notRead(name, `${nameOf(format)} in ${container}`);
  }
}

function nameOf({ tag, guid }: WaveFormat): string {
  if (tag === undefined) return GUIDS[guid] ?? `subformat ${guid}`;
  return NAMES[tag] ?? `format 0x${tag.toString(16).padStart(4, '0')}`;
}

type Common = Pick<SoundLayout, 'container' | 'sampleRate' | 'channels' | 'assumed' | 'warnings'>;

async function openSamples(
  { name }: Opening,
  format: WaveFormat,
  { bytes, most, littleEndian }: WaveData,
  common: Common,
): Promise<OpenSound> {
  const { channels } = format;
  const sample = sampleFormat(format, littleEndian);
  if (sample === undefined) {
    const layout = `${channels} channels of ${format.bits} bits in frames of ${format.blockBytes} bytes`;
    throw unreadable(name, `a ${common.container} file of format ${format.tag} with ${layout}`);
  }
  const disguised = disguise(await bytes.peek(Math.min(most, 16_384)));
  if (disguised !== undefined) throw notRead(name, `${disguised} in ${common.container}, where PCM is announced`);
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
  // Some writers leave the frame's size out. Samples of other than whole bytes are stored in the upper bits of whole ones.
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

/** Samples of one channel: those the data can hold, and no more than were announced. Undefined where neither is known. */
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
