// A sound file becomes mono samples and a report of what was recognised. Files are read as `sluice run` reads them, so that the
// predictions are the same; what that cannot read is given to the browser's decoders.
import { MonoSound } from '../../../sound/mono-sound.js';
import type { ShownReport } from '../../shared/format-notice.js';
import type { Sound } from './sound.js';

/** The file is not a sound, or holds none. The message is a sentence. */
export class NotSound extends Error {}

/** A sound and what was recognised. */
export interface DecodedSound {
  readonly sound: Sound;
  readonly report: ShownReport;
}

/** Rejects with NotSound. */
export async function decodeSound(file: Blob, name: string): Promise<DecodedSound> {
  try {
    return await decodedHere(file, name);
  } catch (cause) {
    const decoded = await decodedByBrowser(file);
    if (decoded !== null) return decoded;
    throw new NotSound(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

async function decodedHere(file: Blob, name: string): Promise<DecodedSound> {
  const opened = await MonoSound.open(chunksOf(file), { name, size: file.size });
  const warnings = [...opened.report.warnings];
  const blocks: Float32Array[] = [];
  for await (const block of opened.samples((clause) => warnings.push(clause))) blocks.push(block);
  const { recognised, assumed } = opened.report;
  return {
    sound: { samples: joined(blocks), sampleRate: opened.sampleRate },
    report: { recognised, assumed, warnings: [...new Set(warnings)] },
  };
}

/** Null for what no decoder of this browser takes, and for a sound without samples. */
async function decodedByBrowser(file: Blob): Promise<DecodedSound | null> {
  const context = new AudioContext();
  try {
    const decoded = await context.decodeAudioData(await file.arrayBuffer());
    if (decoded.length === 0) return null;
    const { numberOfChannels, sampleRate } = decoded;
    const channels = Array.from({ length: numberOfChannels }, (_, n) => decoded.getChannelData(n));
    const count = numberOfChannels === 1 ? '1 channel' : `${numberOfChannels} channels (their mean is taken)`;
    return {
      sound: { samples: mean(channels, decoded.length), sampleRate },
      report: {
        recognised: `Decoded by the browser: ${sampleRate} Hz, ${count}, ${decoded.duration.toFixed(2)} s`,
        assumed: [],
        warnings: [
          'the browser resamples to the rate of the sound card, so scores may differ a little from sluice run',
        ],
      },
    };
  } catch {
    return null;
  } finally {
    await context.close();
  }
}

/** Not every browser iterates over streams. */
async function* chunksOf(file: Blob): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel();
  }
}

function joined(blocks: readonly Float32Array[]): Float32Array {
  const samples = new Float32Array(blocks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const block of blocks) {
    samples.set(block, at);
    at += block.length;
  }
  return samples;
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
