// Microsoft ADPCM: 4 bits a sample, the error of a prediction from the two samples before (Multimedia Data Standards
// Update, Microsoft, 1994).

const SCALES = [230, 230, 230, 230, 307, 409, 512, 614, 768, 614, 512, 409, 307, 230, 230, 230];

/** Pairs of prediction coefficients, in 1/256. Every file has these seven and may add others. */
export const MS_COEFFICIENTS: readonly (readonly [number, number])[] = [
  [256, 0],
  [512, -256],
  [0, 0],
  [192, 64],
  [240, 0],
  [460, -208],
  [392, -232],
];

const HEADER_BYTES = 7;

/** Samples of one channel in a block of so many bytes: two in the header, one in every half byte after it. */
export function msAdpcmSamples(blockBytes: number, channels: number): number {
  return 2 + Math.max(0, Math.floor(((blockBytes - HEADER_BYTES * channels) * 2) / channels));
}

/**
 * A block: predictor, scale and two samples of every channel, then the codes of the channels in turn, the high half
 * of a byte first.
 */
export function decodeMsAdpcm(
  block: Uint8Array,
  channels: number,
  coefficients: readonly (readonly [number, number])[] = MS_COEFFICIENTS,
): Float64Array[] {
  if (block.length < HEADER_BYTES * channels) return Array.from({ length: channels }, () => new Float64Array(0));
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const samples = msAdpcmSamples(block.length, channels);
  const from = HEADER_BYTES * channels;
  return Array.from({ length: channels }, (_, n) => {
    const [a, b] = coefficients[view.getUint8(n)] ?? [0, 0];
    let scale = view.getInt16(channels + 2 * n, true);
    let newer = view.getInt16(3 * channels + 2 * n, true);
    let older = view.getInt16(5 * channels + 2 * n, true);
    const out = new Float64Array(samples);
    out[0] = older / 32_768;
    out[1] = newer / 32_768;
    for (let i = 2; i < samples; i++) {
      const place = (i - 2) * channels + n;
      const byte = block[from + (place >> 1)] as number;
      const code = place & 1 ? byte & 0x0f : byte >> 4;
      const error = code & 8 ? code - 16 : code;
      const predicted = ((newer * a + older * b) >> 8) + error * scale;
      older = newer;
      newer = Math.max(-32_768, Math.min(32_767, predicted));
      scale = Math.max(16, ((SCALES[code] as number) * scale) >> 8);
      out[i] = newer / 32_768;
    }
    return out;
  });
}
