// IMA ADPCM: 4 bits a sample, each a step up or down from the sample before; the step grows with large codes and
// shrinks with small ones (Recommended Practices for Enhancing Digital Audio Compatibility in Multimedia Systems,
// IMA, 1992). WAV packs it in blocks, Apple in packets.

const STEPS = Int32Array.from([
  7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107, 118,
  130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963, 1060,
  1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484,
  7132, 7845, 8630, 9493, 10_442, 11_487, 12_635, 13_899, 15_289, 16_818, 18_500, 20_350, 22_385, 24_623, 27_086,
  29_794, 32_767,
]);
const INDEX_MOVES = [-1, -1, -1, -1, 2, 4, 6, 8];

/** One channel's decoder. */
class Channel {
  #predicted = 0;
  #index = 0;

  start(predicted: number, index: number): void {
    this.#predicted = predicted;
    this.#index = Math.max(0, Math.min(STEPS.length - 1, index));
  }

  /** Starts anew, unless the state is the one that is told, as nearly as it is told. */
  goOn(predicted: number, index: number, coarse: number): void {
    if (index === this.#index && Math.abs(predicted - this.#predicted) <= coarse) return;
    this.start(predicted, index);
  }

  next(code: number): number {
    const step = STEPS[this.#index] as number;
    let difference = step >> 3;
    if (code & 4) difference += step;
    if (code & 2) difference += step >> 1;
    if (code & 1) difference += step >> 2;
    const moved = this.#predicted + (code & 8 ? -difference : difference);
    this.#predicted = Math.max(-32_768, Math.min(32_767, moved));
    this.#index = Math.max(0, Math.min(STEPS.length - 1, this.#index + (INDEX_MOVES[code & 7] as number)));
    return this.#predicted / 32_768;
  }
}

/** Samples of one channel in a WAV block of so many bytes: the header has the first, every 4 bytes 8 more. */
export function wavImaSamples(blockBytes: number, channels: number): number {
  return 1 + 8 * Math.max(0, Math.floor((blockBytes - 4 * channels) / (4 * channels)));
}

/**
 * A block as in WAV: a header of 4 bytes a channel (first sample, step index), then 4 bytes of each channel in turn.
 */
export function decodeWavIma(block: Uint8Array, channels: number): Float64Array[] {
  if (block.length < 4 * channels) return Array.from({ length: channels }, () => new Float64Array(0));
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const samples = wavImaSamples(block.length, channels);
  return Array.from({ length: channels }, (_, n) => {
    const out = new Float64Array(samples);
    const channel = new Channel();
    const first = view.getInt16(4 * n, true);
    channel.start(first, view.getUint8(4 * n + 2));
    out[0] = first / 32_768;
    let at = 4 * channels + 4 * n;
    for (let i = 1; i < samples; i += 8, at += 4 * channels) {
      for (let nibble = 0; nibble < 8; nibble++) {
        out[i + nibble] = channel.next((block[at + (nibble >> 1)] as number) >> (nibble & 1 ? 4 : 0));
      }
    }
    return out;
  });
}

/** Bytes of an Apple packet, and samples in it, of one channel. */
export const APPLE_IMA = { bytes: 34, samples: 64 } as const;

/** Within how much of the prediction so far a packet's own, which lacks its 7 low bits, says nothing new. */
const APPLE_COARSE = 0x7f;

/**
 * Packets as in AIFF-C and CAF, in their order: for each channel 9 bits of the first prediction, 7 bits of step
 * index, then 64 codes.
 */
export function appleImaDecoder(channels: number): (packet: Uint8Array) => Float64Array[] {
  const states = Array.from({ length: channels }, () => new Channel());
  return (packet) => {
    const whole = packet.length >= channels * APPLE_IMA.bytes;
    return states.map((channel, n) => {
      if (!whole) return new Float64Array(0);
      const from = n * APPLE_IMA.bytes;
      const head = ((packet[from] as number) << 8) | (packet[from + 1] as number);
      channel.goOn(((head & 0xff80) << 16) >> 16, head & 0x7f, APPLE_COARSE);
      return Float64Array.from({ length: APPLE_IMA.samples }, (_, i) =>
        channel.next((packet[from + 2 + (i >> 1)] as number) >> (i & 1 ? 4 : 0)),
      );
    });
  };
}
