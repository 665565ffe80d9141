// A stretch of sound on its way from a codec to whoever listens.

/** One array a channel, all of one length, from -1 to 1 where the file keeps to it. */
export type Block = readonly (Float32Array | Float64Array)[];

/** Samples of one channel. */
export function framesOf(block: Block): number {
  return block[0]?.length ?? 0;
}

/** A part of it, not copied. */
export function cut(block: Block, from: number, to: number): Block {
  return block.map((channel) => channel.subarray(from, to));
}
