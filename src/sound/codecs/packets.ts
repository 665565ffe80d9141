// Reads codecs whose bytes come in packets of one size. Several packets are decoded into one block.

import type { Block } from '../block.js';
import type { ByteReader } from '../byte-reader.js';
import type { Warn } from '../layout.js';

/** How a run of packets is laid out. */
export interface Packets {
  /** Bytes to read at most. */
  readonly most: number;
  readonly packetBytes: number;
  /** Of one channel in all, where the file says so: the last packet may be filled up beyond. */
  readonly frames: number | undefined;
  /** The channels of one packet, or of one that is cut short. */
  decode(packet: Uint8Array): Float64Array[];
}

/** Packets a block, at least: a block of a few samples costs more in passing it on than in decoding. */
const BLOCK_BYTES = 16_384;

export async function* packetBlocks(bytes: ByteReader, packets: Packets, warn: Warn): AsyncGenerator<Block> {
  const { packetBytes, decode } = packets;
  const atOnce = Math.max(1, Math.floor(BLOCK_BYTES / packetBytes)) * packetBytes;
  let left = packets.most;
  let framesLeft = packets.frames ?? Number.POSITIVE_INFINITY;
  while (left > 0 && framesLeft > 0) {
    const taken = await bytes.take(Math.min(left, atOnce));
    if (taken.length === 0) break;
    left -= taken.length;
    const parts: Float64Array[][] = [];
    for (let at = 0; at < taken.length; at += packetBytes) parts.push(decode(taken.subarray(at, at + packetBytes)));
    const block = upTo(framesLeft, joinedParts(parts));
    framesLeft -= block[0]?.length ?? 0;
    if (taken.length % packetBytes !== 0 && framesLeft > 0) warn('the sound ends in the middle of a packet');
    yield block;
  }
  // What fills the last packet, or follows the frames that were announced, belongs to the sound's bytes all the same.
  await bytes.skip(Math.min(left, Number.MAX_SAFE_INTEGER));
}

function upTo(frames: number, block: Float64Array[]): Float64Array[] {
  return (block[0]?.length ?? 0) <= frames ? block : block.map((channel) => channel.subarray(0, frames));
}

function joinedParts(parts: readonly Float64Array[][]): Float64Array[] {
  const [first] = parts;
  if (first === undefined) return [];
  if (parts.length === 1) return first;
  const length = parts.reduce((sum, part) => sum + (part[0]?.length ?? 0), 0);
  return first.map((_, n) => {
    const channel = new Float64Array(length);
    let at = 0;
    for (const part of parts) {
      const samples = part[n] as Float64Array;
      channel.set(samples, at);
      at += samples.length;
    }
    return channel;
  });
}
