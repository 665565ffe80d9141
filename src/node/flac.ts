// A FLAC file's bytes become mono floats, by `audio-decode`. Two things are put right. It divides by 2^(bits - 1) - 1, so that a FLAC and a WAV
// of the same samples would differ: the whole numbers are found again and divided as everywhere else. And it makes a decoder for every file,
// which costs more than decoding a clip does: one decoder reads file after file here.
import decode, { type AudioData, type StreamDecoder } from 'audio-decode';
import { SluiceError } from '../errors.js';
import { mixToMono } from '../source/mix.js';
import type { Audio } from './audio-file.js';

/** Whether the bytes say that they are a FLAC file. */
export function isFlac(bytes: Uint8Array): boolean {
  return bytes[0] === 0x66 && bytes[1] === 0x4c && bytes[2] === 0x61 && bytes[3] === 0x43;
}

/** Decodes a FLAC file as far as it goes. Throws AUDIO_UNREADABLE where nothing of it can be decoded. */
export async function readFlac(bytes: Uint8Array, name: string): Promise<Audio> {
  const { bits, total } = streamInfo(bytes, name);
  const { channelData, sampleRate } = await decoded(bytes, total, name);
  for (const channel of channelData) rescale(channel, bits);
  const samples = mixToMono(channelData);
  const missing = total - samples.length;
  const warnings = missing > 0 ? [`${name} is cut short: ${missing} of ${total} samples are missing`] : [];
  return { samples, sampleRate, warnings };
}

let shared: Promise<StreamDecoder> | undefined;

/**
 * A decoder that was given a whole file at once and got out of it all the samples that its header promises is as new afterwards. After any
 * other file it is not: that one is decoded again by a decoder of its own, which gives out what the shared one holds back.
 */
async function decoded(bytes: Uint8Array, total: number, name: string): Promise<AudioData> {
  shared ??= decode.flac();
  const taken = shared;
  const decoder = await taken;
  const audio = await decoder(bytes).catch(() => undefined);
  if (audio !== undefined && total > 0 && audio.channelData[0]?.length === total) return audio;
  decoder.free();
  // Others may have seen it freed before us, and made a new one.
  if (shared === taken) shared = undefined;
  try {
    return await decode(bytes);
  } catch (error) {
    const received = `a FLAC file that does not decode (${error instanceof Error ? error.message : error})`;
    throw new SluiceError('AUDIO_UNREADABLE', `Cannot read ${name} as audio: received ${received}`, { cause: error });
  }
}

/** What the STREAMINFO block says, the first of every FLAC file (RFC 9639, 8.2). `total` is 0 where the writer did not know. */
function streamInfo(bytes: Uint8Array, name: string): { bits: number; total: number } {
  if (bytes.length < 42) {
    throw new SluiceError(
      'AUDIO_UNREADABLE',
      `Cannot read ${name} as audio: received a FLAC file of ${bytes.length} bytes`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    bits: ((view.getUint16(20) >> 4) & 0x1f) + 1,
    total: (view.getUint8(21) & 0xf) * 2 ** 32 + view.getUint32(22),
  };
}

/** From s / (2^(bits - 1) - 1) to s / 2^(bits - 1). Up to 24 bits a float holds s exactly; above, it is as near as floats are. */
function rescale(samples: Float32Array, bits: number): void {
  const full = 2 ** (bits - 1);
  const exact = bits <= 24;
  for (let i = 0; i < samples.length; i++) {
    const value = (samples[i] as number) * (full - 1);
    samples[i] = (exact ? Math.round(value) : value) / full;
  }
}
