// Cross-entropy on frames. If two answers are right (during a word, the word and the background), the loss is -ln of
// the sum of their probabilities.
import type { Target } from '../data/scene.js';

/**
 * Writes dL / dlogits of one row and returns L. scores, gradients: rows of `stride` floats, `labels` of them
 * meaningful. `smoothing` spreads this share of the target over all labels (Szegedy et al. 2016, arXiv 1512.00567) if
 * one answer is right.
 */
export function frameLoss(
  scores: Float32Array,
  gradients: Float32Array,
  row: number,
  stride: number,
  labels: number,
  target: Target,
  weight: number,
  smoothing: number,
): number {
  const at = row * stride;
  const right = scores[at + target.label] as number;
  if (target.either && target.label !== 0) {
    const sum = Math.max(right + (scores[at] as number), 1e-7);
    for (let i = 0; i < labels; i++) {
      const p = scores[at + i] as number;
      gradients[at + i] = weight * (i === 0 || i === target.label ? p - p / sum : p);
    }
    gradients.fill(0, at + labels, at + stride);
    return -weight * Math.log(sum);
  }
  for (let i = 0; i < labels; i++) {
    const wanted = smoothing / labels + (i === target.label ? 1 - smoothing : 0);
    gradients[at + i] = weight * ((scores[at + i] as number) - wanted);
  }
  gradients.fill(0, at + labels, at + stride);
  return -weight * Math.log(Math.max(right, 1e-7));
}
