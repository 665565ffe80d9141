// One threshold for all phrases of a model.
import type { KeywordSettings } from '../../model/detector-settings.js';
import type { Model } from '../../model/model.js';

/** The model's own settings with one threshold for all. */
export function withThreshold(model: Pick<Model, 'labels' | 'detector'>, threshold: number): KeywordSettings {
  const words = model.labels.slice(1);
  return {
    ...model.detector,
    enter: Object.fromEntries(words.map((word) => [word, threshold])),
    exit: Object.fromEntries(words.map((word) => [word, threshold / 2])),
  };
}
