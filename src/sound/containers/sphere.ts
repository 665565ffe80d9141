// NIST SPHERE, the format of speech corpora: a header of 1024 bytes of text, one `name type value` a line, then the
// samples.
import { letters } from '../bits.js';
import { isSampleFormat, pcmBlocks, type SampleFormat, sampleFormatName } from '../codecs/pcm.js';
import type { OpenContainer } from '../layout.js';
import { notRead, unreadable } from '../refusal.js';
import { dataSize } from './sizes.js';

export function beginsSphere(bytes: Uint8Array): boolean {
  return letters(bytes, 0, 7) === 'NIST_1A';
}

/** The first two lines: the format's name, and the size of the header. */
const FIRST_LINES = 16;
const LARGEST_HEAD = 65_536;

export const openSphere: OpenContainer = async (opening) => {
  const { bytes, name } = opening;
  const first = letters(await bytes.peek(FIRST_LINES), 0, FIRST_LINES);
  const headBytes = Number(/^NIST_1A\r?\n\s*(\d+)/.exec(first)?.[1] ?? Number.NaN);
  if (!(headBytes >= FIRST_LINES && headBytes <= LARGEST_HEAD))
    throw unreadable(name, 'a SPHERE file without its size');
  const head = await bytes.take(headBytes);
  if (head.length < headBytes) throw unreadable(name, 'a SPHERE file that ends within its header');
  const fields = readFields(letters(head, 0, headBytes));
  const number = (field: string) => Number(fields.get(field) ?? Number.NaN);
  const [sampleRate, channels] = [number('sample_rate'), fields.has('channel_count') ? number('channel_count') : 1];
  const coding = fields.get('sample_coding') ?? 'pcm';
  if (coding.includes(',')) throw notRead(opening, `${coding.split(',')[1]} in SPHERE`);
  const sample = sampleFormat(coding, number('sample_n_bytes'), fields.get('sample_byte_format') ?? '');
  if (sample === undefined) throw notRead(opening, `${coding} in SPHERE`);
  if (!isSampleFormat(sample) || !(sampleRate > 0) || !(channels > 0 && Number.isInteger(channels))) {
    throw unreadable(name, `a SPHERE file of ${channels} channels of ${sample.bytes} bytes at ${sampleRate} Hz`);
  }
  const count = number('sample_count');
  const announced = count > 0 ? count * channels * sample.bytes : 2 ** 64;
  const { most, assumed, warnings } = dataSize(announced, bytes.left);
  const frames = Number.isFinite(most) ? Math.floor(most / (channels * sample.bytes)) : undefined;
  return {
    layout: {
      container: 'NIST SPHERE',
      codec: sampleFormatName(sample),
      sampleRate,
      channels,
      bits: 8 * sample.bytes,
      frames,
      assumed,
      warnings,
    },
    blocks: (warn) => pcmBlocks(bytes, most, channels, sample, warn),
  };
};

function readFields(head: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of head.split(/\r?\n/)) {
    if (line.trim() === 'end_head') break;
    const field = /^(\S+)\s+-(?:i|r|s\d+)\s+(.*?)\s*$/.exec(line);
    if (field !== null) fields.set(field[1] as string, field[2] as string);
  }
  return fields;
}

function sampleFormat(coding: string, bytes: number, order: string): SampleFormat | undefined {
  const size = Number.isNaN(bytes) ? order.length || 2 : bytes;
  switch (coding) {
    case 'pcm':
      // `01`: the low byte first; `10`: the high one.
      return { kind: 'signed', bytes: size, littleEndian: !order.startsWith('1') || size === 1 };
    case 'ulaw':
    case 'mu-law':
      return { kind: 'mu-law', bytes: 1, littleEndian: true };
    case 'alaw':
      return { kind: 'a-law', bytes: 1, littleEndian: true };
    default:
      return undefined;
  }
}
