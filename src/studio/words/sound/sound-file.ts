// The bytes of a sound file become mono samples: 16-bit WAV by our own reader, everything else by the browser's
// decoders.
import type { Sound } from './sound.js';
import { readWav16 } from './wav.js';

/** The bytes are no sound that this browser can decode, or hold none. */
export class NotSound extends Error {}

/**
 * The sound of a file, its channels mixed. Rejects with NotSound. What the browser decodes comes at the rate of the
 * sound card.
 */
export async function decodeSound(bytes: ArrayBuffer): Promise<Sound> {
  const sound = readWav16(bytes) ?? (await decodedByBrowser(bytes));
  if (sound.samples.length === 0) throw new NotSound('it holds no samples');
  return sound;
}

async function decodedByBrowser(bytes: ArrayBuffer): Promise<Sound> {
  const context = new AudioContext();
  try {
    const decoded = await context.decodeAudioData(bytes);
    const channels = Array.from({ length: decoded.numberOfChannels }, (_, n) => decoded.getChannelData(n));
    return { samples: mean(channels, decoded.length), sampleRate: decoded.sampleRate };
  } catch (error) {
    throw new NotSound('this browser cannot decode it', { cause: error });
  } finally {
    await context.close();
  }
}

function mean(channels: readonly Float32Array[], length: number): Float32Array {
  const samples = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    let sum = 0;
    for (const channel of channels) sum += channel[i] as number;
    samples[i] = sum / channels.length;
  }
  return samples;
}
