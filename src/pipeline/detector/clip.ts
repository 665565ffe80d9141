// One answer for a whole clip: the best over it, for a model that was trained on streams, or the prediction after its
// last frame.
import type { KeywordSettings } from '../../model/detector-settings.js';

export interface ClipAnswer {
  /** (labels) The background comes first. */
  readonly scores: Float32Array;
  /** Index of the label that is the answer. */
  readonly answer: number;
  /** Takes one prediction's scores. */
  step(scores: Float32Array): void;
}

/** `labels`: how many; `hopMs`: time between two predictions. */
export function clipAnswer(labels: number, hopMs: number, settings: KeywordSettings): ClipAnswer {
  const { clipAnswer: kind = 'best' } = settings;
  switch (kind) {
    case 'last':
      return new LastScores(labels);
    case 'best':
      return new ClipScores(labels, hopMs, settings);
    default:
      return kind satisfies never;
  }
}

class LastScores implements ClipAnswer {
  readonly scores: Float32Array;

  constructor(labels: number) {
    this.scores = new Float32Array(labels);
  }

  step(scores: Float32Array): void {
    this.scores.set(scores);
  }

  get answer(): number {
    return this.scores.indexOf(Math.max(...this.scores));
  }
}

/**
 * Scores of a clip. A phrase's score is the highest that its smoothed score reached anywhere in the clip; the
 * background's is what the best phrase leaves. The label with the highest score is the answer. Scores are moved along
 * the odds, so that a phrase wins exactly when it reaches `threshold` t: p becomes p (1 - t) / (p (1 - t) + (1 - p) t),
 * which is 1/2 at p = t.
 */
export class ClipScores implements ClipAnswer {
  /** (labels) The background comes first. */
  readonly scores: Float32Array;
  readonly #smoothed: Float32Array;
  readonly #best: Float32Array;
  readonly #gain: number;
  readonly #threshold: number;

  /**
   * `labels`: how many; `smoothingMs`: as the detector's; `clipThreshold`: in (0, 1), what a phrase must reach to beat
   * the background.
   */
  constructor(labels: number, hopMs: number, settings: { smoothingMs: number; clipThreshold?: number }) {
    this.scores = new Float32Array(labels);
    this.#smoothed = new Float32Array(labels);
    this.#best = new Float32Array(labels);
    this.#gain = hopMs / (hopMs + settings.smoothingMs);
    this.#threshold = settings.clipThreshold ?? 0.5;
    this.scores[0] = 1;
  }

  /** Takes one prediction's scores. */
  step(scores: Float32Array): void {
    let best = 0;
    for (let label = 1; label < scores.length; label++) {
      const before = this.#smoothed[label] as number;
      const now = before + this.#gain * ((scores[label] as number) - before);
      this.#smoothed[label] = now;
      if (now > (this.#best[label] as number)) {
        this.#best[label] = now;
        this.scores[label] = this.#weigh(now);
      }
      best = Math.max(best, this.scores[label] as number);
    }
    this.scores[0] = 1 - best;
  }

  /** Index of the label with the highest score. */
  get answer(): number {
    return this.scores.indexOf(Math.max(...this.scores));
  }

  #weigh(p: number): number {
    const yes = p * (1 - this.#threshold);
    return yes / (yes + (1 - p) * this.#threshold);
  }
}
