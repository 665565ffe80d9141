// AIFF and AIFF-C, big-endian chunks: COMM says what the sound is, SSND holds it (Audio Interchange File Format 1.3,
// Apple 1989; AIFF-C, 1991).
import { letters, viewOf } from '../bits.js';
import { APPLE_IMA, appleImaDecoder } from '../codecs/ima-adpcm.js';
import { packetBlocks } from '../codecs/packets.js';
import { pcmBlocks, type SampleFormat, sampleFormatName } from '../codecs/pcm.js';
import type { OpenContainer, Opening, OpenSound } from '../layout.js';
import { notRead, unreadable } from '../refusal.js';
import { dataSize } from './sizes.js';

export function beginsAiff(bytes: Uint8Array): boolean {
  return letters(bytes, 0) === 'FORM' && ['AIFF', 'AIFC'].includes(letters(bytes, 8));
}

interface Common {
  readonly container: string;
  readonly channels: number;
  readonly frames: number;
  readonly bits: number;
  readonly sampleRate: number;
  readonly compression: string;
}

const LARGEST_COMMON = 1024;
/** Offset and block size, before the samples. */
const SSND_HEAD = 8;

export const openAiff: OpenContainer = async (opening) => {
  const { bytes, name } = opening;
  const container = letters(await bytes.take(12), 8) === 'AIFC' ? 'AIFF-C' : 'AIFF';
  let common: Common | undefined;
  for (;;) {
    const header = await bytes.take(8);
    if (header.length < 8) break;
    const id = letters(header, 0);
    const size = viewOf(header).getUint32(4);
    if (id === 'SSND') {
      if (common === undefined) throw notRead(opening, `${container} whose sound comes before its description`);
      return openSound(opening, common, size);
    }
    if (id === 'COMM' && size <= LARGEST_COMMON) common = readCommon(await bytes.take(size), container);
    else await bytes.skip(size);
    if (size % 2 === 1) await bytes.skip(1);
  }
  throw unreadable(name, `an ${container} file without sound in it`);
};

function readCommon(body: Uint8Array, container: string): Common | undefined {
  if (body.length < 18) return undefined;
  const view = viewOf(body);
  return {
    container,
    channels: view.getUint16(0),
    frames: view.getUint32(2),
    bits: view.getUint16(6),
    sampleRate: extended(view, 8),
    compression: body.length >= 22 ? letters(body, 18) : 'NONE',
  };
}

/** A floating-point number of 80 bits. */
function extended(view: DataView, at: number): number {
  const exponent = (view.getUint16(at) & 0x7fff) - 16_383;
  const mantissa = view.getUint32(at + 2) * 2 ** 32 + view.getUint32(at + 6);
  return mantissa * 2 ** (exponent - 63);
}

async function openSound(opening: Opening, common: Common, announced: number): Promise<OpenSound> {
  const { bytes, name } = opening;
  const { container, channels, sampleRate, compression } = common;
  if (channels === 0 || !(sampleRate > 0)) {
    throw unreadable(name, `an ${container} file of ${channels} channels at ${sampleRate} Hz`);
  }
  const head = await bytes.take(SSND_HEAD);
  const offset = head.length === SSND_HEAD ? viewOf(head).getUint32(0) : 0;
  await bytes.skip(offset);
  const unknown = announced === 0 && common.frames === 0;
  const size = unknown ? 2 ** 64 : Math.max(0, announced - SSND_HEAD - offset);
  const { most, assumed, warnings } = dataSize(size, bytes.left);
  const layout = { container, sampleRate, channels, assumed, warnings };
  if (compression === 'ima4') {
    const packetBytes = channels * APPLE_IMA.bytes;
    const frames = common.frames > 0 ? common.frames * APPLE_IMA.samples : undefined;
    const decode = appleImaDecoder(channels);
    return {
      layout: { ...layout, codec: 'IMA ADPCM', bits: 4, frames },
      blocks: (warn) => packetBlocks(bytes, { most, packetBytes, frames, decode }, warn),
    };
  }
  const sample = sampleFormat(common);
  if (sample === 'unknown') throw notRead(opening, `${NAMES[compression] ?? `codec '${compression}'`} in ${container}`);
  if (sample === undefined) throw unreadable(name, `an ${container} file of ${common.bits} bits a sample`);
  const held = Math.floor(most / (channels * sample.bytes));
  return {
    layout: {
      ...layout,
      codec: sampleFormatName(sample),
      bits: 8 * sample.bytes,
      float: sample.kind === 'float',
      frames: Number.isFinite(held) ? held : common.frames || undefined,
    },
    blocks: (warn) => pcmBlocks(bytes, most, channels, sample, warn),
  };
}

const NAMES: Readonly<Record<string, string>> = {
  G722: 'G.722',
  'GSM ': 'GSM 6.10',
  MAC3: 'MACE 3:1',
  MAC6: 'MACE 6:1',
  QDM2: 'QDesign 2',
  QDMC: 'QDesign',
  Qclp: 'Qualcomm PureVoice',
  '.mp3': 'MP3',
  G726: 'G.726',
};

/** Undefined: numbers that do not fit; `unknown`: a codec that is not read. */
function sampleFormat({ compression, bits }: Common): SampleFormat | 'unknown' | undefined {
  const bytes = Math.ceil(bits / 8);
  const whole = [1, 2, 3, 4, 8].includes(bytes);
  switch (compression) {
    case 'NONE':
    case 'twos':
      return whole ? { kind: 'signed', bytes, littleEndian: false } : undefined;
    case 'sowt':
      return whole ? { kind: 'signed', bytes, littleEndian: true } : undefined;
    case 'raw ':
      return { kind: 'unsigned', bytes: 1, littleEndian: true };
    case 'in24':
      return { kind: 'signed', bytes: 3, littleEndian: false };
    case 'in32':
      return { kind: 'signed', bytes: 4, littleEndian: false };
    case '42ni':
      return { kind: 'signed', bytes: 3, littleEndian: true };
    case '23ni':
      return { kind: 'signed', bytes: 4, littleEndian: true };
    case 'fl32':
    case 'FL32':
      return { kind: 'float', bytes: 4, littleEndian: false };
    case 'fl64':
    case 'FL64':
      return { kind: 'float', bytes: 8, littleEndian: false };
    case 'ulaw':
    case 'ULAW':
      return { kind: 'mu-law', bytes: 1, littleEndian: false };
    case 'alaw':
    case 'ALAW':
      return { kind: 'a-law', bytes: 1, littleEndian: false };
    default:
      return 'unknown';
  }
}
