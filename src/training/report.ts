// The end of a training: thresholds from validation speakers, quality on speakers that were never heard, as data and as a table.
import type { KeywordSettings } from '../model/detector-settings.js';
import type { Model } from '../model/model.js';
import {
  calibrate,
  judge,
  NOISE_ALONE,
  OTHER_VOICES,
  OTHER_WORDS,
  type PhraseQuality,
  scoreStream,
} from './calibrate.js';
import type { Dataset } from './data/dataset.js';
import type { SceneSettings } from './data/scene-settings.js';
import { type ClipQuality, calibrateClips, evaluateClips } from './evaluate.js';
import { clipsOf } from './train.js';

export interface QualityReport {
  readonly clips: ClipQuality;
  readonly phrases: readonly PhraseQuality[];
  /** Hours of stream on which phrases were judged. */
  readonly hours: number;
  /** False accepts an hour of noise, and an hour of words that are none of the phrases, of all phrases together. */
  readonly inNoise: number;
  readonly inOtherWords: number;
}

/** Detector settings for a model whose weights are done, from `hours` of stream of the validation speakers. */
export function tune(
  module: WebAssembly.Module,
  model: Model,
  dataset: Dataset,
  hours: number,
  falseAcceptsPerHour: number,
  seed: number,
): KeywordSettings {
  const room = scoreStream(module, model, dataset, 'validation', hours, seed);
  const others = scoreStream(module, model, dataset, 'validation', Math.min(1, hours), seed, OTHER_VOICES);
  const clipThreshold = calibrateClips(module, model, dataset, clipsOf(dataset, 'validation'));
  return { ...calibrate(model, room, others, falseAcceptsPerHour), clipThreshold };
}

/** Quality on the test speakers. */
export function measure(
  module: WebAssembly.Module,
  model: Model,
  dataset: Dataset,
  hours: number,
  seed: number,
): QualityReport {
  const stream = scoreStream(module, model, dataset, 'test', hours, seed);
  const quietHours = Math.min(1, hours);
  const falseAcceptsIn = (settings: SceneSettings) => {
    const quiet = scoreStream(module, model, dataset, 'test', quietHours, seed + 1, settings);
    const falseAccepts = judge(model, quiet, model.detector).reduce((sum, phrase) => sum + phrase.falseAccepts, 0);
    return falseAccepts / quietHours;
  };
  return {
    clips: evaluateClips(module, model, dataset, clipsOf(dataset, 'test')),
    phrases: judge(model, stream, model.detector),
    hours,
    inNoise: falseAcceptsIn(NOISE_ALONE),
    inOtherWords: falseAcceptsIn(OTHER_WORDS),
  };
}

/** The figures that go into the model file. */
export function summaryOf({ clips, phrases, hours, inNoise, inOtherWords }: QualityReport): Record<string, number> {
  const sum = (of: (quality: PhraseQuality) => number) => phrases.reduce((total, quality) => total + of(quality), 0);
  return {
    testClips: clips.confusion.reduce((total, row) => total + row.reduce((a, b) => a + b, 0), 0),
    testClipAccuracy: rounded(clips.accuracy),
    testBalancedAccuracy: rounded(clips.balanced),
    testStreamHours: hours,
    testStreamMissed: rounded(
      sum(({ missed }) => missed) /
        Math.max(
          1,
          sum(({ words }) => words),
        ),
    ),
    testStreamFalseAcceptsPerHour: rounded(sum(({ falseAccepts }) => falseAccepts) / hours),
    falseAcceptsInAnHourOfNoise: rounded(inNoise),
    falseAcceptsInAnHourOfOtherWords: rounded(inOtherWords),
  };
}

/** One line a phrase: clips right, phrases missed and false accepts an hour on a continuous stream. */
export function reportRows(labels: readonly string[], { clips, phrases }: QualityReport): string[] {
  const rows = [['phrase', 'clips right', 'of', 'missed in stream', 'of', 'false accepts/h', 'threshold']];
  for (let label = 0; label < labels.length; label++) {
    const row = clips.confusion[label] as Uint32Array;
    const count = row.reduce((a, b) => a + b, 0);
    const phrase = phrases.find((quality) => quality.label === labels[label]);
    rows.push([
      labels[label] as string,
      count > 0 ? percent((row[label] as number) / count) : '-',
      String(count),
      phrase && phrase.words > 0 ? percent(phrase.missed / phrase.words) : '-',
      phrase ? String(phrase.words) : '-',
      phrase ? (phrase.falseAccepts / phrase.hours).toFixed(2) : '-',
      phrase ? phrase.threshold.toFixed(2) : '-',
    ]);
  }
  const widths = (rows[0] as string[]).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] as string).length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] as number) : cell.padStart(widths[column] as number),
      )
      .join('  '),
  );
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
