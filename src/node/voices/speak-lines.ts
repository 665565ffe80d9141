// Lets all lines of a script be spoken, several at a time, through the cache. A line that a voice cannot say is left
// out; a voice that cannot speak at all is told.
import { SluiceError } from '../../errors.js';
import { resampleAll } from '../../pipeline/frames/resample-all.js';
import { changeSpeed } from '../../training/data/augment.js';
import type { Line } from '../../training/phrases/script.js';
import type { Spoken, Synthesizer } from '../../training/phrases/voices.js';
import type { SoundCache } from './sound-cache.js';

export interface SpokenLine {
  readonly line: Line;
  /** Mono, -1 to 1, at the rate that was wanted. */
  readonly samples: Float32Array;
}

export interface SpeakOptions {
  readonly synthesizers: readonly Synthesizer[];
  readonly cache: SoundCache;
  /** Hz. */
  readonly sampleRate: number;
  /** Lines that are spoken at once. */
  readonly atOnce: number;
  readonly signal: AbortSignal;
  onProgress?(done: number, all: number): void;
  onWarning?(sentence: string): void;
}

/** A text that takes longer was not said as it is written. */
const LONGEST_SECONDS = 30;
const SHORTEST_SECONDS = 0.08;
/** Below that nothing was said. */
const SILENT = 0.002;

/**
 * In the order of the lines. Rejects with DATA_UNUSABLE where a synthesizer failed with more than a tenth of its lines,
 * with the first reason, and when the signal aborts.
 */
export async function speakLines(lines: readonly Line[], options: SpeakOptions): Promise<SpokenLine[]> {
  const { synthesizers, atOnce, signal } = options;
  const byName = new Map(synthesizers.map((synthesizer) => [synthesizer.name, synthesizer]));
  const out: (SpokenLine | undefined)[] = new Array(lines.length);
  const failures: { readonly line: Line; readonly why: string }[] = [];
  let next = 0;
  let done = 0;
  const worker = async () => {
    while (next < lines.length) {
      signal.throwIfAborted();
      const at = next++;
      const line = lines[at] as Line;
      try {
        out[at] = { line, samples: await speakLine(line, byName.get(line.synthesizer) as Synthesizer, options) };
      } catch (error) {
        failures.push({ line, why: error instanceof Error ? error.message : String(error) });
      }
      options.onProgress?.(++done, lines.length);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, atOnce) }, worker));
  tellFailures(lines, failures, options);
  return out.filter((spoken) => spoken !== undefined);
}

async function speakLine(line: Line, synthesizer: Synthesizer, options: SpeakOptions): Promise<Float32Array> {
  const { formants } = line;
  // The tape plays faster by `formants`, which moves formants and pitch: what is said before is slower and lower.
  const { rate, pitch } = line.utterance;
  const utterance = { ...line.utterance, rate: hundredths(rate / formants), pitch: hundredths(pitch / formants) };
  const { spoken } = await options.cache.get(synthesizer, utterance, () => synthesizer.speak(utterance));
  checkSpoken(spoken, line);
  const samples = resampleAll(spoken.samples, spoken.sampleRate, options.sampleRate);
  return formants === 1 ? samples : changeSpeed(samples, formants);
}

function checkSpoken({ samples, sampleRate }: Spoken, { utterance }: Line): void {
  const seconds = samples.length / sampleRate;
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const wrong =
    seconds < SHORTEST_SECONDS || loudest < SILENT
      ? 'nothing is heard'
      : seconds > LONGEST_SECONDS
        ? `it takes ${seconds.toFixed(0)} s`
        : undefined;
  if (wrong !== undefined) throw new Error(`voice ${utterance.voice} says '${utterance.text}', and ${wrong}`);
}

function hundredths(factor: number): number {
  return Math.round(100 * factor) / 100;
}

/** A few of thousands may fail: an odd text. More means that a voice does not work. */
function tellFailures(
  lines: readonly Line[],
  failures: readonly { readonly line: Line; readonly why: string }[],
  { onWarning }: SpeakOptions,
): void {
  for (const name of new Set(failures.map(({ line }) => line.synthesizer))) {
    const mine = failures.filter(({ line }) => line.synthesizer === name);
    const all = lines.filter(({ synthesizer }) => synthesizer === name).length;
    const why = mine[0]?.why as string;
    if (10 * mine.length > all) {
      throw new SluiceError(
        'DATA_UNUSABLE',
        `Cannot speak with ${name}: ${mine.length} of ${all} texts failed: ${why} (--voices names others)`,
      );
    }
    onWarning?.(`left out: ${mine.length} of ${all} texts of ${name}: ${why}`);
  }
}
