// The thresholds of the detector as a person sets them: one slider per label. The exit threshold keeps its ratio to it.
import type { KeywordSettings, Model } from 'sluice';

export class Thresholds {
  /** (labels) */
  readonly values: Float64Array;
  readonly #model: Model;

  constructor(model: Model) {
    this.#model = model;
    this.values = new Float64Array(model.labels.length);
    this.reset();
  }

  set(label: number, threshold: number): void {
    this.values[label] = threshold;
  }

  /** Back to the model's own. */
  reset(): void {
    const { labels, detector } = this.#model;
    labels.forEach((label, i) => {
      this.values[i] = detector.enter[label] ?? 1;
    });
  }

  settings(): Pick<KeywordSettings, 'enter' | 'exit'> {
    const { labels, detector } = this.#model;
    const enter: Record<string, number> = {};
    const exit: Record<string, number> = {};
    for (const [i, label] of [...labels.entries()].slice(1)) {
      const own = detector.enter[label] ?? 1;
      enter[label] = this.values[i] as number;
      exit[label] = ((detector.exit[label] ?? own / 2) / own) * enter[label];
    }
    return { enter, exit };
  }
}
