// How a detector decides before anyone has tuned it.
import type { KeywordSettings } from '../engine/detector/keyword.js';

/** Thresholds of a model that nobody has tuned yet. */
export function plainDetector(labels: readonly string[]): KeywordSettings {
  const words = labels.slice(1);
  return {
    smoothingMs: 80,
    enter: Object.fromEntries(words.map((word) => [word, 0.7])),
    exit: Object.fromEntries(words.map((word) => [word, 0.35])),
    minDurationMs: 60,
    refractoryMs: 600,
  };
}
