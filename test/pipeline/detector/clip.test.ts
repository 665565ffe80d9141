// One answer for a clip: the highest smoothed score of each phrase, moved along the odds so that the threshold
// becomes one half.
import { describe, expect, it } from 'vitest';
import { ClipScores } from '#src/pipeline/detector/clip.js';
import { random } from '../../support/random.js';

const HOP_MS = 10;

describe('ClipScores', () => {
  it('answers with the background before any score', () => {
    const clip = new ClipScores(3, HOP_MS, { smoothingMs: 0 });
    expect([...clip.scores]).toEqual([1, 0, 0]);
    expect(clip.answer).toBe(0);
  });

  it('keeps the highest score of each phrase; the background gets what the best phrase leaves', () => {
    const clip = scored({ smoothingMs: 0 }, [
      [0.125, 0.75, 0.125],
      [0.5, 0.25, 0.25],
      [1, 0, 0],
    ]);
    expect([...clip.scores]).toEqual([0.25, 0.75, 0.25]);
    expect(clip.answer).toBe(1);
  });

  it('smooths as the detector does', () => {
    const clip = scored({ smoothingMs: 10 }, [
      [0, 1, 0],
      [0, 1, 0],
      [1, 0, 0],
    ]);
    expect(clip.scores[1]).toBe(0.75);
  });

  it.each([0.05, 0.2, 0.5, 0.8, 0.95])('lets a phrase win exactly from a clipThreshold of %f on', (clipThreshold) => {
    const settings = { smoothingMs: 0, clipThreshold };
    const answer = (score: number) => scored(settings, [[1 - score, score, 0]]).answer;
    expect(answer(clipThreshold - 1e-4)).toBe(0);
    expect(answer(clipThreshold + 1e-4)).toBe(1);
    expect(scored(settings, [[0, clipThreshold, 0]]).scores[1]).toBeCloseTo(0.5, 6);
  });

  it('moves scores along the odds: in order, from 0 to 0 and from 1 to 1', () => {
    const settings = { smoothingMs: 0, clipThreshold: 0.2 };
    const moved = (score: number) => scored(settings, [[0, score, 0]]).scores[1] as number;
    expect(moved(0)).toBe(0);
    expect(moved(1)).toBe(1);
    for (let score = 0.05; score < 1; score += 0.05) {
      expect(odds(moved(score))).toBeCloseTo(odds(score) / odds(0.2), 2 - Math.log10(odds(score) / odds(0.2)));
      expect(moved(score)).toBeGreaterThan(moved(score - 0.05));
    }
  });

  it('has a threshold of one half where the model has none', () => {
    expect(scored({ smoothingMs: 0 }, [[0.4, 0.6, 0]]).scores[1]).toBeCloseTo(0.6, 6);
  });

  it('gives probabilities, and the answer is the highest, for any scores', () => {
    const next = random(3);
    for (let round = 0; round < 200; round++) {
      const clip = new ClipScores(4, HOP_MS, { smoothingMs: 100 * next(), clipThreshold: 0.01 + 0.98 * next() });
      for (let hop = 0; hop < 20; hop++) clip.step(Float32Array.from({ length: 4 }, next));
      expect(clip.scores.every((score) => score >= 0 && score <= 1)).toBe(true);
      const best = Math.max(...clip.scores.subarray(1));
      expect(clip.scores[0]).toBeCloseTo(1 - best, 6);
      expect(clip.scores[clip.answer]).toBe(Math.max(...clip.scores));
    }
  });
});

function scored(settings: { smoothingMs: number; clipThreshold?: number }, rows: readonly number[][]): ClipScores {
  const clip = new ClipScores(3, HOP_MS, settings);
  for (const row of rows) clip.step(Float32Array.from(row));
  return clip;
}

function odds(p: number): number {
  return p / (1 - p);
}
