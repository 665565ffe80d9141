// One answer for a whole clip, from a model that was trained on streams.

/**
 * Scores of a clip: a phrase's is the highest that its smoothed score reached anywhere in the clip; the background's is what the best
 * phrase leaves over. The label with the highest is the answer.
 */
export class ClipScores {
  readonly scores: Float32Array;
  readonly #smoothed: Float32Array;
  readonly #gain: number;

  /** `labels`: how many, the background first. */
  constructor(labels: number, hopMs: number, smoothingMs: number) {
    this.scores = new Float32Array(labels);
    this.#smoothed = new Float32Array(labels);
    this.#gain = hopMs / (hopMs + smoothingMs);
    this.scores[0] = 1;
  }

  /** One prediction's scores. */
  step(scores: Float32Array): void {
    let best = 0;
    for (let label = 1; label < scores.length; label++) {
      const before = this.#smoothed[label] as number;
      const now = before + this.#gain * ((scores[label] as number) - before);
      this.#smoothed[label] = now;
      if (now > (this.scores[label] as number)) this.scores[label] = now;
      best = Math.max(best, this.scores[label] as number);
    }
    this.scores[0] = 1 - best;
  }

  /** Index of the highest. */
  get answer(): number {
    return this.scores.indexOf(Math.max(...this.scores));
  }
}
