// Runs the bundled recording through a model, and compares the detections with what is said in it.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { audioFile, type Detection, type ModelSource, openStream, predictionBytes, readAudio } from '../node/index.js';
import { recordingFacts, recordingFile } from './files.js';

/** A phrase that is known to be in a recording. Times in ms from its start. */
export interface Said extends Stretch {
  readonly label: string;
}

/** What is said and what was heard. */
export interface Comparison {
  readonly said: Said;
  /** The detection that is taken for it, null where it was missed. */
  readonly heard: Detection | null;
}

export interface HearingReport {
  /** Name of the recording. */
  readonly input: string;
  readonly comparisons: readonly Comparison[];
  readonly detections: readonly Detection[];
  /** Detections of what was not said. */
  readonly mistaken: readonly Detection[];
  readonly audioMs: number;
  readonly elapsedMs: number;
  readonly digest: string;
}

const MODEL = new URL('../models/keywords.safetensors', import.meta.url);
/** How long before or after a phrase a detection may lie to be taken for it, ms. */
const NEAR_MS = 300;

/**
 * Runs the recording as fast as possible. Phrases that the model does not have are not compared. Rejects as
 * `openStream` does.
 */
export async function hearRecording(model: ModelSource = MODEL): Promise<HearingReport> {
  const all: Said[] = JSON.parse(await readFile(recordingFacts(), 'utf8'));
  const said =
    typeof model === 'object' && 'labels' in model ? all.filter(({ label }) => model.labels.includes(label)) : all;
  const source = audioFile(recordingFile());
  const startedMs = performance.now();
  await using stream = await openStream({ source, model });
  const detections: Detection[] = [];
  const hash = createHash('sha256');
  let audioMs = 0;
  stream.detections$.subscribe({ next: (detection) => detections.push(detection), error: () => undefined });
  await new Promise<void>((resolve, reject) => {
    stream.predictions$.subscribe({
      next: (prediction) => {
        hash.update(predictionBytes(prediction));
        audioMs = prediction.endsAtMs;
      },
      error: reject,
      complete: resolve,
    });
  });
  const elapsedMs = performance.now() - startedMs;
  return {
    input: source.name,
    ...compare(said, detections),
    detections,
    audioMs,
    elapsedMs,
    digest: hash.digest('hex'),
  };
}

/** The bundled recording as samples, with what is said in it. */
export async function bundledSpeech(): Promise<{ samples: Float32Array; sampleRate: number; said: Said[] }> {
  const said: Said[] = JSON.parse(await readFile(recordingFacts(), 'utf8'));
  return { ...(await readAudio(recordingFile())), said };
}

/** Gives each phrase the nearest detection of its label that no phrase before it has. */
export function compare(
  said: readonly Said[],
  detections: readonly Detection[],
): { comparisons: Comparison[]; mistaken: Detection[] } {
  const free = new Set(detections);
  const comparisons = said.map((phrase): Comparison => {
    // Ends, not starts: a detector knows best when a phrase is over.
    const offBy = (detection: Detection) => Math.abs(detection.endsAtMs - phrase.endsAtMs);
    const [heard = null] = [...free]
      .filter((detection) => detection.label === phrase.label && apartMs(detection, phrase) <= NEAR_MS)
      .sort((a, b) => offBy(a) - offBy(b));
    if (heard !== null) free.delete(heard);
    return { said: phrase, heard };
  });
  return { comparisons, mistaken: [...free] };
}

interface Stretch {
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

/** Ms between two stretches of time; below 0 where they overlap. */
function apartMs(a: Stretch, b: Stretch): number {
  return Math.max(a.startsAtMs, b.startsAtMs) - Math.min(a.endsAtMs, b.endsAtMs);
}
