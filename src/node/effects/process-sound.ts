// Sound through an effect, block by block: memory is bounded however long the sound is.
import { createHash } from 'node:crypto';
import type { OfflineEffect } from '../../effects/offline.js';
import type { Warn } from '../../sound/layout.js';
import type { OpenedSound } from '../../sound/open-sound.js';
import type { SampleWriter } from './samples.js';

export interface ProcessedSound {
  /** Of one channel. */
  readonly samples: number;
  /** SHA-256 of all output samples in single precision, interleaved. */
  readonly digest: string;
}

export interface ProcessOptions {
  readonly warn: Warn;
  readonly signal?: AbortSignal;
  /** Is told how many samples are done. */
  readonly progress?: (samples: number) => void;
}

/**
 * Reads `sound` to its end and writes what the effect makes of it. The effect has the sound's rate and number of
 * channels; each channel goes through it by itself.
 */
export async function processSound(
  effect: OfflineEffect,
  sound: OpenedSound,
  writer: SampleWriter,
  { warn, signal, progress }: ProcessOptions,
): Promise<ProcessedSound> {
  const hash = createHash('sha256');
  let samples = 0;
  for await (const block of sound.blocks(warn)) {
    if (signal?.aborted) break;
    const out = effect.process(block);
    hash.update(interleaved(out));
    await writer.write(out);
    samples += out[0]?.length ?? 0;
    progress?.(samples);
  }
  await writer.end();
  return { samples, digest: hash.digest('hex') };
}

/** The bytes in which outputs are compared. */
export function interleaved(channels: readonly Float32Array[]): Uint8Array {
  const frames = channels[0]?.length ?? 0;
  const out = new Float32Array(frames * channels.length);
  for (const [c, channel] of channels.entries())
    for (let i = 0; i < frames; i++) out[i * channels.length + c] = channel[i] as number;
  return new Uint8Array(out.buffer);
}
