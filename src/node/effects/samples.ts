// Samples as bytes: interleaved, little-endian.

/** How one sample is written. */
export type WrittenFormat = 'f32le' | 's16le' | 's24le';

export const SAMPLE_BYTES: Readonly<Record<WrittenFormat, number>> = { f32le: 4, s16le: 2, s24le: 3 };

/** Where rendered samples go, block by block. */
export interface SampleWriter {
  write(channels: readonly Float32Array[]): Promise<void>;
  end(): Promise<void>;
}

/** Whole numbers are rounded, and clipped at their ends. */
export function encodeSamples(channels: readonly Float32Array[], format: WrittenFormat): Uint8Array {
  const frames = channels[0]?.length ?? 0;
  const bytes = new Uint8Array(frames * channels.length * SAMPLE_BYTES[format]);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (let i = 0; i < frames; i++)
    for (const channel of channels) {
      put(view, at, channel[i] as number, format);
      at += SAMPLE_BYTES[format];
    }
  return bytes;
}

function put(view: DataView, at: number, sample: number, format: WrittenFormat): void {
  if (format === 'f32le') return view.setFloat32(at, sample, true);
  const whole = (most: number) => Math.max(-most, Math.min(most - 1, Math.round(sample * most)));
  if (format === 's16le') return view.setInt16(at, whole(32_768), true);
  const value = whole(8_388_608);
  view.setInt16(at, value & 0xffff, true);
  view.setInt8(at + 2, value >> 16);
}
