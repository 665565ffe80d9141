// Reads 16-bit WAV exactly. The browser's decoder divides positive samples by 32767 and resamples to the rate of the
// sound card; then the same file would give other predictions here than in `sluice run`.
import type { Sound } from './sound.js';

/** The sound of a WAV of plain 16-bit samples, its channels mixed as their mean; undefined for anything else. */
export function readWav16(bytes: ArrayBuffer): Sound | undefined {
  const view = new DataView(bytes);
  if (bytes.byteLength < 12 || tag(view, 0) !== 'RIFF' || tag(view, 8) !== 'WAVE') return undefined;
  let layout: { channels: number; sampleRate: number } | undefined;
  for (let at = 12; at + 8 <= bytes.byteLength; ) {
    const size = view.getUint32(at + 4, true);
    const start = at + 8;
    if (tag(view, at) === 'fmt ' && start + 16 <= bytes.byteLength) layout = readLayout(view, start);
    // A file cut short, or written on a pipe without its size, is read as far as it goes.
    if (tag(view, at) === 'data' && layout !== undefined) {
      return mixed(view, start, Math.min(size, bytes.byteLength - start), layout);
    }
    at = start + size + (size % 2);
  }
  return undefined;
}

function readLayout(view: DataView, at: number): { channels: number; sampleRate: number } | undefined {
  const channels = view.getUint16(at + 2, true);
  const plain = view.getUint16(at, true) === 1 && view.getUint16(at + 14, true) === 16;
  return plain && channels > 0 ? { channels, sampleRate: view.getUint32(at + 4, true) } : undefined;
}

function mixed(view: DataView, start: number, size: number, layout: { channels: number; sampleRate: number }): Sound {
  const { channels, sampleRate } = layout;
  const samples = new Float32Array(Math.floor(size / (2 * channels)));
  for (let i = 0; i < samples.length; i++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) {
      sum += view.getInt16(start + 2 * (i * channels + channel), true) / 32768;
    }
    samples[i] = sum / channels;
  }
  return { samples, sampleRate };
}

function tag(view: DataView, at: number): string {
  return String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
}
