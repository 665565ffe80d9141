// A sound as a source: opened when the stream opens, decoded block by block as the stream takes it.

import type { MonoSound } from '../sound/mono-sound.js';
import { pacedPut, type ReplayPace, usualBlock } from '../source/replay.js';
import type { Intake, Source } from '../source/source.js';

export interface SoundSourceOptions {
  readonly name: string;
  readonly pace: ReplayPace;
  readonly blockSamples?: number | undefined;
  /** Opens the sound. What it opens it releases when the signal aborts before it resolves. */
  open(signal: AbortSignal): Promise<MonoSound>;
}

export function soundSource({ name, pace, blockSamples, open }: SoundSourceOptions): Source {
  let sound: MonoSound | undefined;
  return {
    name,
    live: pace === 'real-time',
    async open(signal) {
      signal.throwIfAborted();
      sound = await open(signal);
      if (signal.aborted) await sound.close();
      signal.throwIfAborted();
      return { sampleRate: sound.sampleRate, report: sound.report };
    },
    async feed(intake, signal) {
      const opened = sound;
      sound = undefined;
      if (opened === undefined) return;
      try {
        if (!signal.aborted) await feedSound(opened, name, intake, signal, pace, blockSamples);
      } finally {
        await opened.close();
      }
    },
  };
}

async function feedSound(
  sound: MonoSound,
  name: string,
  intake: Intake,
  signal: AbortSignal,
  pace: ReplayPace,
  blockSamples = usualBlock(pace, sound.sampleRate),
): Promise<void> {
  const warn = (clause: string) => intake.report({ kind: 'warning', message: `${name}: ${clause}` });
  for (const clause of sound.report.warnings) warn(clause);
  const put = pacedPut(pace, intake, signal, sound.sampleRate);
  for await (const samples of sound.samples(warn)) {
    for (let from = 0; from < samples.length && !signal.aborted; from += blockSamples) {
      await put(samples, from, Math.min(from + blockSamples, samples.length));
    }
    if (signal.aborted) return;
  }
}
