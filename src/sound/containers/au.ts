// AU, the sound file of Sun and NeXT: a header of six numbers and a comment, then the samples. Some writers turned
// the byte order.
import { letters, viewOf } from '../bits.js';
import { isSampleFormat, pcmBlocks, type SampleFormat, sampleFormatName } from '../codecs/pcm.js';
import type { OpenContainer } from '../layout.js';
import { notRead, unreadable } from '../refusal.js';
import { dataSize } from './sizes.js';

export function beginsAu(bytes: Uint8Array): boolean {
  return ['.snd', 'dns.'].includes(letters(bytes, 0));
}

const HEAD_BYTES = 24;

export const openAu: OpenContainer = async (opening) => {
  const { bytes, name } = opening;
  const head = Uint8Array.from(await bytes.take(HEAD_BYTES));
  if (head.length < HEAD_BYTES) throw unreadable(name, 'an AU file that ends within its header');
  const littleEndian = letters(head, 0) === 'dns.';
  const number = (at: number) => viewOf(head).getUint32(at, littleEndian);
  const [offset, announced, encoding, sampleRate, channels] = [4, 8, 12, 16, 20].map(number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  if (channels === 0 || sampleRate === 0) {
    throw unreadable(name, `an AU file of ${channels} channels at ${sampleRate} Hz`);
  }
  const sample = sampleFormat(encoding, littleEndian);
  if (sample === undefined || !isSampleFormat(sample)) {
    throw notRead(opening, `${NAMES[encoding] ?? `encoding ${encoding}`} in AU`);
  }
  await bytes.skip(Math.max(0, offset - HEAD_BYTES));
  const { most, assumed, warnings } = dataSize(announced, bytes.left);
  const frames = Number.isFinite(most) ? Math.floor(most / (channels * sample.bytes)) : undefined;
  return {
    layout: {
      container: 'AU',
      codec: sampleFormatName(sample),
      sampleRate,
      channels,
      bits: 8 * sample.bytes,
      float: sample.kind === 'float',
      frames,
      assumed,
      warnings,
    },
    blocks: (warn) => pcmBlocks(bytes, most, channels, sample, warn),
  };
};

function sampleFormat(encoding: number, littleEndian: boolean): SampleFormat | undefined {
  if (encoding === 1) return { kind: 'mu-law', bytes: 1, littleEndian };
  if (encoding >= 2 && encoding <= 5) return { kind: 'signed', bytes: encoding - 1, littleEndian };
  if (encoding === 6 || encoding === 7) return { kind: 'float', bytes: 4 * (encoding - 5), littleEndian };
  if (encoding === 27) return { kind: 'a-law', bytes: 1, littleEndian };
  return undefined;
}

const NAMES: Readonly<Record<number, string>> = {
  23: 'G.721 ADPCM',
  24: 'G.722',
  25: 'G.723 ADPCM of 3 bits',
  26: 'G.723 ADPCM of 5 bits',
};
