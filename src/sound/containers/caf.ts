// Apple's Core Audio Format: a description, then chunks with sizes of 64 bits (Core Audio Format Specification 1.0).
import { letters, viewOf } from '../bits.js';
import { APPLE_IMA, appleImaDecoder } from '../codecs/ima-adpcm.js';
import { packetBlocks } from '../codecs/packets.js';
import { isSampleFormat, pcmBlocks, type SampleFormat, sampleFormatName } from '../codecs/pcm.js';
import type { OpenContainer, Opening, OpenSound } from '../layout.js';
import { notRead, unreadable } from '../refusal.js';
import { dataSize } from './sizes.js';

export function beginsCaf(bytes: Uint8Array): boolean {
  return letters(bytes, 0) === 'caff';
}

interface Description {
  readonly sampleRate: number;
  readonly codec: string;
  readonly flags: number;
  readonly packetBytes: number;
  readonly channels: number;
  readonly bits: number;
}

const DESCRIPTION_BYTES = 32;
/** The number of edits, before the sound. */
const DATA_HEAD = 4;

export const openCaf: OpenContainer = async (opening) => {
  const { bytes, name } = opening;
  await bytes.skip(8);
  let description: Description | undefined;
  for (;;) {
    const header = await bytes.take(12);
    if (header.length < 12) break;
    const id = letters(header, 0);
    const view = viewOf(header);
    const size = view.getInt32(4) * 2 ** 32 + view.getUint32(8);
    if (id === 'data') {
      if (description === undefined) throw unreadable(name, 'a CAF file without its description');
      return openSound(opening, description, size);
    }
    if (size < 0) break;
    if (id === 'desc' && size >= DESCRIPTION_BYTES) {
      description = readDescription(await bytes.take(DESCRIPTION_BYTES));
      await bytes.skip(size - DESCRIPTION_BYTES);
    } else {
      await bytes.skip(size);
    }
  }
  throw unreadable(name, 'a CAF file without sound in it');
};

function readDescription(body: Uint8Array): Description | undefined {
  if (body.length < DESCRIPTION_BYTES) return undefined;
  const view = viewOf(body);
  return {
    sampleRate: view.getFloat64(0),
    codec: letters(body, 8),
    flags: view.getUint32(12),
    packetBytes: view.getUint32(16),
    channels: view.getUint32(24),
    bits: view.getUint32(28),
  };
}

async function openSound(opening: Opening, description: Description, announced: number): Promise<OpenSound> {
  const { bytes, name } = opening;
  const { sampleRate, channels, codec } = description;
  if (!(channels > 0 && channels <= 1024) || !(sampleRate > 0)) {
    throw unreadable(name, `a CAF file of ${channels} channels at ${sampleRate} Hz`);
  }
  await bytes.skip(DATA_HEAD);
  // -1: to the end of the file, which the format allows.
  const size =
    announced < 0
      ? { most: bytes.left ?? Number.POSITIVE_INFINITY, assumed: [], warnings: [] }
      : dataSize(Math.max(0, announced - DATA_HEAD), bytes.left);
  const { most, assumed, warnings } = size;
  const layout = { container: 'CAF', sampleRate, channels, assumed, warnings };
  if (codec === 'ima4') {
    const packetBytes = channels * APPLE_IMA.bytes;
    const frames = Number.isFinite(most) ? Math.floor(most / packetBytes) * APPLE_IMA.samples : undefined;
    const decode = appleImaDecoder(channels);
    return {
      layout: { ...layout, codec: 'IMA ADPCM', bits: 4, frames },
      blocks: (warn) => packetBlocks(bytes, { most, packetBytes, frames, decode }, warn),
    };
  }
  const sample = sampleFormat(description);
  if (sample === undefined) throw notRead(opening, `${NAMES[codec] ?? `codec '${codec}'`} in CAF`);
  if (!isSampleFormat(sample)) throw unreadable(name, `a CAF file of ${description.bits} bits a sample`);
  const frames = Number.isFinite(most) ? Math.floor(most / (channels * sample.bytes)) : undefined;
  const float = sample.kind === 'float';
  return {
    layout: { ...layout, codec: sampleFormatName(sample), bits: 8 * sample.bytes, float, frames },
    blocks: (warn) => pcmBlocks(bytes, most, channels, sample, warn),
  };
}

const IS_FLOAT = 1;
const IS_LITTLE_ENDIAN = 2;

function sampleFormat({ codec, flags, packetBytes, channels, bits }: Description): SampleFormat | undefined {
  if (codec === 'ulaw') return { kind: 'mu-law', bytes: 1, littleEndian: true };
  if (codec === 'alaw') return { kind: 'a-law', bytes: 1, littleEndian: true };
  if (codec !== 'lpcm') return undefined;
  const bytes = packetBytes > 0 ? packetBytes / channels : Math.ceil(bits / 8);
  const littleEndian = (flags & IS_LITTLE_ENDIAN) !== 0;
  return { kind: flags & IS_FLOAT ? 'float' : 'signed', bytes, littleEndian };
}

const NAMES: Readonly<Record<string, string>> = {
  'aac ': 'AAC',
  aach: 'HE-AAC',
  aacl: 'AAC-LD',
  aacp: 'HE-AAC 2',
  'ac-3': 'AC-3',
  alac: 'Apple Lossless',
  flac: 'FLAC',
  opus: 'Opus',
  samr: 'AMR-NB',
  sawb: 'AMR-WB',
  ilbc: 'iLBC',
  MAC3: 'MACE 3:1',
  MAC6: 'MACE 6:1',
  QDMC: 'QDesign',
  Qclp: 'Qualcomm PureVoice',
  agsm: 'GSM 6.10',
  'ms\0\x31': 'GSM 6.10',
  '.mp1': 'MPEG Layer I',
  '.mp2': 'MPEG Layer II',
  '.mp3': 'MP3',
};
